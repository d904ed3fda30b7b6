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

template <typename Variant>
struct Alternatives;
template <typename... Ts>
struct Alternatives<std::variant<Ts...>> {
    static constexpr std::array<Alternative<std::variant<Ts...>>, sizeof...(Ts)> all{
        {{Ts::name, decode_alternative<std::variant<Ts...>, Ts>}...}};
};

/// `unknown`: the code when no alternative has that name.
template <typename Variant>
[[nodiscard]] std::expected<Variant, DecodeError>
decode_named(std::string_view name, const boost::json::value& value, const char* unknown)
{
    for (const auto& alternative : Alternatives<Variant>::all) {
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
    return Alternatives<Variant>::all[value.index()].name;
}

} // namespace rostrum::protocol
