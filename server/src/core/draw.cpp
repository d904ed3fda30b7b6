#include "core/draw.hpp"

#include "core/decisions.hpp"
#include "core/floor_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <expected>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::core {
namespace {

/// What keeps people out of a pool besides the roster's own flags.
struct Exclusions {
    std::set<ParticipantId> declined;
    std::set<ParticipantId> absent;
    std::set<ParticipantId> waiting;
};

/// Whom the lot has fallen on.
const ParticipantId& drawn(const Draw& draw)
{
    assert(!draw.ranking.empty());
    return draw.ranking.front();
}

Exclusions exclusions(const Hearing& hearing)
{
    Exclusions list;
    for (const Draw& draw : hearing.draws.draws) {
        if (draw.state == DrawState::declined) list.declined.insert(drawn(draw));
        if (draw.state == DrawState::absent) list.absent.insert(drawn(draw));
    }
    for (const auto& [id, question] : hearing.floor.questions) {
        if (question.from_roster && question.state == QuestionState::waiting)
            list.waiting.insert(ParticipantId{question.asker_id});
    }
    return list;
}

/// Of several reasons the most lasting one.
DrawExclusion exclusion(const Participant& participant, const Exclusions& list)
{
    const ParticipantId& id = participant.entry.participant;
    if (!participant.entry.in_draw_pool) return DrawExclusion::opted_out;
    if (participant.turns > 0) return DrawExclusion::spoken;
    if (list.declined.contains(id)) return DrawExclusion::declined;
    if (list.absent.contains(id)) return DrawExclusion::absent;
    if (list.waiting.contains(id)) return DrawExclusion::waiting;
    return DrawExclusion::none;
}

/// Those present, in the roster's order: bytewise by handle, as the ranking needs it.
std::vector<PoolLine> pool(const Hearing& hearing)
{
    const Exclusions list = exclusions(hearing);
    std::vector<PoolLine> lines;
    for (const auto& [id, participant] : hearing.roster.participants) {
        if (!participant.presence) continue;
        lines.push_back({id, participant.entry.category, exclusion(participant, list)});
    }
    return lines;
}

std::vector<ParticipantId> eligible(const std::vector<PoolLine>& lines)
{
    std::vector<ParticipantId> handles;
    for (const PoolLine& line : lines)
        if (line.exclusion == DrawExclusion::none) handles.push_back(line.participant);
    return handles;
}

std::expected<const Draw*, Refusal> known(const Hearing& hearing, const DrawId& id)
{
    const Draw* draw = find(hearing.draws, id);
    if (draw == nullptr) return Refused{Refusal::unknown_draw};
    return draw;
}

/// A draw whose person has been called and has not answered.
std::expected<const Draw*, Refusal> called(const Hearing& hearing, const DrawId& id)
{
    const auto draw = known(hearing, id);
    if (draw && (*draw)->state != DrawState::called) return Refused{Refusal::draw_is_not_called};
    return draw;
}

/// The person drawn takes the floor by the draw's queue, and by no other: a hand raised since the
/// draw would give them two turns.
Decision answered(const Hearing& hearing, const Draw& draw, bool accept)
{
    if (!accept) return happened(DrawnDeclined{draw.draw});
    Outcomes outcomes;
    if (const Question* hand = raised_hand(hearing.floor, drawn(draw)))
        outcomes.events.emplace_back(QuestionWithdrawn{hand->question});
    outcomes.events.emplace_back(DrawnAccepted{draw.draw});
    outcomes.events.emplace_back(QuestionAsked{.question = next_question(hearing.floor),
                                               .kind = QuestionKind::oral,
                                               .queue = drawn_queue(),
                                               .asker_id = drawn(draw).value,
                                               .from_roster = true,
                                               .text = {},
                                               .units = {}});
    return outcomes;
}

Draw& draw_at(Hearing& hearing, const DrawId& id, DrawState state)
{
    const auto found = std::ranges::find(hearing.draws.draws, id, &Draw::draw);
    assert(found != hearing.draws.draws.end());
    assert(found->state == state);
    static_cast<void>(state);
    return *found;
}

/// Ends a call; what became of it.
void end_call(Hearing& hearing, const DrawId& id, DrawState state)
{
    Draw& draw = draw_at(hearing, id, DrawState::called);
    draw.state = state;
    draw.deadline.reset();
}

} // namespace

const Draw* find(const Draws& draws, const DrawId& draw)
{
    const auto found = std::ranges::find(draws.draws, draw, &Draw::draw);
    return found == draws.draws.end() ? nullptr : &*found;
}

const Draw* pending(const Draws& draws)
{
    const auto found = std::ranges::find_if(draws.draws, [](const Draw& draw) {
        return draw.state == DrawState::opened || draw.state == DrawState::drawn ||
               draw.state == DrawState::called;
    });
    return found == draws.draws.end() ? nullptr : &*found;
}

