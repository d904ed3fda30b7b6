#include "intake/encoding.hpp"
#include "intake/limits.hpp"
#include "intake/workbook.hpp"
#include "papers/csv.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

namespace rostrum::intake {
namespace {

constexpr std::array<char, 3> delimiters{',', ';', '\t'};

Fault fault_of(papers::CsvFault fault)
{
    switch (fault) {
    case papers::CsvFault::bad_encoding: return Fault::bad_encoding;
    case papers::CsvFault::bad_quote: return Fault::bad_quote;
    case papers::CsvFault::bad_line_end: return Fault::bad_line_end;
    case papers::CsvFault::too_many_rows: return Fault::too_many_rows;
    case papers::CsvFault::too_many_columns: return Fault::too_many_columns;
    case papers::CsvFault::too_long: return Fault::too_long;
    }
    return Fault::bad_encoding;
}

/// On how many lines it comes equally often: a table's own delimiter does on most.
std::size_t regularity(std::string_view text, char delimiter)
{
    std::map<std::size_t, std::size_t> lines_by_count;
    std::size_t count = 0;
    bool quoted = false;
    const auto end_line = [&] {
        if (count > 0) ++lines_by_count[count];
        count = 0;
    };
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == delimiter) ++count;
        if (c == '\n') end_line();
    }
    end_line();
    std::size_t most = 0;
    for (const auto& [times, lines] : lines_by_count)
        most = std::max(most, lines * 64 + std::min<std::size_t>(times, 63));
    return most;
}

char find_delimiter(std::string_view text)
{
    const auto sample = text.substr(0, limits::delimiter_sample_bytes);
    return *std::ranges::max_element(delimiters, {},
                                     [&](char delimiter) { return regularity(sample, delimiter); });
}

Row to_row(papers::CsvRow&& read)
{
    Row row{read.number, /*hidden=*/false, {}};
    row.cells.reserve(read.cells.size());
    for (auto& cell : read.cells)
        row.cells.push_back({std::string{papers::without_guard(cell)}, CellKind::text});
    while (!row.cells.empty() && row.cells.back().text.empty()) row.cells.pop_back();
    return row;
}

} // namespace

std::expected<Workbook, Note> read_csv_file(std::string_view bytes)
{
    const auto decoded = decode_text(bytes);
    if (!decoded) return std::unexpected{Note{Fault::bad_encoding, decoded.error(), 0, {}, {}}};
    // No text has one; every other kind of file does.
    if (decoded->text.find('\0') != std::string::npos)
        return std::unexpected{Note{.fault = Fault::unknown_file}};
    const char delimiter = find_delimiter(decoded->text);
    auto rows = papers::read_csv(decoded->text, delimiter);
    if (!rows) {
        const auto& error = rows.error();
        return std::unexpected{Note{fault_of(error.fault), error.row, error.column, {}, {}}};
    }
    Workbook workbook{Format::csv, decoded->encoding, std::string(1, delimiter), {}};
    auto& sheet = workbook.sheets.emplace_back();
    sheet.rows.reserve(rows->size());
    for (auto& row : *rows) sheet.rows.push_back(to_row(std::move(row)));
    return workbook;
}

} // namespace rostrum::intake
