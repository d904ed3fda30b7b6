#include "protocol/json_text.hpp"

#include <boost/json.hpp>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

/// The colons outside strings: in valid JSON one for each member, also for one that is named twice.
std::size_t members_written(std::string_view text)
{
    std::size_t count = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (in_string && c == '\\')
            ++at;
        else if (c == '"')
            in_string = !in_string;
        else if (c == ':' && !in_string)
            ++count;
    }
    return count;
}

/// Recursion is bounded by `json_depth_max`.
std::size_t members_read(const json::value& value)
{
    std::size_t count = 0;
    if (const auto* object = value.if_object()) {
        count += object->size();
        for (const auto& member : *object) count += members_read(member.value());
    }
    if (const auto* array = value.if_array())
        for (const auto& element : *array) count += members_read(element);
    return count;
}

} // namespace

std::expected<json::value, DecodeError> parse_json(std::string_view text)
{
    json::parse_options options;
    options.max_depth = json_depth_max;
    boost::system::error_code error;
    auto value = json::parse(json::string_view{text.data(), text.size()}, error, {}, options);
    if (error || members_read(value) != members_written(text))
        return std::unexpected{DecodeError{"malformed_json", ""}};
    return value;
}

} // namespace rostrum::protocol
