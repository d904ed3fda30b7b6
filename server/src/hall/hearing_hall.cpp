#include "hall/hearing_hall.hpp"

#include "core/limits.hpp"
#include "core/permission.hpp"
#include "hall/ballot_keys.hpp"
#include "hall/box_contents.hpp"
#include "hall/limits.hpp"
#include "protocol/concerned.hpp"
#include "protocol/event_codec.hpp"
#include "protocol/touched.hpp"

#include <boost/json/serialize.hpp>

#include <cassert>
#include <utility>

namespace rostrum::hall {
namespace {

/// What the event of a command made, for its acknowledgement.
struct Made {
    boost::json::object& result;

    void operator()(const core::QuestionAsked& event) const
    {
        result["question"] = event.question.value;
    }
    void operator()(const core::DrawOpened& event) const { result["draw"] = event.draw.value; }
    void operator()(const core::BallotRuleLocked& event) const
    {
        result["ballot"] = event.ballot.value;
    }
    void operator()(const core::InstructionGiven& event) const
    {
        result["instruction"] = event.instruction.value;
    }
    void operator()(const auto& /*event*/) const {}
};

/// Draws and ballots are opened with a fresh secret.
bool opens(const core::Command& command)
{
    return std::holds_alternative<core::OpenDraw>(command) ||
           std::holds_alternative<core::OpenBallot>(command);
}

/// Whether it opens a secret ballot, by somebody who may: nobody else can keep us busy with that.
bool needs_keys(const Submission& submission, core::Phase phase)
{
    const auto* open = std::get_if<core::OpenBallot>(&submission.command);
    return open != nullptr && open->mode == core::BallotMode::secret &&
           !core::check_permission(submission.command, submission.actor.role, phase);
}

boost::json::object made_by(const std::vector<core::Event>& events)
{
    boost::json::object result;
    for (const auto& event : events) std::visit(Made{result}, event);
    return result;
}

} // namespace

HearingHall::HearingHall(World& world, core::HearingId hearing, const ViewSource& source,
                         Followed followed)
    : world_(world),
      hearing_(std::move(hearing)),
      source_(source),
      followed_(std::move(followed)),
      showing_(world, hearing_.value, limits::publish_interval,
               {[this] { return changes_.take(durable_.hearing); },
                [this](auto audience, const auto& lines) { return make_view(audience, lines); }}),
      draw_scheme_(world.delay_iterations),
      counted_ballots_(std::make_shared<CountedBallots>(world, hearing_.value))
{
}

void HearingHall::open(Callback<Epoch> opened)
{
    writer_ = std::make_shared<StreamWriter>(world_, hearing_.value, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->open_ = false;
    });
    writer_->on_failure([weak = weak_from_this()](const Box* box) {
        const auto self = weak.lock();
        if (!self) return;
        if (box != nullptr) self->take_box(*box);
        self->forget_supposed();
    });
    writer_->open([this](Seq number, const std::string& line) { return replay(number, line); },
                  [self = shared_from_this(), opened = std::move(opened)](const auto& box) {
                      if (!box) return opened(std::unexpected(box.error()));
                      if (!self->opened_with(*box)) {
                          return opened(std::unexpected(Failure::regressed));
                      }
                      opened(self->writer_->epoch());
                  });
}

bool HearingHall::replay(Seq number, const std::string& line)
{
    const auto recorded = protocol::decode_line(line);
    if (!recorded || recorded->number != number) {
        world_.log_warning("stream " + hearing_.value + ": event " + std::to_string(number) +
                           " cannot be read");
        return false;
    }
    durable_.hearing = core::evolve(std::move(durable_.hearing), recorded->event, recorded->at);
    remember(sender_of(recorded->by), recorded->command_id, recorded->event);
    return true;
}

void HearingHall::remember(const std::string& sender, const std::string& id,
                           const core::Event& event)
{
    // A claim is answered with its key, which is derived anew when it is repeated.
    const auto* issued = std::get_if<core::BallotIssued>(&event);
    if (issued != nullptr && issued->channel == core::BallotChannel::phone) return;
    // The events of one command follow one another, and each may add to its answer.
    if (replayed_.sender != sender || replayed_.id != id) replayed_ = {sender, id, {}};
    std::visit(Made{replayed_.result}, event);
    answers_.remember(sender, id, {boost::json::serialize(replayed_.result)});
}

