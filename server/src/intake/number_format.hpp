// Numbers of a workbook as its reader sees them: `0.956` with the format `0.0%` is `95.6%`.
#pragma once

#include "intake/workbook.hpp"

#include <string>
#include <string_view>

namespace rostrum::intake {

/// What Excel and WPS show without a format: at most fifteen digits, no exponent where it can be
/// helped. A text that is no number comes back as it is.
[[nodiscard]] std::string plain_number(std::string_view stored);

/// The number as its format shows it. Of formats, digits, zeros in front, thousands, shares, dates
/// and quoted words are known; with another, the plain number.
[[nodiscard]] Cell formatted_number(std::string_view stored, std::string_view format,
                                    bool counts_from_1904);

/// The formats that are known by number only; empty for the general one.
[[nodiscard]] std::string_view built_in_format(int number);

} // namespace rostrum::intake
