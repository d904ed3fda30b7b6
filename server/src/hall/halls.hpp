// All halls of one series: opens them, routes commands to them, and carries between them what the
// rules say crosses hearings (who has spoken before).
#pragma once

#include "core/hearing.hpp"
#include "core/series.hpp"
#include "hall/checkpoints.hpp"
#include "hall/front.hpp"
#include "hall/hearing_hall.hpp"
#include "hall/series_hall.hpp"
#include "hall/showing.hpp"
#include "hall/world.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::hall {

class Halls final : public Front {
public:
    Halls(World& world, std::string join_url, protocol::CastAddress cast = {});

    /// Opens the series and every planned hearing; `opened` says which stream failed and why.
    void open(std::function<void(std::expected<void, std::string>)> opened);

    void submit(Submission submission) override;
    void subscribe(Topic topic,
                   std::function<void(std::expected<Snapshot, Trouble>)> done) override;
    void leave(const Follower& follower) override;
    void lags(const Follower& follower, bool is_slow) override
    {
        const auto hall = halls_.find(core::HearingId{follower.stream});
        if (hall != halls_.end()) hall->second->lags(follower, is_slow);
    }
    void me(Follower follower, std::function<void(std::expected<Message, Trouble>)> done) override;
    void cast(std::string public_ballot, trust::Cast cast,
              std::function<void(CastAnswer)> done) override;
    void ballot_file(std::string stream, core::BallotId ballot, std::string name,
                     std::function<void(std::expected<Message, Trouble>)> done) override;

    /// Plans the series. A hearing that is planned for the first time exists when this is answered,
    /// and one that is planned anew says so itself.
    void plan(PlanSubmission submission);
    void set_names(protocol::NameBook names);
    /// Lets everything under way become durable, gives the leases back, then calls.
    void stop(std::function<void()> done);

    /// What a hearing there is would answer to a command now; nothing: it would be done.
    [[nodiscard]] std::optional<core::Refusal> would_refuse(const core::HearingId& hearing,
                                                            const core::Actor& actor,
                                                            const core::Command& command) const;

    /// Durable states, for documents and lists.
    [[nodiscard]] const core::Series& series() const { return series_->state(); }
    [[nodiscard]] const core::Hearing* hearing(const core::HearingId& hearing) const;
    [[nodiscard]] const protocol::NameBook& names() const { return source_.names; }
    [[nodiscard]] std::map<core::HearingId, const core::Hearing*> hearings() const;
    /// Rises with whatever is recorded of a hearing, for those who keep something made from it.
    [[nodiscard]] std::uint64_t revision(const core::HearingId& hearing) const
    {
        const auto found = revisions_.find(hearing);
        return found == revisions_.end() ? 0 : found->second;
    }
    [[nodiscard]] Checkpoints& checkpoints() { return checkpoints_; }

private:
    void open_hearing(const core::HearingId& hearing, Callback<Epoch> opened);
    /// Creates the hearing unless it is; a draft that is planned otherwise becomes as planned.
    void follow_plan(const core::HearingId& hearing, std::function<void(Answer)> done);
    /// Refused unless the hearing is still a draft.
    void replan(const core::PlannedHearing& plan, std::function<void(Answer)> done);
    [[nodiscard]] std::string own_id(const std::string& purpose);
    /// Opens the hearing unless it is, and creates it unless it is; both may have failed before.
    void bring_into_being(const core::HearingId& hearing, std::function<void(Answer)> done);
    void note_all_turns_of_live_hearings();
    void note_failed_turns();
    void sign_all();
    void plan_followed(const std::vector<core::SeriesEvent>& events);
    void hearing_followed(const HearingHall& hall, const std::vector<core::Event>& events);
    void note_turns(const HearingHall& hall, const std::vector<core::Event>& events);
    void note_turn(const HearingHall& from, const core::QuestionId& question);
    void note_all_turns(const HearingHall& hall);
    void send_turns(const core::HearingId& to, std::vector<core::EarlierTurns> turns);
    [[nodiscard]] std::int64_t turns_elsewhere(const core::HearingId& here,
                                               const core::ParticipantId& participant) const;
    [[nodiscard]] boost::json::object board() const;

    World& world_;
    ViewSource source_;
    std::shared_ptr<SeriesHall> series_;
    std::map<core::HearingId, std::shared_ptr<HearingHall>> halls_;
    /// Who waits for a hearing that is being opened.
    std::map<core::HearingId, std::vector<std::function<void(Answer)>>> opening_;
    std::map<core::HearingId, std::uint64_t> revisions_;
    /// That have not taken what was to be noted of turns elsewhere.
    std::set<core::HearingId> failed_turns_;
    Showing board_;
    Checkpoints checkpoints_;
    std::int64_t own_commands_{0};
    bool stopping_{false};
};

} // namespace rostrum::hall
