#include "net/clock_watch.hpp"

#include "net/limits.hpp"

#include <cstdlib>
#include <utility>

namespace rostrum::net {

bool ClockWatch::was_set(core::Instant now, Steady steady)
{
    const auto gone =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady.time_since_epoch());
    const core::Instant began{now.ms - gone.count()};
    const auto before = std::exchange(began_, began);
    return before && std::abs((began - *before).ms) > limits::clock_step_min.ms;
}

} // namespace rostrum::net
