#include "cli/clock.hpp"

#include <chrono>

namespace rostrum::cli {

core::Instant now()
{
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

} // namespace rostrum::cli
