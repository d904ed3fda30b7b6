// A workbook (XLSX): tables whose numbers are numbers and whose texts are texts.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rostrum::papers {

/// A share that is printed as a percentage with two digits behind the point.
struct Share {
    std::int64_t basis_points{0};
};

/// Blank, a text, a count, a share, or a moment. A text stays one whatever it begins with: there
/// are no formulas.
using XlsxCell = std::variant<std::monostate, std::string, std::int64_t, Share, core::Instant>;
using XlsxRow = std::vector<XlsxCell>;

struct XlsxColumn {
    std::string heading;
    double width{10}; ///< In digits of the usual font; a Chinese character takes two.
};

struct XlsxSheet {
    std::string name; ///< At most 31 characters, unlike the others'.
    std::vector<XlsxColumn> columns;
    std::vector<XlsxRow> rows;
};

/// The head row of every sheet is frozen, repeated on every printed page, and filters the columns.
/// The same sheets give the same bytes.
[[nodiscard]] std::string xlsx_of(const std::string& title, const std::vector<XlsxSheet>& sheets);

} // namespace rostrum::papers
