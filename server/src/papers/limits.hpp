// Every limit of the papers: its value, its reason, and what happens beyond it.
#pragma once

#include "core/limits.hpp"

#include <cstddef>

namespace rostrum::papers::limits {

/// A full roster, its header, and as many blank lines as a spreadsheet may leave. Beyond:
/// `too_many_rows`.
inline constexpr std::size_t csv_rows_max = 2 * core::limits::roster_max;
/// A roster has nine columns. Beyond: `too_many_columns`.
inline constexpr std::size_t csv_columns_max = 64;
/// The longest organisation with room to spare. Beyond: `too_long`.
inline constexpr std::size_t csv_cell_bytes_max = 4 * 1024;

/// Nobody mends more at once, and the rest is most often the same. Beyond: left out.
inline constexpr std::size_t cell_errors_max = 200;
/// How much of a bad cell is shown back, in bytes. Beyond: cut.
inline constexpr std::size_t shown_value_bytes_max = 120;

/// Names and seats stand in narrow columns; organisations and titles may be long. In code points.
/// Beyond: `too_long`.
inline constexpr std::size_t short_cell_length_max = core::limits::label_length_max;
inline constexpr std::size_t long_cell_length_max = core::limits::title_length_max;

/// A spreadsheet's cell holds 32 767 characters; a character is at least one byte. Many notes of an
/// answer together may be longer. Beyond: cut, with an ellipsis.
inline constexpr std::size_t xlsx_cell_bytes_max = 32'000;

/// Most file systems take 255 bytes; a browser may add to it. Beyond: cut before the ending.
inline constexpr std::size_t file_name_bytes_max = 200;

} // namespace rostrum::papers::limits
