#include "intake/reading.hpp"

#include "intake/limits.hpp"

#include <algorithm>

namespace rostrum::intake {

Reading begin_reading(const Workbook& workbook, const Sheet& sheet)
{
    Reading reading;
    reading.format = workbook.format;
    reading.encoding = workbook.encoding;
    reading.delimiter = workbook.delimiter;
    reading.sheet = sheet.name;
    for (const auto& one : workbook.sheets) reading.sheets.push_back(one.name);
    if (workbook.encoding == "GB18030") reading.warnings.add({.fault = Fault::read_as_gb18030});
    for (const auto& row : sheet.rows) {
        if (reading.first_rows.size() == limits::header_rows_max) break;
        std::string text;
        for (const auto& cell : row.cells) text += (text.empty() ? "" : " | ") + cell.text;
        reading.first_rows.push_back({row.number, shown(text)});
    }
    return reading;
}

} // namespace rostrum::intake