std::int64_t accepted_count(const Draws& draws)
{
    return std::ranges::count(draws.draws, DrawState::accepted, &Draw::state);
}

Decision decide_one(const Hearing& hearing, const HoldDraw& command, const Context& context)
{
    if (pending(hearing.draws) != nullptr) return Refused{Refusal::draw_is_pending};
    const bool is_first = hearing.draws.draws.empty();
    if (const auto refusal = is_first
                                 ? check_optional_text(command.reason, limits::reason_length_max)
                                 : check_reason(command.reason))
        return Refused{*refusal};

    const auto lines = pool(hearing);
    const auto handles = eligible(lines);
    if (handles.empty()) return Refused{Refusal::pool_is_empty};

    const DrawId id{"d" + std::to_string(hearing.draws.draws.size() + 1)};
    Outcomes outcomes;
    outcomes.events.emplace_back(
        DrawOpened{id, context.draw_method, context.draw_seed, command.reason});
    for (std::size_t from = 0; from < lines.size(); from += limits::entries_per_event_max) {
        const auto part = std::span{lines}.subspan(
            from, std::min(limits::entries_per_event_max, lines.size() - from));
        outcomes.events.emplace_back(DrawPoolListed{id, {part.begin(), part.end()}});
    }
    auto ranking = context.rank_by_lot(handles, context.draw_seed);
    assert(ranking.size() == handles.size());
    ranking.resize(std::min(ranking.size(), limits::ranking_recorded_max));
    outcomes.events.emplace_back(DrawHeld{id, std::move(ranking)});
    return outcomes;
}

Decision decide_one(const Hearing& hearing, const CallDrawn& command, const Context& context)
{
    const auto draw = known(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    switch ((*draw)->state) {
    case DrawState::drawn: break;
    case DrawState::opened:
    case DrawState::called: return Refused{Refusal::draw_is_pending};
    case DrawState::accepted:
    case DrawState::declined:
    case DrawState::absent: return Refused{Refusal::draw_is_not_called};
    }
    return happened(
        DrawnCalled{command.draw, drawn(**draw), context.now + limits::draw_answer_time});
}

Decision decide_one(const Hearing& hearing, const AnswerDraw& command, const Context& context)
{
    // The state before the person: until the call, no answer may tell on whom the lot has fallen.
    const auto draw = called(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    if (drawn(**draw).value != context.actor.id) return Refused{Refusal::draw_is_not_yours};
    return answered(hearing, **draw, command.accept);
}

Decision decide_one(const Hearing& hearing, const AnswerDrawFor& command,
                    const Context& /*context*/)
{
    const auto draw = called(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    return answered(hearing, **draw, command.accept);
}

Decision decide_one(const Hearing& hearing, const MarkDrawnAbsent& command, const Context& context)
{
    const auto draw = called(hearing, command.draw);
    if (!draw) return Refused{draw.error()};
    assert((*draw)->deadline);
    if (context.now < *(*draw)->deadline) return Refused{Refusal::deadline_is_not_over};
    return happened(DrawnAbsent{command.draw});
}

void evolve_one(Hearing& hearing, const DrawOpened& event, Instant /*at*/)
{
    assert(pending(hearing.draws) == nullptr);
    Draw draw;
    draw.draw = event.draw;
    draw.method = event.method;
    draw.seed = event.seed;
    draw.reason = event.reason;
    hearing.draws.draws.push_back(std::move(draw));
}

void evolve_one(Hearing& hearing, const DrawPoolListed& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw, DrawState::opened);
    std::ranges::copy(event.lines, std::back_inserter(draw.pool));
}

void evolve_one(Hearing& hearing, const DrawHeld& event, Instant /*at*/)
{
    assert(!event.ranking.empty());
    Draw& draw = draw_at(hearing, event.draw, DrawState::opened);
    draw.ranking = event.ranking;
    draw.state = DrawState::drawn;
}

void evolve_one(Hearing& hearing, const DrawnCalled& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw, DrawState::drawn);
    assert(drawn(draw) == event.participant);
    draw.state = DrawState::called;
    draw.deadline = event.deadline;
}

void evolve_one(Hearing& hearing, const DrawnAccepted& event, Instant /*at*/)
{
    end_call(hearing, event.draw, DrawState::accepted);
}

void evolve_one(Hearing& hearing, const DrawnDeclined& event, Instant /*at*/)
{
    end_call(hearing, event.draw, DrawState::declined);
}

void evolve_one(Hearing& hearing, const DrawnAbsent& event, Instant /*at*/)
{
    end_call(hearing, event.draw, DrawState::absent);
}

} // namespace rostrum::core
