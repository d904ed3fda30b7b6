#include "core/pulse.hpp"

#include "core/limits.hpp"

#include <algorithm>

namespace rostrum::core {
namespace {

std::int64_t& place_of(PulseCount& count, AnswerVerdict verdict)
{
    switch (verdict) {
    case AnswerVerdict::satisfied: return count.satisfied;
    case AnswerVerdict::partly: return count.partly;
    case AnswerVerdict::not_satisfied: break;
    }
    return count.not_satisfied;
}

} // namespace

void give(Pulse& pulse, const GivePulse& command, const ParticipantId& participant)
{
    if (pulse.question != command.question) pulse = {};
    pulse.question = command.question;
    const auto [place, is_new] = pulse.given.try_emplace(participant, command.verdict);
    if (!is_new && place->second == command.verdict) return;
    place->second = command.verdict;
    pulse.unshown.insert(participant);
}

std::optional<Span> until_next_showing(const Pulse& pulse, Instant now)
{
    if (pulse.unshown.size() < limits::pulse_batch_min) return std::nullopt;
    // Shown in the future: the clock was set back, and does not tell how long ago that is.
    if (!pulse.shown || now < pulse.shown_at) return Span{};
    return std::max(pulse.shown_at + limits::pulse_interval - now, Span{});
}

void show(Pulse& pulse, Instant now)
{
    PulseCount count;
    for (const auto& [participant, verdict] : pulse.given) ++place_of(count, verdict);
    pulse.shown = count;
    pulse.shown_at = now;
    pulse.unshown.clear();
}

} // namespace rostrum::core
