// Workbooks made in memory, sound ones and such as nobody honest makes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::intake {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP archive of these files.
[[nodiscard]] std::string zipped(const Parts& parts, const char* password = nullptr);

struct SheetText {
    std::string name;
    std::string xml; ///< What stands within `worksheet`.
    std::string state{};
};

/// The parts of a workbook with inline texts, and styles whose number 1 is a date, 2 is `0000`,
/// 3 is `0.0%` and 4 is `#,##0.00`.
[[nodiscard]] Parts workbook_parts(const std::vector<SheetText>& sheets);

/// A cell with a text; a row of them from column A on, empty texts left out.
[[nodiscard]] std::string cell(const std::string& place, std::string_view text);
[[nodiscard]] std::string row(std::int64_t number, const std::vector<std::string>& texts,
                              const std::string& attributes = {});

/// One sheet of such rows, in row 1 and on.
[[nodiscard]] std::string xlsx(const std::vector<std::vector<std::string>>& rows);
/// One sheet of this XML.
[[nodiscard]] std::string xlsx_of(const std::string& sheet_data, const std::string& behind = {});

} // namespace rostrum::intake
