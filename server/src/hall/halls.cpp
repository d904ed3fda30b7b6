#include "hall/halls.hpp"

#include "hall/limits.hpp"
#include "protocol/message.hpp"
#include "protocol/view_me.hpp"
#include "protocol/view_secretariat.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace rostrum::hall {
namespace {

const core::Actor system_actor{core::Role::system, {}};

const char* failure_text(Failure failure)
{
    switch (failure) {
    case Failure::fenced: return "it has another owner";
    case Failure::regressed: return "its log holds less than it should, or cannot be read";
    case Failure::held: return "another server holds it";
    case Failure::no_owner: return "nobody serves it";
    case Failure::timeout: return "the store did not answer in time";
    case Failure::closed: return "the store is closed";
    case Failure::storage: return "the disk failed";
    }
    return "";
}

std::set<std::string> changed_names(const protocol::NameBook& before,
                                    const protocol::NameBook& after)
{
    std::set<std::string> changed;
    for (const auto& [id, name] : after) {
        const auto earlier = before.find(id);
        if (earlier == before.end() || earlier->second != name) changed.insert(id.value);
    }
    for (const auto& [id, name] : before) {
        if (!after.contains(id)) changed.insert(id.value);
    }
    return changed;
}

bool says_the_same(const core::Hearing& hearing, const core::PlannedHearing& plan)
{
    return hearing.title == plan.title && hearing.venue == plan.venue &&
           hearing.starts_at == plan.starts_at;
}

/// Counts down; reports the first error, or success when all have come.
class Gathering {
public:
    Gathering(std::size_t expected, std::function<void(std::expected<void, std::string>)> done)
        : missing_(expected), done_(std::move(done))
    {
        if (missing_ == 0) finish();
    }

    void one(std::expected<void, std::string> result)
    {
        if (!result && error_.empty()) error_ = result.error();
        if (--missing_ == 0) finish();
    }

private:
    void finish()
    {
        if (error_.empty())
            done_({});
        else
            done_(std::unexpected(error_));
    }

    std::size_t missing_;
    std::string error_;
    std::function<void(std::expected<void, std::string>)> done_;
};

} // namespace

Halls::Halls(World& world, std::string join_url, protocol::CastAddress cast)
    : world_(world),
      source_{{}, {}, std::move(join_url), std::move(cast)},
      series_(std::make_shared<SeriesHall>(world,
                                           [this](const auto& events) { plan_followed(events); })),
      board_(world, series_stream, limits::board_interval,
             {protocol::all_lines, [this](auto, const auto& /*lines*/) { return board(); }}),
      checkpoints_(world, [this](const std::string& stream, const Certificate& certificate) {
          const auto hall = halls_.find(core::HearingId{stream});
          if (hall != halls_.end()) hall->second->certified(certificate);
      })
{
}

void Halls::open(std::function<void(std::expected<void, std::string>)> opened)
{
    series_->open([this, opened = std::move(opened)](std::expected<Epoch, Failure> epoch) {
        if (!epoch) {
            return opened(std::unexpected(std::string{"the series cannot be opened: "} +
                                          failure_text(epoch.error())));
        }
        board_.begin(*epoch);
        source_.series_title = series().title;
        const auto gathering = std::make_shared<Gathering>(
            series().hearings.size(), [this, opened](std::expected<void, std::string> result) {
                if (result) note_all_turns_of_live_hearings();
                if (result) sign_all();
                opened(std::move(result));
            });
        for (const auto& [hearing, plan] : series().hearings) {
            open_hearing(hearing, [this, gathering, hearing](std::expected<Epoch, Failure> result) {
                if (!result) {
                    return gathering->one(
                        std::unexpected("hearing " + hearing.value +
                                        " cannot be opened: " + failure_text(result.error())));
                }
                follow_plan(hearing, [gathering, hearing](const Answer& answer) {
                    if (std::holds_alternative<Acknowledged>(answer)) return gathering->one({});
                    gathering->one(
                        std::unexpected("hearing " + hearing.value + " cannot be created"));
                });
            });
        }
    });
}

