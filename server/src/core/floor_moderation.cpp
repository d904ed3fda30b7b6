// The floor's decisions for the desk: what reaches the floor, who has it, what was answered.
#include "core/decisions.hpp"
#include "core/floor_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <expected>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::core {
namespace {

std::expected<const Question*, Refusal> known(const Hearing& hearing, const QuestionId& id)
{
    const Question* question = find(hearing.floor, id);
    if (question == nullptr) return Refused{Refusal::unknown_question};
    return question;
}

std::expected<const Question*, Refusal> waiting(const Hearing& hearing, const QuestionId& id)
{
    const auto question = known(hearing, id);
    if (question && (*question)->state != QuestionState::waiting)
        return Refused{Refusal::question_is_not_waiting};
    return question;
}

/// Ahead of its turn, or having it: what is said in it may still change.
bool is_open(QuestionState state)
{
    return is_ahead(state) || state == QuestionState::speaking;
}

std::optional<Refusal> check_edited_text(const EditQuestion& command, QuestionKind kind)
{
    switch (kind) {
    case QuestionKind::written: return check_text(command.text, limits::question_length_max);
    case QuestionKind::oral: return check_optional_text(command.text, limits::question_length_max);
    }
    assert(false);
    return std::nullopt;
}

const std::string& note_of(const Question& question, const UnitId& unit)
{
    static const std::string none;
    const auto note = std::ranges::find(question.notes, unit, &AnswerNote::unit);
    return note == question.notes.end() ? none : note->text;
}

/// The same limits as when it was asked: the asker may have gone on meanwhile.
std::optional<Refusal> check_coming_back(const Floor& floor, const Question& question)
{
    if (open_count(floor, question.asker_id, question.from_roster) >=
        limits::open_questions_per_person_max)
        return Refusal::too_many_questions;
    if (question.kind == QuestionKind::oral &&
        raised_hand(floor, ParticipantId{question.asker_id}) != nullptr)
        return Refusal::hand_is_raised;
    return std::nullopt;
}

/// Whom the moderator names, else whom the question is put to, else the leading unit.
std::vector<UnitId> answering_units(const Hearing& hearing, const StartAnswer& command,
                                    const Question& question)
{
    if (!command.units.empty()) return command.units;
    if (!question.units.empty()) return question.units;
    if (hearing.campaign.units.empty()) return {};
    return {hearing.campaign.units.front().unit};
}

} // namespace

Decision decide_one(const Hearing& hearing, const ApproveQuestion& command,
                    const Context& /*context*/)
{
    const auto question = known(hearing, command.question);
    if (!question) return Refused{question.error()};
    if ((*question)->state != QuestionState::pending)
        return Refused{Refusal::question_is_not_pending};
    return happened(QuestionApproved{command.question});
}

Decision decide_one(const Hearing& hearing, const EditQuestion& command, const Context& /*context*/)
{
    const auto question = known(hearing, command.question);
    if (!question) return Refused{question.error()};
    if (!is_open((*question)->state)) return Refused{Refusal::question_is_not_open};
    if (const auto refusal = check_edited_text(command, (*question)->kind))
        return Refused{*refusal};
    if (const auto refusal = check_units(hearing.campaign, command.units)) return Refused{*refusal};
    if ((*question)->text == command.text && (*question)->units == command.units) return happened();
    if (!still_is((*question)->text, command.replaces) ||
        !still_is((*question)->units, command.replaces_units))
        return Refused{Refusal::changed_meanwhile};
    return happened(QuestionEdited{command.question, command.text, command.units});
}

Decision decide_one(const Hearing& hearing, const MergeQuestion& command,
                    const Context& /*context*/)
{
    const auto question = known(hearing, command.question);
    if (!question) return Refused{question.error()};
    const auto into = known(hearing, command.into);
    if (!into) return Refused{into.error()};
    if (command.question == command.into) return Refused{Refusal::cannot_merge_with_itself};
    if (!is_ahead((*question)->state)) return Refused{Refusal::question_is_not_waiting};
    if (!is_open((*into)->state)) return Refused{Refusal::question_is_not_open};
    return happened(QuestionMerged{command.question, command.into});
}

Decision decide_one(const Hearing& hearing, const ReturnQuestion& command,
                    const Context& /*context*/)
{
    const auto question = known(hearing, command.question);
    if (!question) return Refused{question.error()};
    if (!is_ahead((*question)->state)) return Refused{Refusal::question_is_not_waiting};
    if (const auto refusal = check_reason(command.reason)) return Refused{*refusal};
    return happened(QuestionReturned{command.question, command.reason});
}