bool HearingHall::opened_with(const Box& box)
{
    replayed_ = {};
    for (const auto& secret : box.secrets) secrets_[secret.ballot] = secret.secret;
    const auto* ballot = core::current(durable_.hearing.ballots);
    if (ballot != nullptr && core::takes_votes(*ballot) && !takes_keys(*ballot)) {
        world_.log_warning("stream " + hearing_.value + ": the secret of the open ballot is lost");
        return false;
    }
    durable_.box = rebuilt_box(world_, durable_.hearing, box, {});
    // Votes, or the answer of who was drawn, were on their way while nobody was here to take them.
    if (ballot != nullptr && ballot->state == core::BallotState::closing)
        earliest_deadline_ = world_.now() + core::limits::ballot_grace;
    const auto* draw = core::pending(durable_.hearing.draws);
    if (draw != nullptr && draw->state == core::DrawState::called)
        earliest_deadline_ = world_.now() + core::limits::draw_answer_time;
    open_ = true;
    changes_.add({.order = true, .similar = true});
    showing_.begin(writer_->epoch());
    forget_supposed();
    seal_finished_boxes();
    void_draw_without_secret();
    start_slow_step();
    return true;
}

void HearingHall::submit(Submission submission)
{
    if (!open_) return submission.reply(Trouble::unknown_hearing);
    const auto sender = sender_of(submission.actor);
    if (answers_.repeat(sender, submission.id, submission.reply)) return;
    if (answers_.waiting() >= world_.inbox_max) return submission.reply(Trouble::busy);
    answers_.begin(sender, submission.id, std::move(submission.reply));
    if (needs_keys(submission, supposed_.hearing.agenda.phase))
        return make_keys(std::move(submission));
    // What has come in belongs into the count.
    const bool counts = std::holds_alternative<core::CountBallot>(submission.command) &&
                        submission.actor.role == core::Role::system;
    if (!counts || !secret_ballot_) return decide(submission, nullptr);
    secret_ballot_->when_written([weak = weak_from_this(), submission = std::move(submission)] {
        if (const auto self = weak.lock()) self->decide(submission, nullptr);
    });
}

void HearingHall::decide(const Submission& submission, SharedKeys fresh_keys)
{
    auto step = std::make_shared<Step>(
        Step{.actor = submission.actor, .id = submission.id, .at = world_.now()});
    if (fresh_keys)
        step->fresh_secret = fresh_keys->box_secret();
    else if (opens(submission.command))
        step->fresh_secret = world_.random_bytes(32);
    step->fresh_keys = std::move(fresh_keys);
    auto decision = judge(submission, *step);
    if (decision) {
        step->outcomes = std::move(*decision);
        auto entry = entry_for(step);
        follow(supposed_, step->outcomes, step->at);
        step->answer = acknowledgement(submission.command, submission.actor, step->outcomes);
        if (const auto* claim = std::get_if<core::ClaimBallot>(&submission.command)) {
            step->keep = Answers::Keep::no;
            step->blinded = claim->blinded.value_or("");
        }
        if (const auto* pulse = std::get_if<core::GivePulse>(&submission.command))
            take_pulse(*pulse, submission.actor);
        writer_->add(std::move(entry));
    }
    else {
        // A refusal, too, may rest on something that is not durable yet.
        step->answer = decision.error();
        writer_->add(entry_for(step));
    }
}

core::Decision HearingHall::judge(const Submission& submission, const Step& step) const
{
    const core::Context context{.now = step.at,
                                .actor = submission.actor,
                                .box = supposed_.box,
                                .draw_secret = draw_secret(submission.command, step),
                                .draw_scheme = draw_scheme_,
                                .fresh_ballot_key = step.fresh_keys
                                                        ? step.fresh_keys->public_halves()
                                                        : core::FreshBallotKey{},
                                .ballot_scheme = ballot_scheme_,
                                .network_is_trusted = world_.network_is_trusted,
                                .sha256 = world_.sha256};
    return core::decide(supposed_.hearing, submission.command, context);
}

