#include "intake/filed_text.hpp"

#include "intake/limits.hpp"
#include "protocol/json_text.hpp"

#include <boost/json.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace rostrum::intake {
namespace {

namespace json = boost::json;

template <typename Moment>
std::string text_of(const Moment& moment)
{
    std::ostringstream text;
    text << moment;
    return text.str();
}

/// Recursion is bounded by what toml++ reads.
class TomlReader {
public:
    explicit TomlReader(FiledText& filed) : filed_{filed} {}

    json::value read(const toml::node& node, const std::string& pointer)
    {
        filed_.lines.emplace(pointer, static_cast<std::int64_t>(node.source().begin.line));
        if (const auto* table = node.as_table()) return object(*table, pointer);
        if (const auto* array = node.as_array()) return list(*array, pointer);
        if (const auto* text = node.as_string()) return json::value(text->get());
        if (const auto* number = node.as_integer()) return number->get();
        if (const auto* number = node.as_floating_point()) return number->get();
        if (const auto* flag = node.as_boolean()) return flag->get();
        if (const auto* moment = node.as_date_time()) return json::value(text_of(moment->get()));
        if (const auto* date = node.as_date()) return json::value(text_of(date->get()));
        if (const auto* time = node.as_time()) return json::value(text_of(time->get()));
        return nullptr;
    }

private:
    json::object object(const toml::table& table, const std::string& pointer)
    {
        json::object object;
        for (const auto& [key, node] : table) {
            const std::string name{key.str()};
            object.emplace(name, read(node, pointer + '/' + name));
        }
        return object;
    }

    json::array list(const toml::array& array, const std::string& pointer)
    {
        json::array list;
        for (const auto& node : array)
            list.push_back(read(node, pointer + '/' + std::to_string(list.size())));
        return list;
    }

    FiledText& filed_;
};

Note syntax(std::int64_t line, std::string_view value)
{
    return {Fault::bad_syntax, line, 0, {}, shown(value)};
}

std::expected<FiledText, Note> read_toml(std::string_view text)
{
    try {
        const auto table = toml::parse(text);
        FiledText filed;
        filed.value = TomlReader{filed}.read(table, "");
        return filed;
    }
    catch (const toml::parse_error& error) {
        return std::unexpected{
            syntax(static_cast<std::int64_t>(error.source().begin.line), error.description())};
    }
}

std::expected<FiledText, Note> read_json(std::string_view text)
{
    auto value = protocol::parse_json(text);
    if (value) return FiledText{std::move(*value), {}};
    // Once more, only to learn how far it could be read.
    json::stream_parser parser;
    boost::system::error_code error;
    const auto read = parser.write_some(text.data(), text.size(), error);
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read), '\n');
    return std::unexpected{syntax(error || read < text.size() ? line : 0, value.error().code)};
}

} // namespace

std::int64_t FiledText::line_of(std::string pointer) const
{
    while (true) {
        const auto found = lines.find(pointer);
        if (found != lines.end()) return found->second;
        const auto cut = pointer.rfind('/');
        if (cut == std::string::npos) return 0;
        pointer.resize(cut);
    }
}

std::expected<FiledText, Note> read_filed_text(std::string_view bytes)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
    if (bytes.size() > limits::series_bytes_max)
        return std::unexpected{Note{.fault = Fault::series_file_is_too_large}};
    const auto first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return std::unexpected{Note{.fault = Fault::empty_file}};
    return bytes[first] == '{' ? read_json(bytes) : read_toml(bytes);
}

} // namespace rostrum::intake
