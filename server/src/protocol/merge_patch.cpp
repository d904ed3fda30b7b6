#include "protocol/merge_patch.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <utility>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

bool holds_null(const json::object& object);

/// A null in an array is a value like others: a patch replaces arrays whole.
bool holds_null(const json::value& value)
{
    const auto* object = value.if_object();
    return value.is_null() || (object != nullptr && holds_null(*object));
}

bool holds_null(const json::object& object)
{
    return std::ranges::any_of(object,
                               [](const auto& member) { return holds_null(member.value()); });
}

void merge(json::value& target, const json::value& patch)
{
    const auto* changes = patch.if_object();
    if (changes == nullptr) {
        target = patch;
        return;
    }
    if (!target.is_object()) target.emplace_object();
    auto& object = target.get_object();
    for (const auto& change : *changes) {
        if (change.value().is_null())
            object.erase(change.key());
        else
            merge(object[change.key()], change.value());
    }
}

std::optional<json::object> difference(const json::object& from, const json::object& to);

std::optional<json::value> difference(const json::value& from, const json::value& to)
{
    const auto* before = from.if_object();
    const auto* after = to.if_object();
    if (before == nullptr || after == nullptr) {
        if (from == to) return std::nullopt;
        return to;
    }
    auto patch = difference(*before, *after);
    if (!patch) return std::nullopt;
    return std::move(*patch);
}

std::optional<json::object> difference(const json::object& from, const json::object& to)
{
    json::object patch;
    std::size_t kept = 0;
    // Both come from the same hand: what follows in the one nearly always follows in the other, and
    // nothing has to be looked for.
    auto next = from.begin();
    for (const auto& member : to) {
        auto earlier = next;
        if (earlier == from.end() || earlier->key() != member.key())
            earlier = from.find(member.key());
        if (earlier == from.end()) {
            patch.emplace(member.key(), member.value());
            continue;
        }
        ++kept;
        next = std::next(earlier);
        if (auto change = difference(earlier->value(), member.value()))
            patch.emplace(member.key(), std::move(*change));
    }
    if (kept < from.size())
        for (const auto& member : from)
            if (!to.contains(member.key())) patch.emplace(member.key(), nullptr);
    if (patch.empty()) return std::nullopt;
    return patch;
}

} // namespace

json::value apply(json::value value, const json::value& patch)
{
    merge(value, patch);
    return value;
}

std::optional<json::value> diff(const json::value& from, const json::value& to)
{
    assert(!holds_null(to));
    return difference(from, to);
}

std::optional<json::object> diff(const json::object& from, const json::object& to)
{
    assert(!holds_null(to));
    return difference(from, to);
}

} // namespace rostrum::protocol
