// A member of what a server said, for clients that take what is missing for empty.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rostrum::cli {

[[nodiscard]] inline std::string text_at(const boost::json::object& object, std::string_view key)
{
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

} // namespace rostrum::cli
