#include "package/log_events.hpp"

#include "protocol/json_text.hpp"
#include "trust/limits.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <map>
#include <optional>

namespace rostrum::package {
namespace {

namespace json = boost::json;

std::optional<LoggedEvent> read_event(std::string_view line, std::size_t number)
{
    auto value = protocol::parse_json(line);
    if (!value || !value->is_object()) return std::nullopt;
    auto& object = value->as_object();
    const auto& stated = member_of(object, "n");
    const auto* data = object.if_contains("d");
    if (!stated.is_int64() || stated.as_int64() != static_cast<std::int64_t>(number) ||
        data == nullptr || !data->is_object() || text_of(object, "e").empty())
        return std::nullopt;
    return LoggedEvent{text_of(object, "e"), data->as_object()};
}

std::string canonical_object(const json::object& object)
{
    std::map<std::string, const json::value*> members;
    for (const auto& member : object) members.emplace(member.key(), &member.value());
    std::string text = "{";
    for (const auto& [name, value] : members) {
        if (text.size() > 1) text += ',';
        text += json::serialize(json::string(name)) + ':' + canonical(*value);
    }
    return text + '}';
}

} // namespace

std::expected<std::vector<std::string_view>, std::size_t> split_log(std::string_view bytes)
{
    std::vector<std::string_view> lines;
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        if (end == std::string_view::npos || end > trust::limits::log_line_bytes_max)
            return std::unexpected(lines.size() + 1);
        lines.push_back(bytes.substr(0, end));
        bytes.remove_prefix(end + 1);
    }
    return lines;
}

std::expected<std::vector<LoggedEvent>, std::size_t>
read_events(const std::vector<std::string_view>& lines)
{
    std::vector<LoggedEvent> events;
    for (const auto line : lines) {
        auto event = read_event(line, events.size());
        if (!event) return std::unexpected(events.size() + 1);
        events.push_back(std::move(*event));
    }
    return events;
}

const json::value& member_of(const json::object& object, std::string_view name)
{
    static const json::value nothing;
    const auto* value = object.if_contains({name.data(), name.size()});
    return value == nullptr ? nothing : *value;
}

std::string text_of(const json::object& object, std::string_view name)
{
    const auto* text = member_of(object, name).if_string();
    return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

bool is_true(const json::object& object, std::string_view name)
{
    const auto* flag = member_of(object, name).if_bool();
    return flag != nullptr && *flag;
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name)
{
    std::vector<std::string> texts;
    const auto* list = member_of(object, name).if_array();
    if (list == nullptr) return texts;
    for (const auto& one : *list) {
        if (!one.is_string()) return {};
        texts.push_back(json::value_to<std::string>(one));
    }
    return texts;
}

std::string canonical(const json::value& value)
{
    if (value.is_object()) return canonical_object(value.as_object());
    if (!value.is_array()) return json::serialize(value);
    std::string text = "[";
    for (const auto& one : value.as_array()) {
        if (text.size() > 1) text += ',';
        text += canonical(one);
    }
    return text + ']';
}

} // namespace rostrum::package
