#include "protocol/view_update.hpp"

#include "protocol/merge_patch.hpp"

#include <string_view>
#include <utility>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

/// The long tables of a view; null where it has none.
struct Tables {
    json::object* questions{nullptr};
    json::object* roster{nullptr};
};

json::object* object_at(json::object* parent, std::string_view name)
{
    auto* member = parent == nullptr ? nullptr : parent->if_contains(name);
    return member == nullptr ? nullptr : member->if_object();
}

Tables tables_of(json::object& view)
{
    return {object_at(object_at(&view, "floor"), "questions"), object_at(&view, "roster")};
}

/// Leaves an empty one.
json::object take(json::object* table)
{
    return table == nullptr ? json::object{} : std::exchange(*table, json::object{});
}

void put_back(json::object* place, json::object table)
{
    if (place != nullptr) *place = std::move(table);
}

template <typename Id>
std::optional<json::object> update_lines(json::object& shown, json::object made,
                                         const Lines<Id>& lines)
{
    if (lines.all) {
        auto patch = diff(shown, made);
        shown = std::move(made);
        return patch;
    }
    json::object patch;
    for (const auto& id : lines.ids) {
        auto* before = shown.if_contains(id.value);
        auto* after = made.if_contains(id.value);
        if (after == nullptr) {
            if (shown.erase(id.value) > 0) patch.emplace(id.value, nullptr);
        }
        else if (before == nullptr) {
            patch.emplace(id.value, *after);
            shown.emplace(id.value, std::move(*after));
        }
        else if (auto change = diff(*before, *after)) {
            patch.emplace(id.value, std::move(*change));
            *before = std::move(*after);
        }
    }
    if (patch.empty()) return std::nullopt;
    return patch;
}

} // namespace

std::optional<json::object> update(json::object& shown, json::object made, const Touched& lines)
{
    auto tables = tables_of(shown);
    auto questions = take(tables.questions);
    auto roster = take(tables.roster);
    const auto fresh = tables_of(made);
    const auto question_patch = update_lines(questions, take(fresh.questions), lines.questions);
    const auto roster_patch = update_lines(roster, take(fresh.roster), lines.roster);

    auto patch = diff(shown, made);
    shown = std::move(made);
    tables = tables_of(shown);
    put_back(tables.questions, std::move(questions));
    put_back(tables.roster, std::move(roster));
    if (!question_patch && !roster_patch) return patch;

    if (!patch) patch.emplace();
    if (question_patch) {
        auto& floor = (*patch)["floor"];
        if (!floor.is_object()) floor.emplace_object();
        floor.get_object()["questions"] = *question_patch;
    }
    if (roster_patch) (*patch)["roster"] = *roster_patch;
    return patch;
}

} // namespace rostrum::protocol
