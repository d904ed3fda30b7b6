#include "protocol/json_text.hpp"

#include <boost/json.hpp>

#include <cmath>

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

struct Found {
    std::size_t members{0};
    bool is_finite{true}; ///< All numbers are: what is too large becomes infinite.
};

/// Recursion is bounded by `json_depth_max`.
void look_into(const json::value& value, Found& found)
{
    if (const auto* object = value.if_object()) {
        found.members += object->size();
        for (const auto& member : *object) look_into(member.value(), found);
    }
    if (const auto* array = value.if_array())
        for (const auto& element : *array) look_into(element, found);
    if (const auto* number = value.if_double())
        found.is_finite = found.is_finite && std::isfinite(*number);
}

} // namespace

std::expected<json::value, DecodeError> parse_json(std::string_view text)
{
    json::parse_options options;
    options.max_depth = json_depth_max;
    boost::system::error_code error;
    auto value = json::parse(json::string_view{text.data(), text.size()}, error, {}, options);
    Found found;
    look_into(value, found);
    if (error || !found.is_finite || found.members != members_written(text))
        return std::unexpected{DecodeError{"malformed_json", ""}};
    return value;
}

} // namespace rostrum::protocol
