#include "intake/cell_text.hpp"

#include "core/limits.hpp"
#include "core/text.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>
#include <array>

namespace rostrum::intake {
namespace {

/// A line break within a cell is where a narrow column was made to end.
std::string on_one_line(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        if (c == '\r') continue;
        line += c == '\n' || c == '\t' ? ' ' : c;
    }
    return line;
}

bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

std::string without_blanks(std::string_view text)
{
    static constexpr std::array<std::string_view, 5> blanks{" ", "\t", "\n", "\xC2\xA0",
                                                            "\xE3\x80\x80"};
    std::string result{text};
    for (const auto blank : blanks)
        for (auto at = result.find(blank); at != std::string::npos; at = result.find(blank, at))
            result.erase(at, blank.size());
    return result;
}

bool CellTexts::has_value(const Row& row, std::string_view field)
{
    switch (layout_.cell(row, field).kind) {
    case CellKind::text:
    case CellKind::date: return true;
    case CellKind::formula_without_value:
        reading_.errors.add(layout_.note(Fault::formula_without_value, row, field));
        return false;
    case CellKind::error:
        reading_.errors.add(layout_.note(Fault::cell_is_an_error, row, field));
        return false;
    }
    return false;
}

std::string CellTexts::any_text(const Row& row, std::string_view field, std::size_t length_max)
{
    if (!has_value(row, field)) return {};
    const auto line = on_one_line(layout_.cell(row, field).text);
    std::string text{papers::trimmed(line)};
    if (core::length(text) > length_max)
        reading_.errors.add(layout_.note(Fault::too_long, row, field));
    else if (core::check_optional_text(text, length_max))
        reading_.errors.add(layout_.note(Fault::bad_characters, row, field));
    return text;
}

std::string CellTexts::text(const Row& row, std::string_view field, std::size_t length_max)
{
    if (layout_.cell(row, field).kind == CellKind::date)
        reading_.warnings.add(layout_.note(Fault::cell_is_a_date, row, field));
    return any_text(row, field, length_max);
}

std::string CellTexts::name(const Row& row, std::string_view field, std::size_t length_max)
{
    auto name = text(row, field, length_max);
    // Two characters are set as wide as three in many lists. Words of Latin letters are kept apart.
    return std::ranges::any_of(name, is_ascii_letter) ? name : without_blanks(name);
}

std::string CellTexts::handle(const Row& row, std::string_view field)
{
    if (!has_value(row, field)) return {};
    const auto& cell = layout_.cell(row, field);
    auto id = papers::half_width(papers::trimmed(cell.text));
    if (cell.kind == CellKind::date)
        reading_.errors.add(layout_.note(Fault::handle_is_a_date, row, field));
    else if (!id.empty() && !core::is_handle(id, core::limits::handle_length_max))
        reading_.errors.add(layout_.note(Fault::bad_handle, row, field));
    return id;
}

} // namespace rostrum::intake
