// Figures as they are printed: the same digits on paper as on the screens.
#pragma once

#include "core/ballot_rule.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace rostrum::papers {

/// `89.92%` for 8992, already rounded down by the verdict; empty where there is no result.
[[nodiscard]] std::string percent_text(std::int64_t basis_points);

/// `90%` for 9/10; what has no short decimal form stays a fraction, `2/3`.
[[nodiscard]] std::string fraction_text(const core::Fraction& fraction);

/// `二十一` for 21, as sections are numbered. From 1 to 9999.
[[nodiscard]] std::string chinese_number(std::size_t number);

} // namespace rostrum::papers
