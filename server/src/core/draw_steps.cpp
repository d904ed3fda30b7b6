// The draw from the collection to the last answer: what is decided at each step. The opening and
// the state are in draw.cpp.
#include "core/decisions.hpp"
#include "core/draw.hpp"
#include "core/floor_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <expected>
#include <optional>
#include <string_view>
#include <utility>

namespace rostrum::core {
namespace {

constexpr const char* no_throw = "-";

std::expected<const Draw*, Refusal> known(const Hearing& hearing, const DrawId& id)
{
    const Draw* draw = find(hearing.draws, id);
    if (draw == nullptr) return Refused{Refusal::unknown_draw};
    return draw;
}

std::expected<const Draw*, Refusal> known_in(const Hearing& hearing, const DrawId& id,
                                             DrawState state, Refusal otherwise)
{
    const auto draw = known(hearing, id);
    if (draw && (*draw)->state != state) return Refused{otherwise};
    return draw;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// 64 hexadecimal digits, lower case.
bool is_hash(std::string_view text)
{
    return text.size() == 64 &&
           std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// What the protocol's file can hold.
bool is_public_text(std::string_view text)
{
    const auto may_stand = [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view{":,.-"}.contains(c);
    };
    return !text.empty() && text != no_throw && text.size() <= limits::public_text_length_max &&
           std::ranges::all_of(text, may_stand);
}

/// A draw that is void by itself, or nothing.
std::optional<DrawVoidCause> void_cause(const Draw& draw, const Context& context)
{
    if (context.draw_secret.empty()) return DrawVoidCause::secret_is_lost;
    // Of a clock that was set back nobody can tell how late it is.
    if (context.now < *draw.collecting_since ||
        context.now > *draw.collecting_since + limits::draw_freeze_latest)
        return DrawVoidCause::frozen_too_late;
    if (draw.contributions.empty() && !draw.public_dice) return DrawVoidCause::nobody_contributed;
    return std::nullopt;
}

/// The person drawn takes the floor by the draw's queue, and by no other: a hand raised since the
/// draw would give them two turns.
Decision decide_answer(const Hearing& hearing, const Draw& draw, bool accept)
{
    const ParticipantId& person = next_drawn(draw)->participant;
    if (!accept) return happened(DrawnDeclined{draw.draw, person});
    Outcomes outcomes;
    if (const Question* hand = raised_hand(hearing.floor, person))
        outcomes.events.emplace_back(QuestionWithdrawn{hand->question});
    outcomes.events.emplace_back(DrawnAccepted{draw.draw, person});
    outcomes.events.emplace_back(QuestionAsked{.question = next_question(hearing.floor),
                                               .kind = QuestionKind::oral,
                                               .queue = drawn_queue(),
                                               .asker_id = person.value,
                                               .from_roster = true,
                                               .text = {},
                                               .units = {}});
    return outcomes;
}

/// Whether there is something in public yet that the outcome can be about.
bool can_be_checked(const Draw& draw, DrawCheckOutcome outcome)
{
    switch (outcome) {
    case DrawCheckOutcome::inputs_hold:
        return !draw.secret.empty() && draw.state != DrawState::voided;
    case DrawCheckOutcome::seed_holds: return !draw.seed.empty();
    case DrawCheckOutcome::fault: break;
    }
    return draw.seals.has_value() || draw.state == DrawState::voided;
}

bool has_reported(const Draw& draw, const ParticipantId& participant, DrawCheckOutcome outcome)
{
    switch (outcome) {
    case DrawCheckOutcome::inputs_hold: return draw.inputs_hold.contains(participant);
    case DrawCheckOutcome::seed_holds: return draw.seed_holds.contains(participant);
    case DrawCheckOutcome::fault: break;
    }
    return draw.faults.contains(participant);
}

} // namespace

Decision decide_one(const Hearing& hearing, const CollectNonces& command, const Context& context)
{
    const auto draw = known(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    if ((*draw)->state != DrawState::opened)
        return Refused{has_ended(**draw) ? Refusal::draw_is_not_collecting
                                         : Refusal::draw_is_pending};
    if (context.now < preview_ends(**draw)) return Refused{Refusal::draw_preview_is_not_over};
    return happened(NonceCollectionStarted{command.draw, context.now + limits::nonce_collection});
}

Decision decide_one(const Hearing& hearing, const ContributeNonce& command, const Context& context)
{
    if (!is_hash(command.nonce)) return Refused{Refusal::bad_nonce};
    const auto draw = known(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    const ParticipantId participant{context.actor.id};
    const auto given = (*draw)->contributions.find(participant);
    if (given != (*draw)->contributions.end()) {
        if (given->second == command.nonce) return Outcomes{};
        return Refused{Refusal::nonce_is_given};
    }
    if ((*draw)->state != DrawState::collecting) return Refused{Refusal::draw_is_not_collecting};
    if (!is_present(hearing.roster, participant)) return Refused{Refusal::not_checked_in};
    if ((*draw)->contributions.size() >= limits::contributors_max)
        return Refused{Refusal::too_many_nonces};
    return happened(NonceContributed{command.draw, participant, command.nonce});
}

Decision decide_one(const Hearing& hearing, const FreezeDraw& command, const Context& context)
{
    const auto draw =
        known_in(hearing, command.draw, DrawState::collecting, Refusal::draw_is_not_collecting);
    if (!draw) return Refused{draw.error()};
    assert((*draw)->deadline && (*draw)->collecting_since);
    if (context.now >= *(*draw)->collecting_since && context.now < *(*draw)->deadline)
        return Refused{Refusal::deadline_is_not_over};
    if (const auto cause = void_cause(**draw, context))
        return happened(DrawVoided{command.draw, *cause, {}, context.draw_secret});

    Outcomes outcomes;
    outcomes.events.emplace_back(DrawFrozen{command.draw, context.draw_scheme.seals(**draw)});
    // In the same step: who holds the freeze holds the secret, and nobody can wait and see.
    if (!(*draw)->public_dice)
        outcomes.events.emplace_back(DrawRevealed{command.draw, context.draw_secret, no_throw});
    return outcomes;
}

Decision decide_one(const Hearing& hearing, const EnterDice& command, const Context& context)
{
    const auto draw =
        known_in(hearing, command.draw, DrawState::frozen, Refusal::draw_is_not_frozen);
    if (!draw) return Refused{draw.error()};
    if (!is_public_text(command.text)) return Refused{Refusal::bad_public_text};
    if (context.draw_secret.empty())
        return happened(DrawVoided{command.draw, DrawVoidCause::secret_is_lost, {}, {}});
    return happened(DrawRevealed{command.draw, context.draw_secret, command.text});
}

Decision decide_one(const Hearing& hearing, const FinishDraw& command, const Context& context)
{
    const auto draw =
        known_in(hearing, command.draw, DrawState::revealed, Refusal::draw_is_not_revealed);
    if (!draw) return Refused{draw.error()};
    if (!is_hash(command.seed)) return Refused{Refusal::bad_nonce};
    auto drawn = context.draw_scheme.drawn(**draw, command.seed);
    const auto found = static_cast<std::int64_t>(drawn.size());
    return happened(
        DrawFinished{command.draw, command.seed, std::move(drawn), (*draw)->rule.count - found});
}

Decision decide_one(const Hearing& hearing, const CallDrawn& command, const Context& context)
{
    const auto draw = known(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    if ((*draw)->state != DrawState::drawn)
        return Refused{has_ended(**draw) ? Refusal::draw_is_not_called : Refusal::draw_is_pending};
    return happened(DrawnCalled{command.draw, next_drawn(**draw)->participant,
                                context.now + limits::draw_answer_time});
}

Decision decide_one(const Hearing& hearing, const AnswerDraw& command, const Context& context)
{
    // The state before the person: until the call, no answer may tell on whom the lot has fallen.
    const auto draw =
        known_in(hearing, command.draw, DrawState::called, Refusal::draw_is_not_called);
    if (!draw) return Refused{draw.error()};
    if (next_drawn(**draw)->participant.value != context.actor.id)
        return Refused{Refusal::draw_is_not_yours};
    return decide_answer(hearing, **draw, command.accept);
}

Decision decide_one(const Hearing& hearing, const AnswerDrawFor& command,
                    const Context& /*context*/)
{
    const auto draw =
        known_in(hearing, command.draw, DrawState::called, Refusal::draw_is_not_called);
    if (!draw) return Refused{draw.error()};
    if (!still_is(next_drawn(**draw)->participant, command.participant))
        return Refused{Refusal::changed_meanwhile};
    return decide_answer(hearing, **draw, command.accept);
}

Decision decide_one(const Hearing& hearing, const MarkDrawnAbsent& command, const Context& context)
{
    const auto draw =
        known_in(hearing, command.draw, DrawState::called, Refusal::draw_is_not_called);
    if (!draw) return Refused{draw.error()};
    assert((*draw)->deadline);
    if (context.now < *(*draw)->deadline) return Refused{Refusal::deadline_is_not_over};
    return happened(DrawnAbsent{command.draw, next_drawn(**draw)->participant});
}

Decision decide_one(const Hearing& hearing, const VoidDraw& command, const Context& context)
{
    const auto draw = known(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    const auto state = (*draw)->state;
    const bool before_freeze = state == DrawState::opened || state == DrawState::collecting;
    if (context.actor.role == Role::system) {
        const bool unrevealed = before_freeze || state == DrawState::frozen;
        if (!unrevealed || !context.draw_secret.empty()) return Refused{Refusal::draw_is_frozen};
        return happened(DrawVoided{command.draw, DrawVoidCause::secret_is_lost, {}, {}});
    }
    // Nobody may look at what can still be computed, and end it.
    if (!before_freeze) return Refused{Refusal::draw_is_frozen};
    if (const auto refusal = check_reason(command.reason)) return Refused{*refusal};
    return happened(
        DrawVoided{command.draw, DrawVoidCause::desk, command.reason, context.draw_secret});
}

Decision decide_one(const Hearing& hearing, const ReportDrawCheck& command, const Context& context)
{
    const auto draw = known(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    const ParticipantId participant{context.actor.id};
    if (find(hearing.roster, participant) == nullptr) return Refused{Refusal::not_on_roster};
    const bool is_fault = command.outcome == DrawCheckOutcome::fault;
    if (is_fault != command.code.has_value()) return Refused{Refusal::number_is_out_of_range};
    if (!can_be_checked(**draw, command.outcome)) return Refused{Refusal::draw_is_not_revealed};
    if (has_reported(**draw, participant, command.outcome)) return Outcomes{};
    return happened(DrawChecked{command.draw, participant, command.outcome, command.code});
}

} // namespace rostrum::core
