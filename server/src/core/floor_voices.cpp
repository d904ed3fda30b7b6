// The floor's decisions for those in the hall and those who watch: asking, supporting, judging.
#include "core/decisions.hpp"
#include "core/floor_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <expected>
#include <optional>
#include <string>
#include <utility>

namespace rostrum::core {
namespace {

/// Who speaks: a person on the roster, or an observer under a pseudonym. The two never mix, even if
/// a pseudonym should look like a card number.
bool is_from_roster(const Actor& actor)
{
    return actor.role != Role::observer;
}

bool is_own(const Question& question, const Actor& actor)
{
    return question.asker_id == actor.id && question.from_roster == is_from_roster(actor);
}

std::expected<const Participant*, Refusal> participant_of(const Hearing& hearing,
                                                          const Actor& actor)
{
    if (!is_from_roster(actor)) return Refused{Refusal::not_on_roster};
    const Participant* participant = find(hearing.roster, ParticipantId{actor.id});
    if (participant == nullptr) return Refused{Refusal::not_on_roster};
    return participant;
}

/// The queue of somebody in the hall.
std::expected<CategoryId, Refusal> category_queue(const Hearing& hearing, const Actor& actor)
{
    const auto participant = participant_of(hearing, actor);
    if (!participant) return Refused{participant.error()};
    if (!(*participant)->entry.may_question) return Refused{Refusal::may_not_question};
    if (!(*participant)->presence) return Refused{Refusal::not_checked_in};
    return (*participant)->entry.category;
}

/// The queue in which the actor may ask in writing.
std::expected<CategoryId, Refusal> queue_of(const Hearing& hearing, const Actor& actor)
{
    if (is_from_roster(actor)) return category_queue(hearing, actor);
    if (!hearing.rules.observers_may_ask) return Refused{Refusal::observers_may_not_ask};
    return observer_queue();
}

/// Hands count like written questions: each is a number in the record.
std::optional<Refusal> check_room(const Floor& floor, const Actor& actor)
{
    if (floor.questions.size() >= limits::questions_max) return Refusal::too_many_questions;
    const auto asked = std::ranges::count_if(floor.questions, [&](const auto& entry) {
        return is_from_roster(actor) ? is_own(entry.second, actor) : !entry.second.from_roster;
    });
    const auto asked_max =
        is_from_roster(actor) ? limits::questions_per_person_max : limits::observer_questions_max;
    if (static_cast<std::size_t>(asked) >= asked_max) return Refusal::too_many_questions;
    if (open_count(floor, actor.id, is_from_roster(actor)) >= limits::open_questions_per_person_max)
        return Refusal::too_many_questions;
    return std::nullopt;
}

/// The actor's own question.
std::expected<const Question*, Refusal> own(const Hearing& hearing, const QuestionId& id,
                                            const Actor& actor)
{
    const Question* question = find(hearing.floor, id);
    if (question == nullptr) return Refused{Refusal::unknown_question};
    if (!is_own(*question, actor)) return Refused{Refusal::question_is_not_yours};
    return question;
}

bool is_being_answered(const Floor& floor, const QuestionId& question)
{
    return floor.turn && floor.turn->question == question && floor.turn->stage == TurnStage::answer;
}

bool is_judgeable(const Floor& floor, const Question& question)
{
    return question.state == QuestionState::closed || is_being_answered(floor, question.question);
}

} // namespace

Decision decide_one(const Hearing& hearing, const AskQuestion& command, const Context& context)
{
    const auto queue = queue_of(hearing, context.actor);
    if (!queue) return Refused{queue.error()};
    if (const auto refusal = check_text(command.text, limits::question_length_max))
        return Refused{*refusal};
    if (const auto refusal = check_units(hearing.campaign, command.units)) return Refused{*refusal};
    if (const auto refusal = check_room(hearing.floor, context.actor)) return Refused{*refusal};
    return happened(QuestionAsked{.question = next_question(hearing.floor),
                                  .kind = QuestionKind::written,
                                  .queue = *queue,
                                  .asker_id = context.actor.id,
                                  .from_roster = is_from_roster(context.actor),
                                  .text = command.text,
                                  .units = command.units});
}

Decision decide_one(const Hearing& hearing, const RaiseHand& /*command*/, const Context& context)
{
    const auto queue = category_queue(hearing, context.actor);
    if (!queue) return Refused{queue.error()};
    if (raised_hand(hearing.floor, ParticipantId{context.actor.id}) != nullptr)
        return Refused{Refusal::hand_is_raised};
    if (const auto refusal = check_room(hearing.floor, context.actor)) return Refused{*refusal};
    return happened(QuestionAsked{.question = next_question(hearing.floor),
                                  .kind = QuestionKind::oral,
                                  .queue = *queue,
                                  .asker_id = context.actor.id,
                                  .from_roster = true,
                                  .text = {},
                                  .units = {}});
}

Decision decide_one(const Hearing& hearing, const WithdrawQuestion& command, const Context& context)
{
    const auto question = own(hearing, command.question, context.actor);
    if (!question) return Refused{question.error()};
    if (!is_ahead((*question)->state)) return Refused{Refusal::question_is_not_waiting};
    return happened(QuestionWithdrawn{command.question});
}

Decision decide_one(const Hearing& hearing, const SupportQuestion& command, const Context& context)
{
    const auto participant = participant_of(hearing, context.actor);
    if (!participant) return Refused{participant.error()};
    if (!(*participant)->presence) return Refused{Refusal::not_checked_in};
    const ParticipantId& supporter = (*participant)->entry.participant;
    const Question* question = find(hearing.floor, command.question);
    if (question == nullptr) return Refused{Refusal::unknown_question};
    if (is_own(*question, context.actor)) return Refused{Refusal::question_is_yours};
    if (question->state != QuestionState::waiting) return Refused{Refusal::question_is_not_waiting};
    if (question->supporters.contains(supporter) == command.support) return happened();
    return happened(QuestionSupported{command.question, supporter, command.support});
}

Decision decide_one(const Hearing& hearing, const JudgeAnswer& command, const Context& context)
{
    const auto question = own(hearing, command.question, context.actor);
    if (!question) return Refused{question.error()};
    if (!is_judgeable(hearing.floor, **question)) return Refused{Refusal::not_answered_yet};
    if ((*question)->verdict == command.verdict) return happened();
    return happened(AnswerJudged{command.question, command.verdict});
}

/// Leaves no event: who thought what of an answer is on no record.
Decision decide_one(const Hearing& hearing, const GivePulse& command, const Context& context)
{
    const auto participant = participant_of(hearing, context.actor);
    if (!participant) return Refused{participant.error()};
    if (!(*participant)->presence) return Refused{Refusal::not_checked_in};
    if (find(hearing.floor, command.question) == nullptr) return Refused{Refusal::unknown_question};
    if (!is_being_answered(hearing.floor, command.question))
        return Refused{Refusal::answer_is_not_under_way};
    return happened();
}

Decision decide_one(const Hearing& hearing, const ConfirmPassage& command, const Context& context)
{
    const auto question = own(hearing, command.question, context.actor);
    if (!question) return Refused{question.error()};
    if ((*question)->state != QuestionState::closed) return Refused{Refusal::not_answered_yet};
    if (const auto refusal = check_text(command.text, limits::note_length_max))
        return Refused{*refusal};
    if ((*question)->confirmed_text == command.text) return happened();
    return happened(PassageConfirmed{command.question, command.text});
}

} // namespace rostrum::core
