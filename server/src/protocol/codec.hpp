// Values of the core as JSON and back, by the lists of describe.hpp. Strict: nothing missing,
// nothing unknown, every number in range. For the .cpp files of this folder; others use the
// functions of command_codec, event_codec and the views.
//
// One rule gives a member its name on the wire: a `Span` is written as `<name>_ms`, all others
// under their own name. An empty `std::optional` is absent; everything else must be there.
#pragma once

#include "core/ids.hpp"
#include "core/time.hpp"
#include "protocol/decode_error.hpp"
#include "protocol/describe.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rostrum::protocol {

/// Integers beyond it are no longer exact in JavaScript. Beyond: `wrong_shape`.
inline constexpr std::int64_t safe_integer_max = 9'007'199'254'740'991;
/// Longer than any id of the core. Beyond: `wrong_shape`.
inline constexpr std::size_t id_length_max = 64;

[[nodiscard]] Problem wrong_shape();
/// The same problem as seen from one level further up.
[[nodiscard]] Problem within(std::string_view name, Problem problem);
[[nodiscard]] Problem within(std::size_t index, Problem problem);

[[nodiscard]] Problem decode_bool(const boost::json::value& value, bool& out);
[[nodiscard]] Problem decode_integer(const boost::json::value& value, std::int64_t& out);
[[nodiscard]] Problem decode_text(const boost::json::value& value, std::string& out);
/// 1 to `id_length_max` characters of [A-Za-z0-9._-] and `_`.
[[nodiscard]] Problem decode_id(const boost::json::value& value, std::string& out);
[[nodiscard]] bool is_id(std::string_view text);

/// One object, member by member; stops at the first problem.
class ObjectReader {
public:
    /// `names`: all the members there may be.
    ObjectReader(const boost::json::value& value, std::initializer_list<std::string_view> names);

    [[nodiscard]] bool ok() const { return !problem_; }
    [[nodiscard]] const boost::json::value* find(std::string_view name) const;
    /// Null, and a problem, when it is not there.
    [[nodiscard]] const boost::json::value* need(std::string_view name);
    /// Takes over what decoding a member led to. True when that was no problem.
    bool take(std::string_view name, Problem problem);
    [[nodiscard]] Problem result() { return std::move(problem_); }

private:
    const boost::json::object* object_;
    Problem problem_;
};

template <typename D>
struct MemberOf;
template <typename Class, typename Type>
struct MemberOf<Type Class::*> {
    using type = Type;
};
template <typename D>
using Member = typename MemberOf<std::remove_cv_t<decltype(D::pointer)>>::type;

template <typename D>
constexpr auto with_unit()
{
    constexpr std::string_view name{D::name};
    std::array<char, name.size() + 3> text{};
    std::size_t at = 0;
    for (const char c : name) text[at++] = c;
    for (const char c : {'_', 'm', 's'}) text[at++] = c;
    return text;
}

template <typename D>
inline constexpr auto name_with_unit = with_unit<D>();

template <typename D>
constexpr std::string_view wire_name()
{
    if constexpr (std::is_same_v<Member<D>, core::Span>)
        return {name_with_unit<D>.data(), name_with_unit<D>.size()};
    else
        return D::name;
}

/// The public members of a described struct as a pack: `with_members<T>([]<typename... D>() {…})`.
template <template <typename...> class List, typename... D, typename Function>
constexpr decltype(auto) apply_members(List<D...>* /*list*/, Function&& function)
{
    return std::forward<Function>(function).template operator()<D...>();
}
template <typename T, typename Function>
constexpr decltype(auto) with_members(Function&& function)
{
    using List = boost::describe::describe_members<T, boost::describe::mod_public>;
    return apply_members(static_cast<List*>(nullptr), std::forward<Function>(function));
}

template <typename T>
struct Codec; ///< Of a described struct or enum, unless there is a specialisation below.

template <typename T>
[[nodiscard]] boost::json::value encode(const T& value)
{
    return Codec<T>::encode(value);
}
template <typename T>
[[nodiscard]] Problem decode(const boost::json::value& value, T& out)
{
    return Codec<T>::decode(value, out);
}

template <typename T>
struct OptionalOf : std::false_type {};
template <typename T>
struct OptionalOf<std::optional<T>> : std::true_type {};

template <typename T, typename D>
void write_member(boost::json::object& object, const T& value)
{
    const auto& member = value.*D::pointer;
    if constexpr (OptionalOf<Member<D>>::value) {
        if (member) object.emplace(wire_name<D>(), encode(*member));
    }
    else {
        object.emplace(wire_name<D>(), encode(member));
    }
}

template <typename T, typename D>
bool read_member(ObjectReader& reader, T& out)
{
    auto& member = out.*D::pointer;
    if constexpr (OptionalOf<Member<D>>::value) {
        const auto* value = reader.find(wire_name<D>());
        return value == nullptr || reader.take(wire_name<D>(), decode(*value, member.emplace()));
    }
    else {
        const auto* value = reader.need(wire_name<D>());
        return value != nullptr && reader.take(wire_name<D>(), decode(*value, member));
    }
}

