#include "protocol/codec.hpp"

#include <algorithm>
#include <limits>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

/// RFC 6901: `~` and `/` are escaped.
std::string pointer_token(std::string_view name)
{
    std::string token{"/"};
    for (const char c : name) {
        if (c == '~')
            token += "~0";
        else if (c == '/')
            token += "~1";
        else
            token += c;
    }
    return token;
}

constexpr bool is_id_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

Problem decode_count(const json::value& value, std::int64_t max, std::int64_t& out)
{
    auto problem = decode_integer(value, out);
    if (problem) return problem;
    return out >= 0 && out <= max ? Problem{} : wrong_shape();
}

} // namespace

Problem wrong_shape()
{
    return DecodeError{"wrong_shape", ""};
}

Problem within(std::string_view name, Problem problem)
{
    if (problem) problem->path.insert(0, pointer_token(name));
    return problem;
}

Problem within(std::size_t index, Problem problem)
{
    return within(std::to_string(index), std::move(problem));
}

Problem decode_bool(const json::value& value, bool& out)
{
    const auto* flag = value.if_bool();
    if (flag == nullptr) return wrong_shape();
    out = *flag;
    return std::nullopt;
}

Problem decode_integer(const json::value& value, std::int64_t& out)
{
    // What does not fit is a uint64 or a double by now; 1.0 is no integer either.
    const auto* number = value.if_int64();
    if (number == nullptr || *number > safe_integer_max || *number < -safe_integer_max)
        return wrong_shape();
    out = *number;
    return std::nullopt;
}

Problem decode_text(const json::value& value, std::string& out)
{
    const auto* text = value.if_string();
    if (text == nullptr) return wrong_shape();
    out.assign(text->data(), text->size());
    return std::nullopt;
}

Problem decode_id(const json::value& value, std::string& out)
{
    const auto* text = value.if_string();
    if (text == nullptr || !is_id(*text)) return wrong_shape();
    out.assign(text->data(), text->size());
    return std::nullopt;
}

bool is_id(std::string_view text)
{
    return !text.empty() && text.size() <= id_length_max &&
           std::ranges::all_of(text, is_id_character);
}

Problem Codec<std::uint32_t>::decode(const json::value& value, std::uint32_t& out)
{
    std::int64_t number = 0;
    auto problem = decode_count(value, std::numeric_limits<std::uint32_t>::max(), number);
    out = static_cast<std::uint32_t>(number);
    return problem;
}

Problem Codec<std::uint64_t>::decode(const json::value& value, std::uint64_t& out)
{
    std::int64_t number = 0;
    auto problem = decode_count(value, safe_integer_max, number);
    out = static_cast<std::uint64_t>(number);
    return problem;
}

ObjectReader::ObjectReader(const json::value& value, std::initializer_list<std::string_view> names)
    : object_{value.if_object()}
{
    if (object_ == nullptr) {
        problem_ = wrong_shape();
        return;
    }
    for (const auto& member : *object_) {
        const std::string_view key{member.key()};
        if (std::ranges::find(names, key) != names.end()) continue;
        problem_ = within(key, DecodeError{"unknown_field", ""});
        return;
    }
}

const json::value* ObjectReader::find(std::string_view name) const
{
    return object_->if_contains(name);
}

const json::value* ObjectReader::need(std::string_view name)
{
    const auto* value = find(name);
    if (value == nullptr) problem_ = within(name, DecodeError{"missing_field", ""});
    return value;
}

bool ObjectReader::take(std::string_view name, Problem problem)
{
    if (problem) problem_ = within(name, std::move(problem));
    return ok();
}

} // namespace rostrum::protocol