void Halls::open_hearing(const core::HearingId& hearing, Callback<Epoch> opened)
{
    auto& hall = halls_[hearing];
    hall = std::make_shared<HearingHall>(
        world_, hearing, source_,
        [this](const HearingHall& from, const auto& events) { hearing_followed(from, events); });
    hall->open(std::move(opened));
}

void Halls::follow_plan(const core::HearingId& hearing, std::function<void(Answer)> done)
{
    // A crash between what the series and what the hearing says is mended here at the next start.
    const auto& plan = series().hearings.at(hearing);
    const auto& state = halls_.at(hearing)->state();
    if (state.hearing.empty()) {
        return submit(
            {hearing.value, "create", system_actor,
             core::CreateHearing{hearing, plan.title, plan.venue, plan.starts_at, series().rules},
             std::move(done)});
    }
    if (state.agenda.phase == core::Phase::draft) return replan(plan, std::move(done));
    done(Acknowledged{});
}

void Halls::replan(const core::PlannedHearing& plan, std::function<void(Answer)> done)
{
    const auto& state = halls_.at(plan.hearing)->state();
    const bool is_draft = state.agenda.phase == core::Phase::draft;
    if (is_draft && says_the_same(state, plan)) return done(Acknowledged{});
    submit({plan.hearing.value, own_id("replan"), system_actor,
            core::ReplanHearing{plan.title, plan.venue, plan.starts_at}, std::move(done)});
}

std::string Halls::own_id(const std::string& purpose)
{
    return purpose + '-' + std::to_string(series_->epoch()) + '-' + std::to_string(++own_commands_);
}

void Halls::submit(Submission submission)
{
    if (stopping_) return submission.reply(Trouble::stopping);
    const auto hall = halls_.find(core::HearingId{submission.stream});
    if (hall == halls_.end()) return submission.reply(Trouble::unknown_hearing);
    hall->second->submit(std::move(submission));
}

void Halls::subscribe(Topic topic, std::function<void(std::expected<Snapshot, Trouble>)> done)
{
    const bool board = topic.audience == protocol::Audience::secretariat;
    if (board != (topic.stream == series_stream)) {
        return done(std::unexpected(Trouble::unknown_hearing));
    }
    if (board) return done(board_.snapshot(topic.audience));
    const auto hall = halls_.find(core::HearingId{topic.stream});
    if (hall == halls_.end()) return done(std::unexpected(Trouble::unknown_hearing));
    hall->second->subscribe(topic.audience, done);
}

void Halls::me(Follower follower, std::function<void(std::expected<Message, Trouble>)> done)
{
    if (follower.stream == series_stream) {
        return done(std::make_shared<const std::string>(protocol::me_message(
            world_.now(), protocol::me_view(core::Hearing{}, source_.names, follower.subject))));
    }
    const auto hall = halls_.find(core::HearingId{follower.stream});
    if (hall == halls_.end() || !hall->second->is_open()) {
        return done(std::unexpected(Trouble::unknown_hearing));
    }
    done(hall->second->me(follower.subject, follower.connection));
}

void Halls::leave(const Follower& follower)
{
    const auto hall = halls_.find(core::HearingId{follower.stream});
    if (hall != halls_.end()) hall->second->leave(follower.subject, follower.connection);
}

void Halls::cast(std::string public_ballot, trust::Cast cast, std::function<void(CastAnswer)> done)
{
    if (stopping_) return done(Trouble::stopping);
    const auto hall =
        halls_.find(core::HearingId{public_ballot.substr(0, public_ballot.find('/'))});
    if (hall == halls_.end()) return done(core::Refusal::unknown_ballot);
    hall->second->cast(public_ballot, std::move(cast), std::move(done));
}

void Halls::ballot_file(std::string stream, core::BallotId ballot, std::string name,
                        std::function<void(std::expected<Message, Trouble>)> done)
{
    const auto hall = halls_.find(core::HearingId{std::move(stream)});
    if (hall == halls_.end()) return done(std::unexpected(Trouble::unknown_hearing));
    hall->second->ballot_file(ballot, name, std::move(done));
}

