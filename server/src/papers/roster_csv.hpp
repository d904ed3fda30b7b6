// A roster as CSV: what the secretariat keeps in its spreadsheet.
#pragma once

#include "core/hearing.hpp"
#include "protocol/names.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::papers {

struct RosterLine {
    core::RosterEntry entry;
    protocol::PersonName name;

    bool operator==(const RosterLine&) const = default;
};

/// One thing to be mended in the file. Codes are part of the protocol: only ever added to.
struct CellError {
    std::int64_t row{1};
    std::string column; ///< By its name in the header; its number where it has none.
    std::string code;
    std::string value; ///< The cell, cut; empty where it cannot be shown.

    bool operator==(const CellError&) const = default;
};

/// Columns in any order, by their Chinese or English names; a category by id or by either label.
/// All errors at once, at most `limits::cell_errors_max`.
[[nodiscard]] std::expected<std::vector<RosterLine>, std::vector<CellError>>
read_roster(std::string_view csv, const std::vector<core::Category>& categories);

/// The same columns back, with Chinese headings.
[[nodiscard]] std::string write_roster(const core::Hearing& hearing,
                                       const protocol::NameBook& names);

} // namespace rostrum::papers
