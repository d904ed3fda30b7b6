#include "intake/filed_text.hpp"

#include "intake/limits.hpp"
#include "protocol/json_text.hpp"

#include <boost/json.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

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

/// Where the string that begins there ends: behind its last quote, or where it is none.
std::size_t end_of_string(std::string_view text, std::size_t at)
{
    const char quote = text[at];
    const bool is_long = text.substr(at).starts_with(std::string(3, quote));
    const auto closing = std::string(is_long ? 3 : 1, quote);
    for (at += closing.size(); at < text.size(); ++at) {
        if (text[at] == '\n' && !is_long) return at;
        if (text[at] == '\\' && quote == '"') {
            ++at;
        }
        else if (text.substr(at).starts_with(closing)) {
            at += closing.size();
            // Two quotes more may belong to a long one.
            for (int more = 0; is_long && more < 2 && text.substr(at).starts_with(quote); ++more)
                ++at;
            return at;
        }
    }
    return text.size();
}

} // namespace

std::optional<std::int64_t> line_of_depth(std::string_view text)
{
    std::vector<std::size_t> around; // Of each open bracket, how deep it is opened.
    std::size_t depth = 0;
    std::int64_t line = 1;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            const auto end = end_of_string(text, at);
            line += std::ranges::count(text.substr(at, end - at), '\n');
            at = end;
            continue;
        }
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        if (c == '\n') ++line;
        if (c == '[' || c == '{') around.push_back(depth);
        if (c == '.' || c == '[' || c == '{') ++depth;
        if (c == ',' || c == '\n') depth = around.empty() ? 0 : around.back() + 1;
        if ((c == ']' || c == '}') && !around.empty()) {
            depth = around.back();
            around.pop_back();
        }
        if (depth > limits::toml_depth_max) return line;
        ++at;
    }
    return std::nullopt;
}

namespace {

/// Recursion is bounded by `toml_depth_max`.
class TomlReader {
public:
    explicit TomlReader(FiledText& filed) : filed_{filed} {}

    /// `pointer`: nothing where the line is not remembered.
    json::value read(const toml::node& node, const std::optional<std::string>& pointer)
    {
        if (pointer)
            filed_.lines.emplace(*pointer, static_cast<std::int64_t>(node.source().begin.line));
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
    using Pointer = std::optional<std::string>;

    static Pointer below(const Pointer& pointer, std::string_view name)
    {
        if (!pointer || pointer->size() + name.size() >= limits::pointer_bytes_max)
            return std::nullopt;
        return *pointer + '/' + std::string{name};
    }

    json::object object(const toml::table& table, const Pointer& pointer)
    {
        json::object object;
        for (const auto& [key, node] : table)
            object.emplace(key.str(), read(node, below(pointer, key.str())));
        return object;
    }

    json::array list(const toml::array& array, const Pointer& pointer)
    {
        json::array list;
        for (const auto& node : array)
            list.push_back(read(node, below(pointer, std::to_string(list.size()))));
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
    if (const auto line = line_of_depth(text))
        return std::unexpected{syntax(*line, "nested too deep")};
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
