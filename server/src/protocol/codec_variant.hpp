// A variant of described structs, each alternative under its `name`.
#pragma once

#include "protocol/codec.hpp"

#include <array>
#include <expected>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace rostrum::protocol {

template <typename Variant>
struct Alternative {
    std::string_view name;
    Problem (*decode)(const boost::json::value& value, Variant& out);
};

template <typename Variant, typename T>
Problem decode_alternative(const boost::json::value& value, Variant& out)
{
    // Empty members first: not every alternative has a default for each.
    T one{};
    auto problem = decode(value, one);
    if (!problem) out = std::move(one);
    return problem;
}

/// Of a variant, or of a class that is one.
template <typename Variant, typename... Ts>
consteval std::array<Alternative<Variant>, sizeof...(Ts)>
alternatives_of(const std::variant<Ts...>* /*type*/)
{
    return {{{Ts::name, decode_alternative<Variant, Ts>}...}};
}
template <typename Variant>
inline constexpr auto alternatives = alternatives_of<Variant>(static_cast<const Variant*>(nullptr));

/// `unknown`: the code when no alternative has that name.
template <typename Variant>
[[nodiscard]] std::expected<Variant, DecodeError>
decode_named(std::string_view name, const boost::json::value& value, const char* unknown)
{
    for (const auto& alternative : alternatives<Variant>) {
        if (alternative.name != name) continue;
        Variant out;
        if (auto problem = alternative.decode(value, out))
            return std::unexpected{std::move(*problem)};
        return out;
    }
    return std::unexpected{DecodeError{unknown, ""}};
}

template <typename Variant>
[[nodiscard]] boost::json::value encode_alternative(const Variant& value)
{
    return std::visit([](const auto& one) { return encode(one); }, value);
}

template <typename Variant>
[[nodiscard]] std::string_view alternative_name(const Variant& value)
{
    return alternatives<Variant>[value.index()].name;
}

} // namespace rostrum::protocol
