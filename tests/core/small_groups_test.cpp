#include "core/small_groups.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"

#include <vector>

using namespace rostrum::core;

namespace {

using Counts = std::vector<std::int64_t>;
constexpr std::int64_t hidden = -1;

/// What is told of counts; a negative one is of everybody in its group.
Counts told(const Counts& counts)
{
    std::vector<GroupCount> groups;
    for (const auto count : counts)
        groups.push_back({.count = count < 0 ? -count : count, .is_everybody = count < 0});
    hide_small(groups);
    Counts shown;
    for (const auto& group : groups) shown.push_back(group.is_shown ? group.count : hidden);
    return shown;
}

} // namespace

TEST_CASE("a group of fewer than five is not told, nor one that is everybody", "[core]")
{
    CHECK(limits::breakdown_group_min == 5);
    CHECK(told({5, 6, 40}) == Counts{5, 6, 40});
    CHECK(told({4, 1, 40}) == Counts{hidden, hidden, 40});
    CHECK(told({-12, 3, 6, 40}) == Counts{hidden, hidden, 6, 40});
    CHECK(told({}).empty());
}

TEST_CASE("what is hidden is not had by subtraction: the smallest other is hidden with it",
          "[core]")
{
    // With a sum of 47 known, the 1 would be what 6 and 40 leave.
    CHECK(told({1, 6, 40}) == Counts{hidden, hidden, 40});
    CHECK(told({0, 6, 40}) == Counts{hidden, hidden, 40});
    // With a sum of 58 known, the 12 would be, and they are all of their group.
    CHECK(told({-12, 6, 40}) == Counts{hidden, hidden, 40});
    CHECK(told({-12, -8, 6, 40}) == Counts{hidden, hidden, hidden, 40});
    CHECK(told({2, 2, 7, 7}) == Counts{hidden, hidden, hidden, 7});
    CHECK(told({3, 2, 7, 9}) == Counts{hidden, hidden, 7, 9});
    CHECK(told({0, 40}) == Counts{hidden, hidden});
    CHECK(told({1, 2}) == Counts{hidden, hidden});
}
