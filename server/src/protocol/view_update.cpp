#include "protocol/view_update.hpp"

#include "protocol/merge_patch.hpp"

#include <string_view>
#include <utility>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

/// Null where there is none. An empty name is the object itself.
json::object* object_at(json::object* parent, std::string_view name)
{
    if (parent == nullptr || name.empty()) return parent;
    auto* member = parent->if_contains(name);
    return member == nullptr ? nullptr : member->if_object();
}

json::object& object_in(json::object& parent, std::string_view name)
{
    if (name.empty()) return parent;
    auto& member = parent[name];
    return member.is_object() ? member.get_object() : member.emplace_object();
}

/// One long table, apart while the rest of the views is compared. Views without it have an empty
/// one.
class Table {
public:
    Table(std::string_view parent, std::string_view name, json::object& shown, json::object& made)
        : parent_(parent), name_(name), shown_(take(shown)), made_(take(made))
    {
    }

    template <typename Id>
    void update(const Lines<Id>& lines)
    {
        if (lines.all) {
            if (auto changes = diff(shown_, made_)) patch_ = std::move(*changes);
            shown_ = std::move(made_);
            return;
        }
        for (const auto& id : lines.ids) update_line(id.value);
    }

    void put_back(json::object& view, json::object& patch)
    {
        if (auto* place = find(view)) *place = std::move(shown_);
        if (!patch_.empty()) object_in(patch, parent_)[name_] = std::move(patch_);
    }

private:
    [[nodiscard]] json::object* find(json::object& view) const
    {
        return object_at(object_at(&view, parent_), name_);
    }

    [[nodiscard]] json::object take(json::object& view) const
    {
        auto* table = find(view);
        return table == nullptr ? json::object{} : std::exchange(*table, json::object{});
    }

    void update_line(std::string_view line)
    {
        auto* before = shown_.if_contains(line);
        auto* after = made_.if_contains(line);
        if (after == nullptr) {
            if (shown_.erase(line) > 0) patch_.emplace(line, nullptr);
        }
        else if (before == nullptr) {
            patch_.emplace(line, *after);
            shown_.emplace(line, std::move(*after));
        }
        else if (auto change = diff(*before, *after)) {
            patch_.emplace(line, std::move(*change));
            *before = std::move(*after);
        }
    }

    std::string_view parent_;
    std::string_view name_;
    json::object shown_;
    json::object made_;
    json::object patch_{};
};

} // namespace

std::optional<json::object> update(json::object& shown, json::object made, const Touched& lines)
{
    Table questions("floor", "questions", shown, made);
    Table roster("", "roster", shown, made);
    Table pool("draw", "pool_lines", shown, made);
    questions.update(lines.questions);
    roster.update(lines.roster);
    pool.update(Lines<core::ParticipantId>{.all = lines.pool});

    auto patch = diff(shown, made).value_or(json::object{});
    shown = std::move(made);
    for (auto* table : {&questions, &roster, &pool}) table->put_back(shown, patch);
    if (patch.empty()) return std::nullopt;
    return patch;
}

} // namespace rostrum::protocol
