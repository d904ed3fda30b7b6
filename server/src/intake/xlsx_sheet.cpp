#include "intake/xlsx_sheet.hpp"

#include "intake/limits.hpp"
#include "intake/number_format.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace rostrum::intake {
namespace {

constexpr std::int64_t spreadsheet_rows_max = 1'048'576;

std::int64_t whole_of(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? number : 0;
}

struct Place {
    std::int64_t row{0};
    std::int64_t column{0};
};

/// Of `AB12`; zeros where it is none.
Place place_of(std::string_view reference)
{
    const auto digits = std::min(reference.find_first_of("0123456789"), reference.size());
    const auto letters = reference.substr(0, digits);
    if (letters.empty()) return {};
    return {whole_of(reference.substr(digits)), column_number(letters)};
}

constexpr std::size_t escape_length = 7;

/// The character that a text begins with as `_x000D_`, if it does.
std::optional<char> escaped(std::string_view text)
{
    if (text.size() < escape_length || text[escape_length - 1] != '_') return std::nullopt;
    unsigned code = 0;
    const auto* from = text.data() + 2;
    const auto [end, error] = std::from_chars(from, from + 4, code, 16);
    if (error != std::errc{} || end != from + 4 || code >= 0x80) return std::nullopt;
    return static_cast<char>(code);
}

/// In one pass: a hostile cell is full of them.
std::string without_escapes(std::string_view text)
{
    std::string plain;
    while (true) {
        const auto at = std::min(text.find("_x"), text.size());
        plain += text.substr(0, at);
        text.remove_prefix(at);
        if (text.empty()) return plain;
        const auto character = escaped(text);
        plain += character.value_or('_');
        text.remove_prefix(character ? escape_length : 1);
    }
}

} // namespace

void SheetReader::start(std::string_view name, const Attributes& attributes)
{
    if (name == "row") return start_row(attributes);
    if (name == "c") return start_cell(attributes);
    if (name == "col") return note_hidden_columns(attributes);
    if (name == "mergeCell") return note_merge(attributes);
    if (name == "f") has_formula_ = true;
    if (name == "rPh") in_reading_ = true;
    in_value_ = in_cell_ && (name == "v" || (name == "t" && !in_reading_));
}

void SheetReader::end(std::string_view name)
{
    in_value_ = false;
    if (name == "rPh") in_reading_ = false;
    if (name == "c") end_cell();
    if (name != "row" || current_.cells.empty()) return;
    if (sheet_.rows.size() == limits::rows_max) return stop(Fault::too_many_rows);
    sheet_.rows.push_back(std::move(current_));
    current_ = {};
}

void SheetReader::text(std::string_view piece)
{
    if (!in_value_) return;
    if (raw_.size() > limits::cell_bytes_max) return stop(Fault::too_long);
    raw_ += piece;
}

void SheetReader::start_row(const Attributes& attributes)
{
    const auto number = attributes.find("r");
    const auto next = number ? whole_of(*number) : row_ + 1;
    if (in_cell_ || next <= row_ || next > spreadsheet_rows_max)
        return stop(Fault::workbook_is_broken);
    row_ = next;
    column_ = 0;
    current_ = Row{row_, attributes.is_set("hidden"), {}};
}

void SheetReader::start_cell(const Attributes& attributes)
{
    const auto reference = attributes.find("r");
    const auto next = reference ? place_of(*reference).column : column_ + 1;
    if (in_cell_ || row_ == 0 || next <= column_) return stop(Fault::workbook_is_broken);
    column_ = next;
    type_ = attributes.get("t");
    style_ = static_cast<std::size_t>(std::max<std::int64_t>(whole_of(attributes.get("s")), 0));
    raw_.clear();
    has_formula_ = false;
    in_cell_ = true;
}

Cell SheetReader::value() const
{
    if (type_ == "s") {
        const auto at = whole_of(raw_);
        const bool known = at >= 0 && static_cast<std::size_t>(at) < shared_.texts.size();
        return {known && !raw_.empty()
                    ? without_escapes(shared_.texts[static_cast<std::size_t>(at)])
                    : ""};
    }
    if (type_ == "e") return {raw_, CellKind::error};
    if (type_ == "b") return {raw_ == "1" ? "TRUE" : "FALSE"};
    if (type_ == "str" || type_ == "inlineStr") return {without_escapes(raw_)};
    if (type_ == "d") return {raw_, CellKind::date};
    if (raw_.empty()) return {{}, has_formula_ ? CellKind::formula_without_value : CellKind::text};
    const auto format =
        style_ < shared_.formats.size() ? std::string_view{shared_.formats[style_]} : "";
    return formatted_number(raw_, format, shared_.counts_from_1904);
}

void SheetReader::end_cell()
{
    // Also of a cell that was refused when it began: a parser that was stopped says its end.
    if (!std::exchange(in_cell_, false)) return;
    auto cell = value();
    const bool empty = papers::trimmed(cell.text).empty() && cell.kind == CellKind::text;
    if (empty) return;
    if (column_ > static_cast<std::int64_t>(limits::columns_max))
        return stop(Fault::too_many_columns);
    if (cell.text.size() > limits::cell_bytes_max) return stop(Fault::too_long);
    put(current_.cells, std::move(cell), column_);
}

void SheetReader::put(std::vector<Cell>& cells, Cell cell, std::int64_t column)
{
    const auto index = static_cast<std::size_t>(column - 1);
    if (cells.size() <= index) {
        shared_.cells += index + 1 - cells.size();
        cells.resize(index + 1);
    }
    shared_.cell_bytes += cell.text.size();
    cells[index] = std::move(cell);
    if (shared_.cells > limits::cells_max || shared_.cell_bytes > limits::cell_bytes_sum_max)
        stop(Fault::too_many_cells);
}

void SheetReader::note_hidden_columns(const Attributes& attributes)
{
    if (!attributes.is_set("hidden")) return;
    const auto to =
        std::min(whole_of(attributes.get("max")), static_cast<std::int64_t>(limits::columns_max));
    for (auto at = std::max<std::int64_t>(whole_of(attributes.get("min")), 1); at <= to; ++at)
        sheet_.hidden_columns.insert(at);
}

void SheetReader::note_merge(const Attributes& attributes)
{
    const auto reference = attributes.get("ref");
    const auto colon = reference.find(':');
    if (colon == std::string_view::npos) return;
    const auto from = place_of(reference.substr(0, colon));
    const auto to = place_of(reference.substr(colon + 1));
    if (merges_.size() == limits::merges_max) return stop(Fault::too_many_merges);
    const bool beside = from.column > static_cast<std::int64_t>(limits::columns_max);
    if (from.row > 0 && from.column > 0 && !beside && to.row > from.row)
        merges_.push_back({from.column, from.row, to.row});
}

std::optional<Fault> SheetReader::fill_merged()
{
    auto& rows = sheet_.rows;
    for (const auto& merge : merges_) {
        auto row = std::ranges::lower_bound(rows, merge.from_row, {}, &Row::number);
        const auto index = static_cast<std::size_t>(merge.column - 1);
        if (row == rows.end() || row->number != merge.from_row || row->cells.size() <= index)
            continue;
        const auto cell = row->cells[index];
        for (++row; row != rows.end() && row->number <= merge.to_row; ++row) {
            ++shared_.cells; // What is only looked at takes time as well.
            if (row->cells.size() <= index || row->cells[index] == Cell{})
                put(row->cells, cell, merge.column);
            if (shared_.cells > limits::cells_max) stop(Fault::too_many_cells);
            if (fault()) return fault();
        }
    }
    return std::nullopt;
}

} // namespace rostrum::intake