void Halls::plan(PlanSubmission submission)
{
    if (stopping_) return submission.reply(Trouble::stopping);
    const auto* planned = std::get_if<core::PlanHearing>(&submission.command);
    if (planned == nullptr) return series_->submit(std::move(submission));

    const auto hearing = planned->plan.hearing;
    const bool changes = this->hearing(hearing) != nullptr && series().hearings.contains(hearing) &&
                         series().hearings.at(hearing) != planned->plan &&
                         core::decide(series(), submission.command, submission.actor.role);
    if (changes) {
        // The hearing first: it knows whether it is still a draft.
        const auto plan = planned->plan;
        return replan(plan, [this, submission = std::move(submission)](const Answer& answer) {
            if (!std::holds_alternative<Acknowledged>(answer)) return submission.reply(answer);
            series_->submit(submission);
        });
    }
    submission.reply = [this, hearing, reply = std::move(submission.reply)](const Answer& answer) {
        if (!std::holds_alternative<Acknowledged>(answer)) return reply(answer);
        bring_into_being(hearing, reply);
    };
    series_->submit(std::move(submission));
}

void Halls::bring_into_being(const core::HearingId& hearing, std::function<void(Answer)> done)
{
    if (stopping_) return done(Trouble::stopping);
    const auto found = halls_.find(hearing);
    const auto earlier = found == halls_.end() ? nullptr : found->second;
    if (earlier && earlier->is_open()) return follow_plan(hearing, std::move(done));
    auto& waiting = opening_[hearing];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1) return;
    // One that was lost lives until then, because it may still owe answers.
    open_hearing(hearing, [this, hearing, earlier](std::expected<Epoch, Failure> opened) {
        for (const auto& one : std::exchange(opening_[hearing], {})) {
            if (opened)
                follow_plan(hearing, one);
            else
                one(Trouble::storage_failed);
        }
    });
}

void Halls::plan_followed(const std::vector<core::SeriesEvent>& /*events*/)
{
    source_.series_title = series().title;
    for (const auto& [hearing, hall] : halls_) hall->source_changed({});
    board_.changed();
    checkpoints_.changed(series_stream);
}

void Halls::set_names(protocol::NameBook names)
{
    const auto before = std::exchange(source_.names, std::move(names));
    const auto people = changed_names(before, source_.names);
    if (people.empty()) return;
    for (const auto& [hearing, hall] : halls_) hall->source_changed(people);
}

void Halls::hearing_followed(const HearingHall& hall, const std::vector<core::Event>& events)
{
    ++revisions_[hall.state().hearing];
    board_.changed();
    checkpoints_.followed(hall.state().hearing.value, events);
    note_turns(hall, events);
}

void Halls::sign_all()
{
    checkpoints_.sign(series_stream, false);
    for (const auto& [id, hall] : halls_) {
        // A crash may have come between the close and the last signature.
        checkpoints_.sign(id.value, hall->state().agenda.phase == core::Phase::closed);
    }
}

boost::json::object Halls::board() const
{
    return protocol::secretariat_view(series(), hearings());
}

const core::Hearing* Halls::hearing(const core::HearingId& hearing) const
{
    const auto hall = halls_.find(hearing);
    return hall == halls_.end() || !hall->second->is_open() ? nullptr : &hall->second->state();
}

std::map<core::HearingId, const core::Hearing*> Halls::hearings() const
{
    std::map<core::HearingId, const core::Hearing*> states;
    for (const auto& [id, hall] : halls_) states.emplace(id, &hall->state());
    return states;
}

void Halls::stop(std::function<void()> done)
{
    stopping_ = true;
    const auto gathering = std::make_shared<Gathering>(
        halls_.size() + 1,
        [done = std::move(done)](const std::expected<void, std::string>&) { done(); });
    for (const auto& [id, hall] : halls_) hall->stop([gathering] { gathering->one({}); });
    series_->stop([gathering] { gathering->one({}); });
}

} // namespace rostrum::hall
