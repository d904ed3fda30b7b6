#include "net/file_import.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace rostrum::net {
namespace {

namespace json = boost::json;

constexpr std::int64_t row_max = 1'048'576;

std::string query_text(const HttpRequest& request, const std::string& name)
{
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string{} : found->second;
}

std::optional<std::int64_t> number_of(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && number >= 0 && number <= row_max ? std::optional{number} : std::nullopt;
}

json::object note_json(const intake::Note& note)
{
    return {{"row", note.row},
            {"column", note.heading},
            {"cell", intake::cell_name(note.row, note.column)},
            {"code", intake::name_of(note.fault)},
            {"value", note.value}};
}

json::array notes_json(std::span<const intake::Note> notes)
{
    json::array list;
    for (const auto& note : notes) list.push_back(note_json(note));
    return list;
}

} // namespace

std::expected<intake::Choices, HttpResponse> choices_of(const HttpRequest& request)
{
    intake::Choices choices;
    choices.sheet = query_text(request, "sheet");
    choices.category = query_text(request, "category");
    if (const auto header = query_text(request, "header"); !header.empty()) {
        const auto number = number_of(header);
        if (!number)
            return std::unexpected{problem(400, "wrong_shape", "header is a row's number")};
        choices.header = *number;
    }
    const auto columns = query_text(request, "columns");
    std::string_view rest = columns;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(','), rest.size());
        const auto pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto colon = std::min(pair.find(':'), pair.size());
        const auto number = number_of(pair.substr(std::min(colon + 1, pair.size())));
        if (!number) return std::unexpected{problem(400, "wrong_shape", "columns=name:2,seat:0")};
        choices.columns.emplace(pair.substr(0, colon), *number);
    }
    return choices;
}

bool is_preview(const HttpRequest& request)
{
    return query_text(request, "preview") == "true";
}

bool expects(const HttpRequest& request, const std::string& fingerprint)
{
    const auto expected = query_text(request, "expects");
    return expected.empty() || expected == fingerprint;
}

json::object file_json(const intake::Reading& reading)
{
    json::array sheets;
    for (const auto& sheet : reading.sheets) sheets.emplace_back(sheet);
    json::array first_rows;
    for (const auto& [row, text] : reading.first_rows)
        first_rows.push_back(json::object{{"row", row}, {"text", text}});
    json::array columns;
    for (const auto& column : reading.columns) {
        columns.push_back(json::object{{"column", column.number},
                                       {"letter", intake::column_name(column.number)},
                                       {"heading", column.heading},
                                       {"field", column.field},
                                       {"example", column.example}});
    }
    return {{"format", reading.format == intake::Format::xlsx ? "xlsx" : "csv"},
            {"encoding", reading.encoding},
            {"sheet", reading.sheet},
            {"sheets", std::move(sheets)},
            {"first_rows", std::move(first_rows)},
            {"header", reading.header},
            {"columns", std::move(columns)}};
}

void put_notes(json::object& object, const intake::Notes& errors, const intake::Notes& warnings)
{
    object["errors"] = notes_json(errors.told());
    object["error_count"] = errors.count();
    object["warnings"] = notes_json(warnings.told());
    object["warning_count"] = warnings.count();
}

HttpResponse wrong_rows(std::span<const intake::Note> notes)
{
    return {422,
            "application/problem+json",
            json::serialize(json::object{{"type", "about:blank"},
                                         {"title", "Unprocessable Content"},
                                         {"status", 422},
                                         {"code", "rows_are_wrong"},
                                         {"rows", notes_json(notes)}}),
            {}};
}

} // namespace rostrum::net
