#include "core/pulse.hpp"

#include "core/limits.hpp"

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

std::optional<Instant> next_showing(const Pulse& pulse)
{
    if (pulse.unshown.size() < limits::pulse_batch_min) return std::nullopt;
    return pulse.shown ? pulse.shown_at + limits::pulse_interval : Instant{};
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