template <typename T>
struct Codec {
    static boost::json::value encode(const T& value)
    {
        if constexpr (std::is_enum_v<T>) {
            const char* const name = boost::describe::enum_to_string(value, nullptr);
            return boost::json::value(boost::json::string_view(name));
        }
        else {
            boost::json::object object;
            with_members<T>([&]<typename... D>() { (write_member<T, D>(object, value), ...); });
            return object;
        }
    }
    static Problem decode(const boost::json::value& value, T& out)
    {
        if constexpr (std::is_enum_v<T>) {
            const auto* text = value.if_string();
            bool known = false;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto one) {
                if (text == nullptr || std::string_view{*text} != one.name) return;
                out = one.value;
                known = true;
            });
            return known ? Problem{} : wrong_shape();
        }
        else {
            return with_members<T>([&]<typename... D>() {
                ObjectReader reader{value, {wire_name<D>()...}};
                static_cast<void>(reader.ok() && (read_member<T, D>(reader, out) && ...));
                return reader.result();
            });
        }
    }
};

template <>
struct Codec<bool> {
    static boost::json::value encode(bool value) { return value; }
    static Problem decode(const boost::json::value& value, bool& out)
    {
        return decode_bool(value, out);
    }
};

template <>
struct Codec<std::int64_t> {
    static boost::json::value encode(std::int64_t value) { return value; }
    static Problem decode(const boost::json::value& value, std::int64_t& out)
    {
        return decode_integer(value, out);
    }
};

template <>
struct Codec<std::uint32_t> {
    static boost::json::value encode(std::uint32_t value) { return value; }
    static Problem decode(const boost::json::value& value, std::uint32_t& out);
};

/// Also counts, epochs and versions: never negative.
template <>
struct Codec<std::uint64_t> {
    static boost::json::value encode(std::uint64_t value)
    {
        return static_cast<std::int64_t>(value);
    }
    static Problem decode(const boost::json::value& value, std::uint64_t& out);
};

template <>
struct Codec<std::string> {
    static boost::json::value encode(const std::string& value)
    {
        return boost::json::value(boost::json::string_view(value.data(), value.size()));
    }
    static Problem decode(const boost::json::value& value, std::string& out)
    {
        return decode_text(value, out);
    }
};

template <>
struct Codec<core::Instant> {
    static boost::json::value encode(core::Instant value) { return value.ms; }
    static Problem decode(const boost::json::value& value, core::Instant& out)
    {
        return decode_integer(value, out.ms);
    }
};

template <>
struct Codec<core::Span> {
    static boost::json::value encode(core::Span value) { return value.ms; }
    static Problem decode(const boost::json::value& value, core::Span& out)
    {
        return decode_integer(value, out.ms);
    }
};

template <typename Tag>
struct Codec<core::Id<Tag>> {
    static boost::json::value encode(const core::Id<Tag>& value)
    {
        return Codec<std::string>::encode(value.value);
    }
    static Problem decode(const boost::json::value& value, core::Id<Tag>& out)
    {
        return decode_id(value, out.value);
    }
};

template <typename T>
struct Codec<std::vector<T>> {
    static boost::json::value encode(const std::vector<T>& list)
    {
        boost::json::array array;
        array.reserve(list.size());
        for (const auto& one : list) array.push_back(Codec<T>::encode(one));
        return array;
    }
    static Problem decode(const boost::json::value& value, std::vector<T>& out)
    {
        const auto* array = value.if_array();
        if (array == nullptr) return wrong_shape();
        out.reserve(array->size());
        for (const auto& element : *array) {
            auto problem = Codec<T>::decode(element, out.emplace_back());
            if (problem) return within(out.size() - 1, std::move(problem));
        }
        return std::nullopt;
    }
};

/// An array, sorted when written; an element that is there twice is refused.
template <typename T>
struct Codec<std::set<T>> {
    static boost::json::value encode(const std::set<T>& set)
    {
        return Codec<std::vector<T>>::encode({set.begin(), set.end()});
    }
    static Problem decode(const boost::json::value& value, std::set<T>& out)
    {
        std::vector<T> list;
        auto problem = Codec<std::vector<T>>::decode(value, list);
        if (problem) return problem;
        out = {list.begin(), list.end()};
        return out.size() == list.size() ? Problem{} : wrong_shape();
    }
};

template <typename Tag, typename T>
struct Codec<std::map<core::Id<Tag>, T>> {
    static boost::json::value encode(const std::map<core::Id<Tag>, T>& map)
    {
        boost::json::object object;
        for (const auto& [id, one] : map) object.emplace(id.value, Codec<T>::encode(one));
        return object;
    }
    static Problem decode(const boost::json::value& value, std::map<core::Id<Tag>, T>& out)
    {
        const auto* object = value.if_object();
        if (object == nullptr) return wrong_shape();
        for (const auto& member : *object) {
            const std::string_view key{member.key()};
            if (!is_id(key)) return within(key, wrong_shape());
            auto problem = Codec<T>::decode(member.value(), out[{std::string{key}}]);
            if (problem) return within(key, std::move(problem));
        }
        return std::nullopt;
    }
};

} // namespace rostrum::protocol
