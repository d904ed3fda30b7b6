// What was read of a file, as it is shown to whoever brought it.
#pragma once

#include "intake/columns.hpp"
#include "intake/workbook.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rostrum::intake {

/// One of a sheet's first rows, for whoever has to say which one holds the headings.
struct FirstRow {
    std::int64_t row{1};
    std::string text; ///< Its cells, cut.

    bool operator==(const FirstRow&) const = default;
};

/// What was read of a file, and what is to be said of it.
struct Reading {
    Format format{Format::csv};
    std::string encoding;
    std::string delimiter;
    std::vector<std::string> sheets; ///< All of them.
    std::string sheet;               ///< The one that was read.
    std::vector<FirstRow> first_rows;
    std::int64_t header{0};
    std::vector<Column> columns;
    Notes errors; ///< With any of these nothing is imported.
    Notes warnings;
};

/// What is to be said of the file itself.
[[nodiscard]] Reading begin_reading(const Workbook& workbook, const Sheet& sheet);

} // namespace rostrum::intake
