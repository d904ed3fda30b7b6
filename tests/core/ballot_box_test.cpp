#include "core/ballot_box.hpp"

#include "core/first_ballot.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

const CategoryId deputy{"deputy"}, citizen{"citizen"}, chamber{"chamber"};

std::string key_numbered(int number)
{
    const auto digits = std::to_string(number);
    return std::string(64 - digits.size(), '0') + digits;
}

/// A box for which `count` keys were issued.
BallotBox box_with_keys(int count)
{
    BallotBox box;
    box.ballot = b1;
    for (int number = 1; number <= count; ++number)
        box.keys.emplace(key_numbered(number), CategoryId{});
    return box;
}

void cast(BallotBox& box, int number, const OptionId& choice, std::uint64_t revision = 1,
          std::int64_t live_batch = 0)
{
    put(box, {b1, key_numbered(number), choice, box.keys.at(key_numbered(number)), revision},
        live_batch);
}

/// Casts `count` ballots of one category under keys that have not been used yet.
void cast_group(BallotBox& box, const CategoryId& category, const OptionId& choice, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto number = static_cast<int>(box.ballots.size()) + 1;
        box.keys[key_numbered(number)] = category;
        cast(box, number, choice);
    }
}

std::map<OptionId, std::int64_t> recount(const BallotBox& box)
{
    std::map<OptionId, std::int64_t> votes;
    for (const auto& [of, ballot] : box.ballots) ++votes[ballot.choice];
    return votes;
}

} // namespace

TEST_CASE("a higher revision replaces the ballot and its vote", "[core][ballot_box]")
{
    auto box = box_with_keys(2);
    cast(box, 1, bad);
    cast(box, 2, good);
    CHECK(box.votes == std::map<OptionId, std::int64_t>{{good, 1}, {bad, 1}});
    cast(box, 1, fair, 2);
    CHECK(box.ballots.size() == 2);
    CHECK(box.ballots.at(key_numbered(1)).revision == 2);
    CHECK(box.votes == std::map<OptionId, std::int64_t>{{good, 1}, {fair, 1}});
    cast(box, 1, fair, 9);
    CHECK(box.votes == std::map<OptionId, std::int64_t>{{good, 1}, {fair, 1}});
}

TEST_CASE("the live tally moves only when a new ballot completes a batch", "[core][ballot_box]")
{
    auto box = box_with_keys(30);
    for (int number = 1; number <= 9; ++number) cast(box, number, good, 1, 10);
    cast(box, 10, bad, 1, 10);
    // Ten ballots lie in the box, but a revision would show how one person changed.
    cast(box, 10, good, 2, 10);
    for (int number = 11; number <= 19; ++number) cast(box, number, bad, 1, 10);
    CHECK(box.live == LiveTally{});

    cast(box, 20, bad, 1, 10);
    CHECK(box.live == LiveTally{10, {{good, 9}, {bad, 1}}});
    for (int number = 21; number <= 25; ++number) cast(box, number, good, 1, 10);
    CHECK(box.live == LiveTally{10, {{good, 9}, {bad, 1}}});
    for (int number = 26; number <= 30; ++number) cast(box, number, good, 1, 10);
    CHECK(box.live == LiveTally{20, {{good, 10}, {bad, 10}}});
}

TEST_CASE("without a batch nothing is shown before the result", "[core][ballot_box]")
{
    auto box = box_with_keys(20);
    for (int number = 1; number <= 20; ++number) cast(box, number, good);
    CHECK(box.live == LiveTally{});
}

TEST_CASE("a group is broken down from five ballots on, and not if unanimous", "[core][ballot_box]")
{
    auto box = box_with_keys(0);
    cast_group(box, deputy, good, 4);
    cast_group(box, deputy, bad, 1);
    cast_group(box, citizen, good, 7); // Unanimous.
    cast_group(box, chamber, good, 3); // Too few.
    cast_group(box, chamber, bad, 1);
    // What is left out, citizens and chamber together, is large enough and not unanimous.
    CHECK(breakdown(box) == std::vector<CategoryBreakdown>{{deputy, {{good, 4}, {bad, 1}}}});

    // Now the citizens alone would be left, all of one mind: the smallest group stays with them.
    cast_group(box, chamber, bad, 2);
    CHECK(breakdown(box) == std::vector<CategoryBreakdown>{{chamber, {{good, 3}, {bad, 3}}}});
}

