// Tables as CSV (RFC 4180), read strictly and written so that spreadsheets open them safely.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::papers {

enum class CsvFault : std::uint8_t {
    bad_encoding, ///< Not UTF-8: most often a spreadsheet's own GBK or UTF-16.
    bad_quote,    ///< A quote within an unquoted cell, behind a quoted one, or never closed.
    bad_line_end, ///< A carriage return without its line feed.
    too_many_rows,
    too_many_columns,
    too_long, ///< A cell.
};

/// The code by which an answer calls it.
[[nodiscard]] const char* name_of(CsvFault fault);

struct CsvError {
    CsvFault fault{CsvFault::bad_encoding};
    std::int64_t row{1};    ///< As a spreadsheet counts: the header is row 1.
    std::int64_t column{1}; ///< From 1.

    bool operator==(const CsvError&) const = default;
};

struct CsvRow {
    std::int64_t number{1}; ///< As in `CsvError`.
    std::vector<std::string> cells;

    bool operator==(const CsvRow&) const = default;
};

/// A byte order mark is skipped, lines end with LF or CRLF, and rows without any content are left
/// out: spreadsheets leave them behind. Rows may differ in their number of cells.
[[nodiscard]] std::expected<std::vector<CsvRow>, CsvError> read_csv(std::string_view text,
                                                                    char delimiter = ',');

using Cells = std::vector<std::string>;

/// With a byte order mark and CRLF, as spreadsheets want it. All cells but whole numbers are
/// quoted; one that a spreadsheet would take for a formula is prefixed with an apostrophe.
[[nodiscard]] std::string write_csv(const std::vector<Cells>& rows);

/// What `write_csv` made of a cell, taken back: without the apostrophe before a formula.
[[nodiscard]] std::string_view without_guard(std::string_view cell);

} // namespace rostrum::papers
