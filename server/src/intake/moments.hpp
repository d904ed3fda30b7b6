// Moments as people write them: `2021-01-21T09:00:00+08:00`.
#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rostrum::intake {

/// With `T` or a blank before the time, with or without seconds and their fractions. What says
/// nothing of its offset means the legal time of the country.
[[nodiscard]] std::optional<core::Instant> moment_from(std::string_view text);

/// At that offset. Precondition: within the years 1 to 9998.
[[nodiscard]] std::string moment_text(core::Instant instant);

/// Whether `moment_text` can write it.
[[nodiscard]] bool has_moment_text(core::Instant instant);

} // namespace rostrum::intake
