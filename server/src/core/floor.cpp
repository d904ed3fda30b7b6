#include "core/floor.hpp"

#include "core/decisions.hpp"
#include "core/floor_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::core {
namespace {

Question& question_at(Hearing& hearing, const QuestionId& question)
{
    const auto found = hearing.floor.questions.find(question);
    assert(found != hearing.floor.questions.end());
    return found->second;
}

/// The question that has the floor.
Question& speaking_at(Hearing& hearing, const QuestionId& question)
{
    assert(hearing.floor.turn && hearing.floor.turn->question == question);
    Question& speaking = question_at(hearing, question);
    assert(speaking.state == QuestionState::speaking);
    return speaking;
}

std::vector<QuestionId>& queue_at(Floor& floor, const CategoryId& queue)
{
    const auto found = floor.queues.find(queue);
    assert(found != floor.queues.end());
    return found->second;
}

void enter_queue(Floor& floor, Question& question)
{
    question.state = QuestionState::waiting;
    floor.queues[question.queue].push_back(question.question);
}

/// Ends a question's being ahead; an empty queue is no queue.
void leave_queue(Floor& floor, Question& question, QuestionState next)
{
    assert(is_ahead(question.state));
    if (question.state == QuestionState::waiting) {
        auto& queue = queue_at(floor, question.queue);
        const auto place = std::ranges::find(queue, question.question);
        assert(place != queue.end());
        queue.erase(place);
        if (queue.empty()) floor.queues.erase(question.queue);
    }
    question.state = next;
}

void add_units(std::vector<UnitId>& units, const std::vector<UnitId>& more)
{
    for (const UnitId& unit : more)
        if (std::ranges::find(units, unit) == units.end()) units.push_back(unit);
}

/// Whoever either question was put to answers the one that remains; no unit named means the
/// leading.
void join_units(const Campaign& campaign, Question& into, const std::vector<UnitId>& units)
{
    if (into.units == units) return;
    const auto named = [&](const std::vector<UnitId>& list) {
        return list.empty() && !campaign.units.empty()
                   ? std::vector<UnitId>{campaign.units.front().unit}
                   : list;
    };
    into.units = named(into.units);
    for (const auto& unit : named(units)) {
        if (std::ranges::find(into.units, unit) == into.units.end()) into.units.push_back(unit);
    }
}

} // namespace

const Question* find(const Floor& floor, const QuestionId& question)
{
    const auto found = floor.questions.find(question);
    return found == floor.questions.end() ? nullptr : &found->second;
}

QuestionId next_question(const Floor& floor)
{
    return {"q" + std::to_string(floor.next_number)};
}

bool is_ahead(QuestionState state)
{
    return state == QuestionState::pending || state == QuestionState::waiting;
}

bool had_the_floor(QuestionState state)
{
    return state == QuestionState::speaking || state == QuestionState::closed;
}

std::int64_t drawn_heard_count(const Floor& floor)
{
    return std::ranges::count_if(floor.questions, [](const auto& entry) {
        return entry.second.queue == drawn_queue() && had_the_floor(entry.second.state);
    });
}

std::size_t open_count(const Floor& floor, const std::string& asker_id, bool from_roster)
{
    return static_cast<std::size_t>(std::ranges::count_if(floor.questions, [&](const auto& entry) {
        const Question& question = entry.second;
        return question.asker_id == asker_id && question.from_roster == from_roster &&
               (is_ahead(question.state) || question.state == QuestionState::speaking);
    }));
}

const Question* raised_hand(const Floor& floor, const ParticipantId& participant)
{
    const auto found = std::ranges::find_if(floor.questions, [&](const auto& entry) {
        const Question& question = entry.second;
        return question.kind == QuestionKind::oral && question.state == QuestionState::waiting &&
               question.from_roster && question.asker_id == participant.value;
    });
    return found == floor.questions.end() ? nullptr : &found->second;
}

std::optional<Refusal> check_units(const Campaign& campaign, const std::vector<UnitId>& units)
{
    for (auto unit = units.begin(); unit != units.end(); ++unit) {
        if (find_unit(campaign, *unit) == nullptr) return Refusal::unknown_unit;
        if (std::find(units.begin(), unit, *unit) != unit) return Refusal::duplicate_entry;
    }
    return std::nullopt;
}

void evolve_one(Hearing& hearing, const QuestionAsked& event, Instant at)
{
    Floor& floor = hearing.floor;
    assert(event.question == next_question(floor));
    ++floor.next_number;

    Question question;
    question.question = event.question;
    question.kind = event.kind;
    question.queue = event.queue;
    question.asker_id = event.asker_id;
    question.from_roster = event.from_roster;
    question.original_text = event.text;
    question.text = event.text;
    question.units = event.units;
    question.asked_at = at;
    const auto [added, is_new] = floor.questions.emplace(event.question, std::move(question));
    assert(is_new);
    static_cast<void>(is_new);
    // A raised hand says nothing that could need approval.
    if (event.kind == QuestionKind::oral) enter_queue(floor, added->second);
}

void evolve_one(Hearing& hearing, const QuestionWithdrawn& event, Instant /*at*/)
{
    Question& question = question_at(hearing, event.question);
    leave_queue(hearing.floor, question, QuestionState::withdrawn);
}