Decision decide_one(const Hearing& hearing, const ReconsiderQuestion& command,
                    const Context& /*context*/)
{
    const auto question = known(hearing, command.question);
    if (!question) return Refused{question.error()};
    const Question& taken_back = **question;
    switch (taken_back.state) {
    case QuestionState::pending: return happened();
    case QuestionState::waiting:
        if (taken_back.kind == QuestionKind::oral) return happened();
        return happened(QuestionReconsidered{command.question});
    case QuestionState::returned:
    case QuestionState::merged:
        if (const auto refusal = check_coming_back(hearing.floor, taken_back))
            return Refused{*refusal};
        return happened(QuestionReconsidered{command.question});
    case QuestionState::speaking:
    case QuestionState::closed:
    case QuestionState::withdrawn: break;
    }
    return Refused{Refusal::question_is_not_open};
}

Decision decide_one(const Hearing& hearing, const MoveQuestion& command, const Context& /*context*/)
{
    const auto question = waiting(hearing, command.question);
    if (!question) return Refused{question.error()};
    if (command.position < 0) return Refused{Refusal::number_is_out_of_range};

    const auto& queue = hearing.floor.queues.at((*question)->queue);
    const std::int64_t last = std::ssize(queue) - 1;
    const std::int64_t position = std::min(command.position, last);
    const auto place = std::ranges::find(queue, command.question);
    if (position == place - queue.begin()) return happened();
    return happened(QuestionMoved{command.question, position});
}

Decision decide_one(const Hearing& hearing, const CallQuestion& command, const Context& /*context*/)
{
    const auto question = waiting(hearing, command.question);
    if (!question) return Refused{question.error()};
    if (hearing.floor.turn) return Refused{Refusal::floor_is_busy};
    if (is_held_by_draw(hearing.draws, **question)) return Refused{Refusal::draw_is_pending};
    const auto proposal = propose_next(hearing.floor, hearing.draws, hearing.roster, hearing.rules);
    assert(proposal); // This question waits and may be called, so there is one to propose.
    return happened(QuestionCalled{command.question, proposal->question, proposal->reason});
}

Decision decide_one(const Hearing& hearing, const StartAnswer& command, const Context& /*context*/)
{
    const auto& turn = hearing.floor.turn;
    if (!turn) return Refused{Refusal::floor_is_empty};
    if (!still_is(turn->question, command.question)) return Refused{Refusal::changed_meanwhile};
    if (turn->stage == TurnStage::answer) return Refused{Refusal::floor_is_busy};
    const auto units =
        answering_units(hearing, command, hearing.floor.questions.at(turn->question));
    if (units.empty()) return Refused{Refusal::campaign_is_missing};
    if (const auto refusal = check_units(hearing.campaign, units)) return Refused{*refusal};
    return happened(AnswerStarted{turn->question, units});
}

Decision decide_one(const Hearing& hearing, const StartFollowUp& command,
                    const Context& /*context*/)
{
    const auto& turn = hearing.floor.turn;
    if (!turn) return Refused{Refusal::floor_is_empty};
    if (!still_is(turn->question, command.question)) return Refused{Refusal::changed_meanwhile};
    if (turn->stage != TurnStage::answer) return Refused{Refusal::not_answered_yet};
    if (hearing.floor.questions.at(turn->question).follow_ups >= hearing.rules.follow_ups_max)
        return Refused{Refusal::too_many_follow_ups};
    return happened(FollowUpStarted{turn->question});
}

Decision decide_one(const Hearing& hearing, const NoteAnswer& command, const Context& /*context*/)
{
    const auto question = known(hearing, command.question);
    if (!question) return Refused{question.error()};
    if ((*question)->state != QuestionState::speaking &&
        (*question)->state != QuestionState::closed)
        return Refused{Refusal::not_answered_yet};
    if (find_unit(hearing.campaign, command.unit) == nullptr) return Refused{Refusal::unknown_unit};
    if (const auto refusal = check_text(command.text, limits::note_length_max))
        return Refused{*refusal};
    const std::string& earlier = note_of(**question, command.unit);
    if (command.text == earlier) return happened();
    if (!still_is(earlier, command.replaces)) return Refused{Refusal::changed_meanwhile};
    return happened(AnswerNoted{command.question, command.unit, command.text});
}

Decision decide_one(const Hearing& hearing, const CloseQuestion& command,
                    const Context& /*context*/)
{
    const auto& turn = hearing.floor.turn;
    if (!turn) return Refused{Refusal::floor_is_empty};
    if (!still_is(turn->question, command.question)) return Refused{Refusal::changed_meanwhile};
    return happened(QuestionClosed{turn->question});
}

} // namespace rostrum::core
