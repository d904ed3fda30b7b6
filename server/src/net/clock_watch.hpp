// Notices that somebody has set the clock by which the rules are kept.
#pragma once

#include "core/time.hpp"

#include <chrono>
#include <optional>

namespace rostrum::net {

class ClockWatch {
public:
    using Steady = std::chrono::steady_clock::time_point;

    /// Whether it was set since the last look, by which it has gone as long as the steady one.
    [[nodiscard]] bool was_set(core::Instant now, Steady steady);

private:
    std::optional<core::Instant> began_; ///< The time by that clock when the steady one was zero.
};

} // namespace rostrum::net
