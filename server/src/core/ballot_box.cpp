#include "core/ballot_box.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace rostrum::core {
namespace {

using Votes = std::map<OptionId, std::int64_t>;

std::int64_t total(const Votes& votes)
{
    std::int64_t sum = 0;
    for (const auto& [option, count] : votes) sum += count;
    return sum;
}

/// Whether publishing these votes tells how a person voted: too few, or all the same.
bool tells_on_a_person(const Votes& votes)
{
    const auto sum = total(votes);
    return sum < limits::breakdown_group_min ||
           std::ranges::any_of(votes, [sum](const auto& entry) { return entry.second == sum; });
}

void add(Votes& votes, const Votes& more)
{
    for (const auto& [option, count] : more) votes[option] += count;
}

} // namespace

void put(BallotBox& box, const BoxedBallot& ballot, std::int64_t live_batch)
{
    assert(ballot.ballot == box.ballot);
    assert(box.keys.contains(ballot.key) || !ballot.proof.empty());

    const auto [at, is_new] = box.ballots.try_emplace(ballot.key, ballot);
    if (!is_new) {
        assert(ballot.revision > at->second.revision);
        const auto earlier = box.votes.find(at->second.choice);
        if (--earlier->second == 0) box.votes.erase(earlier);
        at->second = ballot;
    }
    ++box.votes[ballot.choice];

    const auto count = static_cast<std::int64_t>(box.ballots.size());
    if (is_new && live_batch > 0 && count % live_batch == 0) {
        box.live = std::exchange(box.next_live, {count, box.votes});
    }
}

std::vector<CategoryBreakdown> breakdown(const BallotBox& box)
{
    std::map<CategoryId, Votes> groups;
    for (const auto& [key, ballot] : box.ballots) ++groups[ballot.category][ballot.choice];

    std::vector<CategoryBreakdown> shown;
    Votes rest; // What a reader gets by subtracting the groups shown from the whole.
    for (const auto& [category, votes] : groups) {
        if (category.empty() || tells_on_a_person(votes)) {
            add(rest, votes);
        }
        else {
            shown.push_back({category, votes});
        }
    }
    // Once is enough: a group that may be shown makes any rest large and mixed enough.
    if (!shown.empty() && !rest.empty() && tells_on_a_person(rest)) {
        const auto smallest = std::ranges::min_element(
            shown, {}, [](const CategoryBreakdown& group) { return total(group.votes); });
        shown.erase(smallest);
    }
    return shown;
}

} // namespace rostrum::core
