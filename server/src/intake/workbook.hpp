// A table that somebody brings, whatever it was saved as: sheets of rows of cells.
#pragma once

#include "intake/fault.hpp"

#include <cstdint>
#include <expected>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

enum class CellKind : std::uint8_t {
    text,
    date,                  ///< A number that the spreadsheet shows as a date.
    formula_without_value, ///< Nobody has ever computed it.
    error,                 ///< `#N/A` and its like.
};

struct Cell {
    std::string text; ///< As it is shown: a date as `2026-03-05`, a share as `95.6%`.
    CellKind kind{CellKind::text};

    bool operator==(const Cell&) const = default;
};

struct Row {
    std::int64_t number{1}; ///< As a spreadsheet counts.
    bool hidden{false};
    std::vector<Cell> cells; ///< Up to the last one with anything in it.

    bool operator==(const Row&) const = default;
};

struct Sheet {
    std::string name;
    bool hidden{false};
    std::set<std::int64_t> hidden_columns;
    std::vector<Row> rows; ///< Those with anything in them.
};

enum class Format : std::uint8_t { xlsx, csv };

struct Workbook {
    Format format{Format::csv};
    std::string encoding;  ///< Of CSV: `UTF-8`, `GB18030`, `UTF-16`.
    std::string delimiter; ///< Of CSV.
    std::vector<Sheet> sheets;
};

/// Finds out by its content what a file is, never by its name.
[[nodiscard]] std::expected<Workbook, Note> read_workbook(std::string_view bytes);

[[nodiscard]] std::expected<Workbook, Note> read_csv_file(std::string_view bytes);
[[nodiscard]] std::expected<Workbook, Note> read_xlsx_file(std::string_view bytes);

} // namespace rostrum::intake
