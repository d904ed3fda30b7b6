// Dates as papers print them: the one legal time of the country, eight hours before UTC's.
#pragma once

#include "core/time.hpp"

#include <string>

namespace rostrum::papers {

/// Before UTC.
inline constexpr core::Span beijing = core::minutes(8 * 60);

/// `2021年1月21日`
[[nodiscard]] std::string date_text(core::Instant instant);
/// `09:30`
[[nodiscard]] std::string clock_text(core::Instant instant);
/// `2021年1月21日09:30`
[[nodiscard]] std::string moment_text(core::Instant instant);

} // namespace rostrum::papers
