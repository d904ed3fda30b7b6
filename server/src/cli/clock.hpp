// The only place that reads the system's clock for the rules.
#pragma once

#include "core/time.hpp"

namespace rostrum::cli {

[[nodiscard]] core::Instant now();

} // namespace rostrum::cli
