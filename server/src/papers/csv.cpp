#include "papers/csv.hpp"

#include "core/text.hpp"
#include "papers/limits.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace rostrum::papers {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// Formulas begin like this in one spreadsheet or another. Source: OWASP, CSV injection.
constexpr std::array<std::string_view, 11> formula_starts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                          "\n", "＝", "＋", "－", "＠"};

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const auto bytes = core::code_point_bytes(text);
        if (bytes == 0) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

class Reader {
public:
    Reader(std::string_view text, char delimiter)
        : rest_{text}, delimiter_(1, delimiter), plain_ends_{delimiter_ + "\r\n\""}
    {
        if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
    }

    std::expected<std::vector<CsvRow>, CsvError> read()
    {
        std::vector<CsvRow> rows;
        for (; !rest_.empty(); ++row_) {
            CsvRow row{row_, {}};
            if (const auto fault = read_row(row.cells))
                return std::unexpected{
                    CsvError{*fault, row_, static_cast<std::int64_t>(row.cells.size()) + 1}};
            if (static_cast<std::size_t>(row_) > limits::csv_rows_max)
                return std::unexpected{CsvError{CsvFault::too_many_rows, row_, 1}};
            const bool blank = std::ranges::all_of(row.cells, &std::string::empty);
            if (!blank) rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    using Fault = std::optional<CsvFault>;

    Fault read_row(Cells& cells)
    {
        while (true) {
            std::string cell;
            if (const auto fault = read_cell(cell)) return fault;
            if (cells.size() == limits::csv_columns_max) return CsvFault::too_many_columns;
            cells.push_back(std::move(cell));
            if (rest_.empty() || take("\n") || take("\r\n")) return std::nullopt;
            if (!take(delimiter_))
                return rest_.front() == '\r' ? CsvFault::bad_line_end : CsvFault::bad_quote;
        }
    }

    Fault read_cell(std::string& cell)
    {
        const auto fault = take("\"") ? read_quoted(cell) : read_plain(cell);
        if (fault) return fault;
        if (cell.size() > limits::csv_cell_bytes_max) return CsvFault::too_long;
        return is_utf8(cell) ? Fault{} : CsvFault::bad_encoding;
    }

    Fault read_plain(std::string& cell)
    {
        const auto end = std::min(rest_.find_first_of(plain_ends_), rest_.size());
        cell = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return rest_.starts_with('"') ? Fault{CsvFault::bad_quote} : Fault{};
    }

    Fault read_quoted(std::string& cell)
    {
        while (true) {
            const auto quote = rest_.find('"');
            if (quote == std::string_view::npos) return CsvFault::bad_quote;
            cell += rest_.substr(0, quote);
            rest_.remove_prefix(quote + 1);
            if (!take("\"")) return std::nullopt;
            cell += '"';
        }
    }

    bool take(std::string_view text)
    {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }

    std::string_view rest_;
    std::string delimiter_;
    std::string plain_ends_; ///< Of a cell without quotes.
    std::int64_t row_{1};
};

bool is_plain_number(std::string_view cell)
{
    return !cell.empty() && std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; });
}

/// Behind apostrophes too: one more is taken back from exactly these, so that every cell comes back
/// as it was.
bool is_guarded(std::string_view cell)
{
    cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
    return std::ranges::any_of(formula_starts,
                               [&](std::string_view start) { return cell.starts_with(start); });
}

void append_cell(std::string& text, std::string_view cell)
{
    const bool quoted = !is_plain_number(cell);
    if (quoted) text += '"';
    if (is_guarded(cell)) text += '\'';
    for (const char c : cell) {
        if (c == '"') text += '"';
        text += c;
    }
    if (quoted) text += '"';
}

} // namespace

const char* name_of(CsvFault fault)
{
    switch (fault) {
    case CsvFault::bad_encoding: return "bad_encoding";
    case CsvFault::bad_quote: return "bad_quote";
    case CsvFault::bad_line_end: return "bad_line_end";
    case CsvFault::too_many_rows: return "too_many_rows";
    case CsvFault::too_many_columns: return "too_many_columns";
    case CsvFault::too_long: return "too_long";
    }
    return "";
}

std::expected<std::vector<CsvRow>, CsvError> read_csv(std::string_view text, char delimiter)
{
    return Reader{text, delimiter}.read();
}

std::string write_csv(const std::vector<Cells>& rows)
{
    std::string text{byte_order_mark};
    for (const auto& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (column > 0) text += ',';
            append_cell(text, row[column]);
        }
        text += "\r\n";
    }
    return text;
}

std::string_view without_guard(std::string_view cell)
{
    return cell.starts_with('\'') && is_guarded(cell) ? cell.substr(1) : cell;
}

} // namespace rostrum::papers
