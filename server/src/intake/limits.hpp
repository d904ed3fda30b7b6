// Every limit of what is read in: its value, its reason, and what happens beyond it.
#pragma once

#include "core/limits.hpp"
#include "papers/limits.hpp"

#include <cstddef>
#include <cstdint>

namespace rostrum::intake::limits {

/// All parts of a workbook that are read, unpacked: a full roster takes some 15 MB. A zip bomb is
/// noticed while it is unpacked, whatever it says of itself. Beyond: `workbook_is_too_large`.
inline constexpr std::size_t workbook_bytes_max = std::size_t{64} * 1024 * 1024;
/// Files in a workbook; an office's has some twenty, and pictures. Beyond: `too_many_parts`.
inline constexpr std::int64_t workbook_parts_max = 2'000;
/// One tag or entity of a part's XML: the parser keeps it whole and looks at it again with every
/// piece that comes. Beyond: `workbook_is_broken`.
inline constexpr std::int64_t xml_token_bytes_max = std::int64_t{256} * 1024;
/// Elements within elements; a sheet has seven. Beyond: `workbook_is_broken`.
inline constexpr int xml_depth_max = 64;
/// Sheets of one workbook. Beyond: `too_many_sheets`.
inline constexpr std::size_t sheets_max = 64;
/// Texts that cells share. Beyond: `too_many_cells`.
inline constexpr std::size_t shared_texts_max = 400'000;
/// Cells of a workbook with anything in them, and the gaps before them: a full roster of twelve
/// columns has half of it. Beyond: `too_many_cells`.
inline constexpr std::size_t cells_max = 500'000;
/// Texts of all cells together: the same text may stand in many. Beyond: `too_many_cells`.
inline constexpr std::size_t cell_bytes_sum_max = std::size_t{64} * 1024 * 1024;
/// Merged areas of one sheet. Beyond: `too_many_merges`.
inline constexpr std::size_t merges_max = 20'000;

/// As for CSV. Beyond: `too_many_rows`, `too_many_columns`, `too_long`.
inline constexpr std::size_t rows_max = papers::limits::csv_rows_max;
inline constexpr std::size_t columns_max = papers::limits::csv_columns_max;
inline constexpr std::size_t cell_bytes_max = papers::limits::csv_cell_bytes_max;

/// A series as text: four hundred hearings with the longest dossiers there may be are some 9 MB, a
/// round of fifteen some 100 KB. Beyond: `series_file_is_too_large`.
inline constexpr std::size_t series_bytes_max = std::size_t{8} * 1024 * 1024;

/// Tables and lists of a TOML text within each other, by brackets and by dots; a series file has
/// six. What reads TOML recurses through the dots of a key without an end. Beyond: `bad_syntax`.
inline constexpr std::size_t toml_depth_max = 32;
/// The path of a member whose line is remembered: longer ones lead to nothing that a file may hold,
/// and a long key would be kept once for each of its members. Beyond: the line of what it is in.
inline constexpr std::size_t pointer_bytes_max = 128;

/// Rows among which the headings are looked for: titles, dates and notes stand above them.
inline constexpr std::size_t header_rows_max = 30;
/// What is looked at to find out what parts the cells of a CSV file.
inline constexpr std::size_t delimiter_sample_bytes = std::size_t{64} * 1024;

/// Notes of a kind that are told; nobody mends more at once. Beyond: counted.
inline constexpr std::size_t notes_max = papers::limits::cell_errors_max;
/// People whose change a preview lists one by one. Beyond: counted.
inline constexpr std::size_t preview_lines_max = 2'000;

} // namespace rostrum::intake::limits