Entry HearingHall::entry_for(const std::shared_ptr<const Step>& step)
{
    Entry entry;
    for (const auto& event : step->outcomes.events) {
        entry.lines.push_back(
            protocol::encode_line({next_number_++, step->at, step->actor, step->id, event}));
        if (const auto* opened = std::get_if<core::BallotOpened>(&event)) {
            secrets_[opened->ballot.value] = step->fresh_keys ? "" : step->fresh_secret;
            entry.box.emplace_back(OpenBox{opened->ballot.value, step->fresh_secret});
        }
        // Durable before the draw's opening is, and so before anybody sees its commitment.
        if (const auto* opened = std::get_if<core::DrawOpened>(&event)) {
            secrets_[opened->draw.value] = step->fresh_secret;
            entry.box.emplace_back(OpenBox{opened->draw.value, step->fresh_secret});
        }
    }
    for (const auto& ballot : step->outcomes.ballots) entry.box.emplace_back(put_of(ballot));
    entry.settle = [weak = weak_from_this(), step](bool durable) {
        if (const auto self = weak.lock()) self->settle(*step, durable);
    };
    return entry;
}

void HearingHall::follow(Situation& situation, const core::Outcomes& outcomes,
                         core::Instant at) const
{
    for (const auto& event : outcomes.events) {
        situation.hearing = core::evolve(std::move(situation.hearing), event, at);
        if (const auto* opened = std::get_if<core::BallotOpened>(&event)) {
            situation.box = {};
            situation.box.ballot = opened->ballot;
        }
        const auto* voided = std::get_if<core::BallotVoided>(&event);
        if (voided != nullptr && voided->ballot == situation.box.ballot) situation.box = {};
        const auto* issued = std::get_if<core::BallotIssued>(&event);
        const bool has_key = issued != nullptr && issued->channel == core::BallotChannel::phone &&
                             !issued->blinded_sha256;
        if (!has_key) continue;
        const auto* ballot = core::find(situation.hearing.ballots, issued->ballot);
        situation.box.keys.emplace(
            ballot_key(world_, secrets_.at(issued->ballot.value), issued->ballot,
                       issued->participant),
            breakdown_category(situation.hearing, *ballot, issued->participant));
    }
    for (const auto& put : outcomes.ballots) {
        const auto* ballot = core::find(situation.hearing.ballots, put.ballot);
        core::put(situation.box, put, ballot->rule.live_batch);
    }
}

void HearingHall::settle(const Step& step, bool durable)
{
    const auto sender = sender_of(step.actor);
    if (!durable) {
        return answers_.finish(sender, step.id, Trouble::storage_failed, Answers::Keep::no);
    }

    const bool changed = !step.outcomes.events.empty() || !step.outcomes.ballots.empty();
    std::set<std::string> people;
    if (changed) {
        follow(durable_, step.outcomes, step.at);
        for (const auto& event : step.outcomes.events) {
            people.merge(protocol::concerned(durable_.hearing, event));
            changes_.add(protocol::touched(durable_.hearing, event));
        }
    }
    for (const auto& event : step.outcomes.events) {
        const auto* opened = std::get_if<core::BallotOpened>(&event);
        if (opened != nullptr && step.fresh_keys)
            hold_secret_ballot(opened->ballot, step.fresh_keys);
    }
    if (step.blinded.empty())
        answers_.finish(sender, step.id, step.answer, step.keep);
    else
        sign_token(step);
    if (!changed) return;

    forget_past_pulse();
    tell(people);
    showing_.changed();
    if (health_) look_at_health();
    seal_finished_boxes();
    watch_deadline();
    start_slow_step();
    if (!step.outcomes.events.empty()) followed_(*this, step.outcomes.events);
}

void HearingHall::forget_supposed()
{
    supposed_ = durable_;
    next_number_ = writer_->head();
    watch_deadline();
}

void HearingHall::stop(std::function<void()> done)
{
    open_ = false;
    if (!writer_) return done();
    if (secret_ballot_) secret_ballot_->flush();
    writer_->stop(std::move(done));
}

Acknowledged HearingHall::acknowledgement(const core::Command& command, const core::Actor& actor,
                                          const core::Outcomes& outcomes) const
{
    auto result = made_by(outcomes.events);
    if (const auto* claim = std::get_if<core::ClaimBallot>(&command);
        claim != nullptr && !claim->blinded) {
        result["key"] = ballot_key(world_, secrets_.at(claim->ballot.value), claim->ballot,
                                   core::ParticipantId{actor.id});
    }
    return {boost::json::serialize(result)};
}

} // namespace rostrum::hall
