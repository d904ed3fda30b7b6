// One live hearing: the single writer of its state. A command is decided against what is supposed
// to be true, becomes durable, and only then is answered and shown.
#pragma once

#include "core/hearing.hpp"
#include "core/pulse.hpp"
#include "hall/answers.hpp"
#include "hall/ballot_scheme.hpp"
#include "hall/counted_ballots.hpp"
#include "hall/draw_scheme.hpp"
#include "hall/front.hpp"
#include "hall/listeners.hpp"
#include "hall/secret_ballot.hpp"
#include "hall/showing.hpp"
#include "hall/slow_step.hpp"
#include "hall/stream_writer.hpp"
#include "hall/world.hpp"
#include "protocol/names.hpp"
#include "protocol/view_changes.hpp"
#include "protocol/view_common.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::hall {

/// What views need besides the record.
struct ViewSource {
    protocol::NameBook names;
    std::string series_title;
    std::string join_url;
    protocol::CastAddress cast{};
};

class HearingHall : public std::enable_shared_from_this<HearingHall> {
public:
    /// Told after every durable step, in order.
    using Followed = std::function<void(const HearingHall&, const std::vector<core::Event>&)>;

    HearingHall(World& world, core::HearingId hearing, const ViewSource& source, Followed followed);

    /// Replays the log. Until `opened` succeeds every command is refused as unknown.
    void open(Callback<Epoch> opened);
    void submit(Submission submission);
    void subscribe(protocol::Audience audience,
                   const std::function<void(std::expected<Snapshot, Trouble>)>& done);
    /// From now on this connection is told what changes for its subject, until it leaves.
    [[nodiscard]] Message me(const core::Actor& subject, std::uint64_t connection);
    void leave(const core::Actor& subject, std::uint64_t connection);
    void lags(const Follower& follower, bool is_slow);
    void cast(const std::string& public_ballot, trust::Cast cast,
              std::function<void(CastAnswer)> done);
    void ballot_file(const core::BallotId& ballot, std::string_view name,
                     CountedBallots::Done done);
    /// Names or settings changed: every view may have, and `me` of these people.
    void source_changed(const std::set<std::string>& people);
    /// Shows how far the log is signed.
    void certified(Certificate certificate)
    {
        certificate_ = std::move(certificate);
        showing_.changed();
    }
    void stop(std::function<void()> done);

    /// What would be answered to this command now, without doing anything; nothing: it would be
    /// done.
    [[nodiscard]] std::optional<core::Refusal> would_refuse(const core::Actor& actor,
                                                            const core::Command& command) const;
    /// Durable state only.
    [[nodiscard]] const core::Hearing& state() const { return durable_.hearing; }
    [[nodiscard]] bool is_open() const { return open_; }

private:
    /// The hearing and its box, which always move together.
    struct Situation {
        core::Hearing hearing;
        core::BallotBox box;
    };
    struct Step {
        core::Actor actor;
        std::string id;
        core::Instant at;
        core::Outcomes outcomes{};
        Answer answer{core::Refusal{}};
        Answers::Keep keep{Answers::Keep::yes};
        std::string fresh_secret{}; ///< Of a draw or a ballot that is being opened.
        SharedKeys fresh_keys{};    ///< Of a secret ballot that is being opened.
        std::string blinded{};      ///< To be signed before the answer.
    };

    /// The command whose events are being replayed, and what they made so far.
    struct Replayed {
        std::string sender;
        std::string id;
        boost::json::object result;
    };

    bool replay(Seq number, const std::string& line);
    void remember(const std::string& sender, const std::string& id, const core::Event& event);
    /// False when a ballot is open but its secret is lost: then no key could be given again.
    [[nodiscard]] bool opened_with(const Box& box);
    /// First makes the keys of a secret ballot, which takes a while.
    void make_keys(Submission submission);
    void decide(const Submission& submission, SharedKeys fresh_keys);
    [[nodiscard]] core::Decision judge(const Submission& submission, const Step& step) const;
    [[nodiscard]] std::string draw_secret(const core::Command& command, const Step& step) const;
    [[nodiscard]] Entry entry_for(const std::shared_ptr<const Step>& step);
    void follow(Situation& situation, const core::Outcomes& outcomes, core::Instant at) const;
    void settle(const Step& step, bool durable);
    void sign_token(const Step& step);
    void hold_secret_ballot(const core::BallotId& ballot, SharedKeys keys);
    [[nodiscard]] bool takes_keys(const core::Ballot& ballot);
    void write_casts(const std::vector<core::SecretCast>& casts, SecretBallot::Written written);
    void forget_supposed();
    /// After a failed append: the box holds what the append may have left in it.
    void take_box(const Box& box);
    /// A ballot or a draw.
    [[nodiscard]] bool needs_secret(const std::string& id) const;
    void seal_finished_boxes();
    void void_draw_without_secret();
    void start_slow_step();
    void follow_slow_step();
    [[nodiscard]] std::optional<protocol::DrawProgress> draw_progress() const;
    void take_pulse(const core::GivePulse& command, const core::Actor& actor);
    void show_pulse();
    void forget_past_pulse();
    [[nodiscard]] std::optional<core::PulseCount> shown_pulse() const;
    /// Counts the connections again, soon.
    void look_at_health();
    /// By the server itself; again and again while the disk fails.
    void command_self(const core::Command& command);
    [[nodiscard]] std::string own_id();
    void watch_deadline();
    void obey_deadline();
    void tell(const std::set<std::string>& subjects);
    [[nodiscard]] boost::json::object make_view(protocol::Audience audience,
                                                const protocol::Touched& lines);
    [[nodiscard]] Message me_message(const core::Actor& subject) const;
    [[nodiscard]] Acknowledged acknowledgement(const core::Command& command,
                                               const core::Actor& actor,
                                               const core::Outcomes& outcomes) const;

    World& world_;
    core::HearingId hearing_;
    const ViewSource& source_;
    Followed followed_;
    std::shared_ptr<StreamWriter> writer_;
    Showing showing_;
    protocol::ViewChanges changes_;
    TrustDrawScheme draw_scheme_;
    TrustBallotScheme ballot_scheme_;
    std::shared_ptr<SecretBallot> secret_ballot_; ///< While there are keys for it.
    std::shared_ptr<CountedBallots> counted_ballots_;
    std::shared_ptr<SlowStep> slow_step_; ///< Of the draw that is revealed.
    Answers answers_;
    Replayed replayed_;
    Certificate certificate_;
    Situation durable_;
    Situation supposed_; ///< Durable, plus everything decided since.
    Seq next_number_{0};
    /// By ballot or draw, while it needs one; of a secret ballot the name alone.
    std::map<std::string, std::string> secrets_;
    Listeners listeners_;
    std::optional<protocol::HallHealth> health_; ///< As it was counted last.
    bool health_is_due_{false};
    core::Pulse pulse_; ///< Of the turn: in memory alone.
    bool pulse_is_due_{false};
    core::Instant watched_deadline_;
    std::uint64_t watch_{0}; ///< The latest of those who wait for it; the others are forgotten.
    core::Instant earliest_deadline_; ///< What is due is not done before.
    std::int64_t own_commands_{0};
    bool open_{false};
};

} // namespace rostrum::hall