void evolve_one(Hearing& hearing, const QuestionApproved& event, Instant /*at*/)
{
    Question& question = question_at(hearing, event.question);
    assert(question.state == QuestionState::pending);
    enter_queue(hearing.floor, question);
}

void evolve_one(Hearing& hearing, const QuestionEdited& event, Instant /*at*/)
{
    Question& question = question_at(hearing, event.question);
    assert(is_ahead(question.state) || question.state == QuestionState::speaking);
    question.text = event.text;
    question.units = event.units;
}

void evolve_one(Hearing& hearing, const QuestionMerged& event, Instant /*at*/)
{
    assert(event.question != event.into);
    Question& question = question_at(hearing, event.question);
    Question& into = question_at(hearing, event.into);
    assert(is_ahead(into.state) || into.state == QuestionState::speaking);

    leave_queue(hearing.floor, question, QuestionState::merged);
    question.merged_into = event.into;
    join_units(hearing.campaign, into, question.units);
    into.supporters.merge(question.supporters);
    question.supporters.clear();
    // Nobody supports a question of their own.
    if (into.from_roster) into.supporters.erase(ParticipantId{into.asker_id});
}

void evolve_one(Hearing& hearing, const QuestionReturned& event, Instant /*at*/)
{
    Question& question = question_at(hearing, event.question);
    leave_queue(hearing.floor, question, QuestionState::returned);
    question.return_reason = event.reason;
}

void evolve_one(Hearing& hearing, const QuestionReconsidered& event, Instant /*at*/)
{
    Question& question = question_at(hearing, event.question);
    if (question.state == QuestionState::waiting)
        leave_queue(hearing.floor, question, QuestionState::pending);
    question.state = QuestionState::pending;
    question.return_reason.clear();
    question.merged_into.reset();
    if (question.kind == QuestionKind::oral) enter_queue(hearing.floor, question);
}

void evolve_one(Hearing& hearing, const QuestionMoved& event, Instant /*at*/)
{
    const Question& question = question_at(hearing, event.question);
    assert(question.state == QuestionState::waiting);
    auto& queue = queue_at(hearing.floor, question.queue);
    assert(event.position >= 0 && event.position < std::ssize(queue));
    const auto from = std::ranges::find(queue, event.question);
    const auto to = queue.begin() + event.position;
    assert(from != queue.end());
    if (from < to)
        std::rotate(from, std::next(from), std::next(to));
    else
        std::rotate(to, from, std::next(from));
}

void evolve_one(Hearing& hearing, const QuestionSupported& event, Instant /*at*/)
{
    Question& question = question_at(hearing, event.question);
    assert(question.state == QuestionState::waiting);
    if (event.support)
        question.supporters.insert(event.participant);
    else
        question.supporters.erase(event.participant);
}

void evolve_one(Hearing& hearing, const QuestionCalled& event, Instant at)
{
    Floor& floor = hearing.floor;
    assert(!floor.turn);
    Question& question = question_at(hearing, event.question);
    assert(question.state == QuestionState::waiting);

    leave_queue(floor, question, QuestionState::speaking);
    ++floor.taken[question.queue];
    floor.history.push_back(event.question);
    floor.turn = Turn{.question = event.question,
                      .stage = TurnStage::question,
                      .clock = start_clock(hearing.rules.question_clock, at),
                      .answering = {}};
    if (!question.from_roster) return;
    const auto asker = hearing.roster.participants.find(ParticipantId{question.asker_id});
    assert(asker != hearing.roster.participants.end());
    ++asker->second.turns;
}

void evolve_one(Hearing& hearing, const AnswerStarted& event, Instant at)
{
    Question& question = speaking_at(hearing, event.question);
    Turn& turn = *hearing.floor.turn;
    assert(turn.stage != TurnStage::answer);
    turn.stage = TurnStage::answer;
    turn.clock = start_clock(hearing.rules.answer_clock, at);
    turn.answering = event.units;
    add_units(question.units, event.units);
}

void evolve_one(Hearing& hearing, const FollowUpStarted& event, Instant at)
{
    Question& question = speaking_at(hearing, event.question);
    Turn& turn = *hearing.floor.turn;
    assert(turn.stage == TurnStage::answer);
    turn.stage = TurnStage::follow_up;
    turn.clock = start_clock(hearing.rules.follow_up_clock, at);
    turn.answering.clear();
    ++question.follow_ups;
}

void evolve_one(Hearing& hearing, const AnswerNoted& event, Instant /*at*/)
{
    auto& notes = question_at(hearing, event.question).notes;
    const auto earlier = std::ranges::find(notes, event.unit, &AnswerNote::unit);
    if (earlier == notes.end())
        notes.push_back({event.unit, event.text});
    else
        earlier->text = event.text;
}

void evolve_one(Hearing& hearing, const QuestionClosed& event, Instant /*at*/)
{
    speaking_at(hearing, event.question).state = QuestionState::closed;
    hearing.floor.turn.reset();
}

void evolve_one(Hearing& hearing, const AnswerJudged& event, Instant /*at*/)
{
    question_at(hearing, event.question).verdict = event.verdict;
}

void evolve_one(Hearing& hearing, const PassageConfirmed& event, Instant /*at*/)
{
    Question& question = question_at(hearing, event.question);
    assert(question.state == QuestionState::closed);
    question.confirmed_text = event.text;
}

} // namespace rostrum::core
