#include "papers/turnout.hpp"

#include "core/limits.hpp"

#include <map>
#include <utility>

namespace rostrum::papers {
namespace {

using Groups = std::map<core::CategoryId, CategoryTurnout>;

Groups count(const core::Hearing& hearing, const core::Ballot& ballot)
{
    Groups groups;
    for (const auto& [id, participant] : hearing.roster.participants) {
        auto& group = groups[participant.entry.category];
        if (!group.issued) group.issued = 0;
        if (ballot.issued.contains(id)) ++*group.issued;
        if (!participant.entry.may_vote) continue;
        ++group.entitled;
        if (participant.presence) ++group.present;
    }
    return groups;
}

void hide_small(std::vector<CategoryTurnout>& groups)
{
    bool is_any_hidden = false;
    std::int64_t hidden = 0; // What a reader gets by subtracting from the whole.
    for (auto& group : groups) {
        if (group.entitled == 0 || *group.issued >= core::limits::breakdown_group_min) continue;
        hidden += *group.issued;
        group.issued.reset();
        is_any_hidden = true;
    }
    if (!is_any_hidden || hidden >= core::limits::breakdown_group_min) return;
    // Once is enough: a group that may be shown makes any rest large enough.
    CategoryTurnout* smallest = nullptr;
    for (auto& group : groups)
        if (group.issued && group.entitled > 0 &&
            (smallest == nullptr || *group.issued < *smallest->issued))
            smallest = &group;
    if (smallest != nullptr) smallest->issued.reset();
}

} // namespace

std::vector<CategoryTurnout> turnout(const core::Hearing& hearing, const core::Ballot& ballot)
{
    auto counted = count(hearing, ballot);
    std::vector<CategoryTurnout> groups;
    for (const auto& category : hearing.rules.categories) {
        const auto found = counted.find(category.category);
        if (found == counted.end()) continue;
        groups.push_back(std::move(found->second));
        groups.back().category = category.category;
        groups.back().label = category.label;
    }
    hide_small(groups);
    return groups;
}

} // namespace rostrum::papers
