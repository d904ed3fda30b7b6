#include "papers/turnout.hpp"

#include "core/small_groups.hpp"

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
    std::vector<core::GroupCount> counts;
    for (const auto& group : groups)
        if (group.entitled > 0) counts.push_back({*group.issued});
    core::hide_small(counts);
    auto count = counts.begin();
    for (auto& group : groups)
        if (group.entitled > 0 && !(count++)->is_shown) group.issued.reset();
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
