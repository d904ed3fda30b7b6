// A clock as instants: who counts, counts from these numbers and the server's time.
#pragma once

#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>

namespace rostrum::core {

/// Two signals, because a bell alone is missed: first a sign, then the bell. Source: the customs of
/// consultative assemblies (7 minutes a sign, 8 minutes the bell).
struct ClockRule {
    Span limit;       ///< Zero: no limit, the clock only counts up.
    Span sign_before; ///< The sign comes when this much is left.
    Span bell_before; ///< The bell comes when this much is left; zero: at the end.

    bool operator==(const ClockRule&) const = default;
};

struct Clock {
    ClockRule rule;
    Span used;                            ///< Before `running_since`.
    std::optional<Instant> running_since; ///< Empty while paused.

    bool operator==(const Clock&) const = default;
};

/// Every instant has exactly one signal. It depends on what is left:
enum class ClockSignal : std::uint8_t {
    none, ///< More than `sign_before`, or the clock has no limit.
    sign, ///< At most `sign_before`, but more than `bell_before`.
    bell, ///< At most `bell_before`, but not less than nothing. With zero: the one last instant.
    overtime, ///< Less than nothing; counts up in red.
};

enum class ClockKind : std::uint8_t { phase, speech };

[[nodiscard]] Clock start_clock(const ClockRule& rule, Instant now);
[[nodiscard]] Clock paused(Clock clock, Instant now);
[[nodiscard]] Clock resumed(Clock clock, Instant now);
[[nodiscard]] Clock extended(Clock clock, Span by);
/// A server's clock that was set back takes nothing away from what was used before.
[[nodiscard]] Span used(const Clock& clock, Instant now);
/// Negative in overtime. Of a clock without a limit: minus what was used.
[[nodiscard]] Span left(const Clock& clock, Instant now);
[[nodiscard]] ClockSignal signal(const Clock& clock, Instant now);

// Commands and events.
struct PauseClock {
    static constexpr const char* name = "pause_clock";
    ClockKind clock;
    /// The one that had the floor when this was asked for. Another has it now: `changed_meanwhile`.
    std::optional<QuestionId> question{};
};
struct ResumeClock {
    static constexpr const char* name = "resume_clock";
    ClockKind clock;
    std::optional<QuestionId> question{}; ///< As in `PauseClock`.
};
/// A clock without a limit has nothing to extend: `clock_is_not_there`.
struct ExtendClock {
    static constexpr const char* name = "extend_clock";
    ClockKind clock;
    Span by; ///< Negative takes time away again, but never all of it: zero would mean no limit.
    std::optional<QuestionId> question{}; ///< As in `PauseClock`.
};
struct ClockPaused {
    static constexpr const char* name = "clock_paused";
    ClockKind clock;
    bool operator==(const ClockPaused&) const = default;
};
struct ClockResumed {
    static constexpr const char* name = "clock_resumed";
    ClockKind clock;
    bool operator==(const ClockResumed&) const = default;
};
struct ClockExtended {
    static constexpr const char* name = "clock_extended";
    ClockKind clock;
    Span by;
    bool operator==(const ClockExtended&) const = default;
};

} // namespace rostrum::core