TEST_CASE("what is left out never tells on a person by subtraction", "[core][ballot_box]")
{
    auto box = box_with_keys(0);
    cast_group(box, deputy, good, 20);
    cast_group(box, deputy, bad, 5);
    cast_group(box, citizen, good, 6);
    cast_group(box, citizen, bad, 4);
    CHECK(breakdown(box).size() == 2); // Nothing is left out.
    cast_group(box, chamber, bad, 2);
    // The two of the chamber would show as the difference, so the smallest group goes with them.
    CHECK(breakdown(box) == std::vector<CategoryBreakdown>{{deputy, {{good, 20}, {bad, 5}}}});
}

TEST_CASE("ballots without a category are never broken down", "[core][ballot_box]")
{
    auto box = box_with_keys(0);
    CHECK(breakdown(box).empty());
    cast_group(box, {}, good, 20);
    cast_group(box, {}, bad, 20);
    CHECK(breakdown(box).empty());
    cast_group(box, deputy, good, 5);
    cast_group(box, deputy, bad, 5);
    CHECK(breakdown(box) == std::vector<CategoryBreakdown>{{deputy, {{good, 5}, {bad, 5}}}});
}

TEST_CASE("a breakdown is nothing, or leaves no small or unanimous rest",
          "[core][ballot_box][property]")
{
    CHECK(rc::check("rest", [] {
        auto box = box_with_keys(0);
        const auto size = rc::gen::inRange(0, 9);
        for (const auto& category : {CategoryId{}, deputy, citizen, chamber}) {
            for (const auto& choice : {good, bad}) cast_group(box, category, choice, *size);
        }
        auto rest = recount(box);
        const auto groups = breakdown(box);
        for (const auto& group : groups) {
            for (const auto& [choice, votes] : group.votes) rest[choice] -= votes;
        }
        std::erase_if(rest, [](const auto& entry) { return entry.second == 0; });
        std::int64_t left = 0;
        for (const auto& [choice, votes] : rest) left += votes;
        if (!groups.empty() && left > 0) RC_ASSERT(left >= 5 && rest.size() > 1);
    }));
}

TEST_CASE("the tally always equals a recount of the box", "[core][ballot_box][property]")
{
    CHECK(rc::check("recount", [] {
        auto box = box_with_keys(30);
        const auto casts = *rc::gen::container<std::vector<std::pair<int, int>>>(
            rc::gen::pair(rc::gen::inRange(1, 31), rc::gen::inRange(0, 3)));
        std::map<std::string, OptionId> last;
        for (const auto& [number, option] : casts) {
            const auto at = box.ballots.find(key_numbered(number));
            const auto revision = at == box.ballots.end() ? 1 : at->second.revision + 1;
            const auto choice = std::vector{good, fair, bad}.at(static_cast<std::size_t>(option));
            const auto live_before = box.live.count;
            cast(box, number, choice, revision, 10);
            last[key_numbered(number)] = choice;

            RC_ASSERT(box.votes == recount(box));
            const auto count = static_cast<std::int64_t>(box.ballots.size());
            RC_ASSERT(box.live.count == std::max<std::int64_t>(count / 10 - 1, 0) * 10);
            // Whatever the count ends with, its result says of no fewer than ten what they are.
            RC_ASSERT(box.live.count == 0 || count - box.live.count >= 10);
            std::int64_t live = 0;
            for (const auto& [of, votes] : box.live.votes) live += votes;
            RC_ASSERT(live == box.live.count && box.live.count >= live_before);
        }
        RC_ASSERT(box.ballots.size() == last.size());
        for (const auto& [of, choice] : last) RC_ASSERT(box.ballots.at(of).choice == choice);
    }));
}
