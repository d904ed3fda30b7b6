#include "simulation/process.hpp"

#include "net/limits.hpp"
#include "simulation/peer.hpp"
#include "simulation/violation.hpp"
#include "support/world.hpp"

#include <array>
#include <map>
#include <utility>
#include <variant>
#include <vector>

namespace rostrum::simulation {
namespace {

using protocol::Audience;

constexpr std::array audiences{Audience::attendee, Audience::screen, Audience::desk};
constexpr std::uint32_t short_delay = 200; // Iterations of a draw's slow step.
constexpr std::size_t inbox_max = 24;      // So few that some have to wait outside.

/// Lets everything through to the halls, and holds what they answer to commands against the rules.
class WatchedFront final : public hall::Front {
public:
    WatchedFront(hall::Front& front, Watch& watch, std::size_t& unanswered, std::size_t& answers)
        : front_(front), watch_(watch), unanswered_(unanswered), answers_(answers)
    {
    }

    void submit(hall::Submission submission) override
    {
        const std::pair name{sender_name(submission.actor), submission.id};
        ++unanswered_;
        ++waiting_[name];
        watch_.asked(submission.actor, submission.id);
        auto reply = [this, name, actor = submission.actor, id = submission.id,
                      command = submission.command, times = std::make_shared<int>(0),
                      reply = std::move(submission.reply)](const hall::Answer& answer) {
            require(++*times == 1, rule::one_answer,
                    std::string{core::name_of(command)} + " is answered again");
            --unanswered_;
            if (--waiting_[name] == 0) waiting_.erase(name);
            if (!std::holds_alternative<hall::Trouble>(answer)) ++answers_;
            if (const auto* done = std::get_if<hall::Acknowledged>(&answer))
                watch_.acknowledged(actor, id, command, done->result);
            if (std::holds_alternative<core::Refusal>(answer)) watch_.refused(actor, id);
            reply(answer);
        };
        submission.reply = std::move(reply);
        front_.submit(std::move(submission));
        require(waiting_.size() <= inbox_max, rule::bounded, "commands wait without limit");
    }
    void subscribe(hall::Topic topic,
                   std::function<void(std::expected<hall::Snapshot, hall::Trouble>)> done) override
    {
        front_.subscribe(std::move(topic), std::move(done));
    }
    void me(hall::Follower follower,
            std::function<void(std::expected<hall::Message, hall::Trouble>)> done) override
    {
        front_.me(std::move(follower), std::move(done));
    }
    void leave(const hall::Follower& follower) override { front_.leave(follower); }
    void lags(const hall::Follower& follower, bool is_slow) override
    {
        front_.lags(follower, is_slow);
    }
    void cast(std::string public_ballot, trust::Cast cast,
              std::function<void(hall::CastAnswer)> done) override
    {
        front_.cast(public_ballot, cast,
                    [this, public_ballot, cast, done = std::move(done)](hall::CastAnswer answer) {
                        if (std::holds_alternative<std::string>(answer))
                            watch_.cast_acknowledged(public_ballot, cast);
                        done(std::move(answer));
                    });
    }
    void ballot_file(std::string stream, core::BallotId ballot, std::string name,
                     std::function<void(std::expected<hall::Message, hall::Trouble>)> done) override
    {
        front_.ballot_file(std::move(stream), std::move(ballot), std::move(name), std::move(done));
    }

private:
    hall::Front& front_;
    Watch& watch_;
    std::size_t& unanswered_;
    std::size_t& answers_;
    /// Commands by sender and id, with how often each was sent.
    std::map<std::pair<std::string, std::string>, int> waiting_;
};

} // namespace

Process::Process(Ground ground, Owner number, core::Span clock_error)
    : ground_(ground),
      number_(number),
      clock_error_(clock_error),
      hall_thread_(ground.timeline, number),
      io_thread_(ground.timeline, number),
      world_(world_of(ground, *this, [this] { return now(); }, number, hall_thread_))
{
    ground_.disk.serve(
        [this](std::function<void()> task) { hall_thread_.post(delay(), std::move(task)); });
}

Process::~Process()
{
    ground_.disk.serve({});
    ground_.timeline.drop(number_);
    peers_.clear();
}

hall::World Process::world_of(Ground ground, hall::Publisher& publisher,
                              std::function<core::Instant()> now, Owner owner, Thread& thread)
{
    auto& timeline = ground.timeline;
    auto& chance = ground.chance;
    return {.ledger = ground.disk,
            .lease = ground.disk,
            .publisher = publisher,
            .now = std::move(now),
            .after =
                [&timeline, owner](core::Span wait, std::function<void()> task) {
                    timeline.after(wait, owner, std::move(task));
                },
            .work =
                [&thread, &chance](hall::LongWork work) {
                    thread.post(chance.between(0, 400), [work = std::move(work)] {
                        while (work.slice()) {
                        }
                        work.told();
                    });
                },
            .compute =
                [&timeline, &chance, owner](hall::Computation computation) {
                    timeline.after(chance.between(0, 30), owner,
                                   [computation = std::move(computation)] {
                                       computation.work();
                                       computation.done();
                                   });
                },
            .random_bytes = [&chance](std::size_t count) { return chance.bytes(count); },
            .sha256 = sha256_of,
            .hmac_sha256 = hmac_of,
            .owner = "this-process",
            .log_warning = [](const std::string&) {},
            .network_is_trusted = true,
            .delay_iterations = [](core::DrawPace) { return short_delay; },
            .make_ballot_key = [](unsigned) { return test::published_ballot_key(); },
            .inbox_max = inbox_max};
}

core::Instant Process::now() const
{
    return ground_.timeline.now() + clock_error_;
}

core::Span Process::delay()
{
    return ground_.chance.once_in(ground_.weather.thread_is_busy) ? ground_.chance.between(1, 120)
                                                                  : core::Span{};
}

void Process::ask(std::function<void(hall::Front&)> question)
{
    hall_thread_.post(delay(), [this, question = std::move(question)] { question(*front_); });
}

void Process::post(std::function<void()> task)
{
    io_thread_.post(delay(), [this, task = std::move(task)] {
        task();
        // The rest of a round through many listeners.
        io_.restart();
        io_.poll();
    });
}

void Process::open(std::function<void(bool)> opened)
{
    halls_ = std::make_unique<hall::Halls>(world_, "http://10.0.0.5/");
    front_ = std::make_unique<WatchedFront>(*halls_, ground_.watch, unanswered_, answers_);
    hall_thread_.post({}, [this, opened = std::move(opened)] {
        halls_->open([this, opened](const std::expected<void, std::string>& result) {
            if (result) {
                open_ = true;
                answers_ = ground_.record.head(); // From the log.
                watch_hearing();
                tick_later();
            }
            opened(result.has_value());
        });
    });
}

std::size_t Process::ring_bytes()
{
    std::size_t bytes = 0;
    for (const auto audience : audiences) {
        const auto& ring = fanout_.ring({hearing_id, audience});
        for (auto version = ring.first(); version <= ring.head(); ++version)
            bytes += ring.at(version)->capacity() + sizeof(std::string);
    }
    return bytes;
}

void Process::watch_hearing()
{
    const auto* hearing = halls_->hearing({hearing_id});
    if (hearing == nullptr) return; // Not planned yet.
    const bool knows_all = ground_.disk.is_idle();
    require(!knows_all || *hearing == ground_.record.hearing(), rule::recovered,
            "the hearing differs from its log");
    for (const auto audience : audiences) {
        const hall::Topic topic{hearing_id, audience};
        halls_->subscribe(topic, [this, topic, knows_all](const auto& snapshot) {
            require(snapshot.has_value(), rule::recovered, "an open hearing has no view");
            ground_.watch.begin(topic, *snapshot);
            if (knows_all) ground_.watch.compare_with_record(topic);
        });
    }
}

bool Process::serves() const
{
    return open_ && halls_->hearing({hearing_id}) != nullptr;
}

void Process::stop(std::function<void()> stopped)
{
    open_ = false;
    const auto peers = peers_;
    for (const auto& [number, peer] : peers) peer->close(session::CloseCode::restart, "restart");
    hall_thread_.post(delay(), [this, stopped = std::move(stopped)] { halls_->stop(stopped); });
}

void Process::plan(core::SeriesCommand command, std::function<void()> done)
{
    halls_->plan({"planning-" + std::to_string(++planned_),
                  {core::Role::secretariat, "wen"},
                  std::move(command),
                  [done = std::move(done)](const hall::Answer& answer) {
                      require(std::holds_alternative<hall::Acknowledged>(answer), rule::quiet,
                              "the series cannot be planned");
                      done();
                  }});
}

void Process::accept(const std::shared_ptr<Link>& link, const session::Identity& identity)
{
    // If the process dies before it has looked, its kernel cuts the connection.
    const std::shared_ptr<void> waiting{nullptr, [link](void*) {
                                            if (!link->is_served()) link->cut();
                                        }};
    post([this, link, identity, waiting] {
        if (!open_ || link->is_cut()) return;
        const auto number = ++last_peer_;
        auto allowance = session::allowance_of(identity, rates_, now());
        const auto peer = std::make_shared<Peer>(
            *this, link, session::Connection{identity, std::move(allowance), now()}, number);
        peers_.emplace(number, peer);
        link->set_server(peer.get());
        if (identity.role == core::Role::attendee) replace_older(identity, number);
    });
}

void Process::replace_older(const session::Identity& identity, std::uint64_t newest)
{
    const auto peers = peers_;
    for (const auto& [number, peer] : peers) {
        if (number < newest && peer->identity().session == identity.session)
            peer->close(session::CloseCode::replaced, "opened elsewhere");
    }
}

void Process::forget(std::uint64_t number)
{
    peers_.erase(number);
}

void Process::tick_later()
{
    ground_.timeline.after(core::seconds(1), number_, [this] {
        const auto peers = peers_;
        for (const auto& [number, peer] : peers) {
            peer->check_queue();
            peer->tick();
        }
        tick_later();
    });
}

void Process::publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                      hall::Message patch)
{
    ground_.watch.publish(topic, epoch, version, *patch);
    // A hearing that was taken from this process goes on showing what it knew until then.
    const auto* hearing = halls_->hearing({hearing_id});
    if (hearing != nullptr && ground_.disk.is_idle() && ground_.chance.once_in(4)) {
        require(*hearing == ground_.record.hearing(), rule::shown,
                "the hall's state is not the record's");
        ground_.watch.compare_with_record(topic);
    }
    post([this, topic, epoch, version, frame = net::text_frame(*patch)] {
        fanout_.publish(topic, epoch, version, frame);
        const auto& ring = fanout_.ring(topic);
        require(ring.head() + 1 - ring.first() <= net::limits::ring_frames_max, rule::bounded,
                "a ring grows without limit");
    });
}

void Process::tell(const std::string& in, const core::Actor& subject, hall::Message me)
{
    post([this, in, subject, frame = net::text_frame(*me)] {
        const auto peers = peers_;
        for (const auto& [number, peer] : peers) {
            if (peer->topic().stream == in && peer->identity().actor() == subject)
                peer->send(frame);
        }
    });
}

void Process::compare_with_record() const
{
    require(*halls_->hearing({hearing_id}) == ground_.record.hearing(), rule::shown,
            "the hall's state is not the record's");
    for (const auto audience : audiences) ground_.watch.compare_with_record({hearing_id, audience});
}

} // namespace rostrum::simulation
