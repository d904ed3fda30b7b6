#include "core/clock.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <cassert>

namespace rostrum::core {
namespace {

const Clock* find_clock(const Hearing& hearing, ClockKind kind)
{
    switch (kind) {
    case ClockKind::phase: return hearing.agenda.clock ? &*hearing.agenda.clock : nullptr;
    case ClockKind::speech: return hearing.floor.turn ? &hearing.floor.turn->clock : nullptr;
    }
    assert(false);
    return nullptr;
}

/// Whether the question still has the floor that had it when this was asked for.
bool is_meant(const Hearing& hearing, const std::optional<QuestionId>& question)
{
    const auto& turn = hearing.floor.turn;
    return !question || (turn && turn->question == *question);
}

Clock& stored_clock(Hearing& hearing, ClockKind kind)
{
    switch (kind) {
    case ClockKind::phase: assert(hearing.agenda.clock); return *hearing.agenda.clock;
    case ClockKind::speech: break;
    }
    assert(hearing.floor.turn);
    return hearing.floor.turn->clock;
}

} // namespace

Clock start_clock(const ClockRule& rule, Instant now)
{
    return {.rule = rule, .used = {}, .running_since = now};
}

Clock paused(Clock clock, Instant now)
{
    clock.used = used(clock, now);
    clock.running_since.reset();
    return clock;
}

Clock resumed(Clock clock, Instant now)
{
    assert(!clock.running_since);
    clock.running_since = now;
    return clock;
}

Clock extended(Clock clock, Span by)
{
    clock.rule.limit = clock.rule.limit + by;
    return clock;
}

Span used(const Clock& clock, Instant now)
{
    if (!clock.running_since) return clock.used;
    return clock.used + std::max(Span{}, now - *clock.running_since);
}

Span left(const Clock& clock, Instant now)
{
    return clock.rule.limit - used(clock, now);
}

ClockSignal signal(const Clock& clock, Instant now)
{
    if (clock.rule.limit == Span{}) return ClockSignal::none;
    const Span rest = left(clock, now);
    if (rest < Span{}) return ClockSignal::overtime;
    if (rest <= clock.rule.bell_before) return ClockSignal::bell;
    if (rest <= clock.rule.sign_before) return ClockSignal::sign;
    return ClockSignal::none;
}

Decision decide_one(const Hearing& hearing, const PauseClock& command, const Context& /*context*/)
{
    const Clock* clock = find_clock(hearing, command.clock);
    if (clock == nullptr) return Refused{Refusal::clock_is_not_there};
    if (!is_meant(hearing, command.question)) return Refused{Refusal::changed_meanwhile};
    if (!clock->running_since) return Refused{Refusal::clock_is_paused};
    return happened(ClockPaused{command.clock});
}

Decision decide_one(const Hearing& hearing, const ResumeClock& command, const Context& /*context*/)
{
    const Clock* clock = find_clock(hearing, command.clock);
    if (clock == nullptr) return Refused{Refusal::clock_is_not_there};
    if (!is_meant(hearing, command.question)) return Refused{Refusal::changed_meanwhile};
    if (clock->running_since) return Refused{Refusal::clock_is_running};
    return happened(ClockResumed{command.clock});
}

Decision decide_one(const Hearing& hearing, const ExtendClock& command, const Context& /*context*/)
{
    const Clock* clock = find_clock(hearing, command.clock);
    if (clock == nullptr || clock->rule.limit == Span{})
        return Refused{Refusal::clock_is_not_there};
    if (!is_meant(hearing, command.question)) return Refused{Refusal::changed_meanwhile};

    const Span by = command.by;
    const Span most = limits::clock_extension_max;
    if (by == Span{} || by > most || by < Span{} - most)
        return Refused{Refusal::number_is_out_of_range};
    const Span limit = clock->rule.limit + by;
    if (limit <= Span{} || limit > limits::clock_limit_max)
        return Refused{Refusal::number_is_out_of_range};
    return happened(ClockExtended{command.clock, by});
}

void evolve_one(Hearing& hearing, const ClockPaused& event, Instant at)
{
    Clock& clock = stored_clock(hearing, event.clock);
    assert(clock.running_since);
    clock = paused(clock, at);
}

void evolve_one(Hearing& hearing, const ClockResumed& event, Instant at)
{
    Clock& clock = stored_clock(hearing, event.clock);
    clock = resumed(clock, at);
}

void evolve_one(Hearing& hearing, const ClockExtended& event, Instant /*at*/)
{
    Clock& clock = stored_clock(hearing, event.clock);
    clock = extended(clock, event.by);
}

} // namespace rostrum::core
