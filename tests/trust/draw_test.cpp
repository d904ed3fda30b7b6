#include "trust/draw.hpp"

#include "support/catch.hpp"
#include "trust/trust_support.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

const std::vector<std::string> strata{"expert", "press", "public"};

/// Some excluded, of all strata or fewer.
Pool any_pool()
{
    Pool pool;
    const int people = *rc::gen::inRange(0, 12);
    for (int i = 0; i < people; ++i) {
        const auto weight = *rc::gen::inRange<std::uint32_t>(0, 4);
        pool.lines.push_back({"A-" + std::to_string(100 + i), *rc::gen::elementOf(strata), weight,
                              weight == 0 ? std::optional{Exclusion::spoken} : std::nullopt});
    }
    return pool;
}

Digest any_seed()
{
    return FixedChance{*rc::gen::arbitrary<std::uint64_t>()}.bytes32();
}

std::vector<std::string> eligible(const Pool& pool, const std::string& stratum = {})
{
    std::vector<std::string> handles;
    for (const auto& line : pool.lines)
        if (line.weight > 0 && (stratum.empty() || line.stratum == stratum))
            handles.push_back(line.handle);
    return handles;
}

std::vector<std::string> sorted(std::vector<std::string> handles)
{
    std::ranges::sort(handles);
    return handles;
}

} // namespace

TEST_CASE("everybody with a weight is ranked once, and nobody without", "[trust][draw]")
{
    CHECK(rc::check("the ranking is a permutation", [] {
        const Pool pool = any_pool();
        const Digest seed = any_seed();
        RC_ASSERT(sorted(rank(pool, seed)) == eligible(pool));
        RC_ASSERT(rank(pool, seed) == rank(pool, seed));
    }));
}

TEST_CASE("whoever leaves the pool does not change the order of the others", "[trust][draw]")
{
    CHECK(rc::check("ranks do not depend on each other", [] {
        Pool pool = any_pool();
        RC_PRE(!pool.lines.empty());
        const Digest seed = any_seed();
        auto order = rank(pool, seed);
        const auto gone = *rc::gen::inRange<std::size_t>(0, pool.lines.size());
        std::erase(order, pool.lines[gone].handle);
        pool.lines.erase(pool.lines.begin() + static_cast<std::ptrdiff_t>(gone));
        RC_ASSERT(rank(pool, seed) == order);
    }));
}

TEST_CASE("a quota calls so many of each stratum and leaves the rest unfilled", "[trust][draw]")
{
    CHECK(rc::check("quota", [] {
        const Pool pool = any_pool();
        const QuotaRule rule{{{"public", 2}, {"expert", 1}, {"nobody", 3}}};
        const auto lists = result_order(pool, rule, any_seed());
        RC_ASSERT(lists.size() == 3U);
        for (std::size_t i = 0; i < lists.size(); ++i) {
            const auto wanted = eligible(pool, rule.parts[i].stratum);
            RC_ASSERT(lists[i].stratum == rule.parts[i].stratum);
            RC_ASSERT(sorted(lists[i].handles) == wanted);
            RC_ASSERT(lists[i].called == std::min<std::size_t>(wanted.size(), rule.parts[i].count));
        }
    }));
}

TEST_CASE("alternating takes one of each stratum that still has somebody", "[trust][draw]")
{
    CHECK(rc::check("alternate", [] {
        const Pool pool = any_pool();
        const Digest seed = any_seed();
        const auto lists = result_order(pool, AlternateRule{3}, seed);
        RC_ASSERT(lists.size() == 1U);
        RC_ASSERT(sorted(lists[0].handles) == eligible(pool));
        RC_ASSERT(lists[0].called == std::min<std::size_t>(3, lists[0].handles.size()));

        std::map<std::string, std::string> stratum_of;
        for (const auto& line : pool.lines) stratum_of[line.handle] = line.stratum;
        const auto order = rank(pool, seed);
        std::map<std::string, std::size_t> turns;
        std::map<std::string, std::vector<std::string>> taken;
        for (const auto& handle : lists[0].handles) {
            const auto& stratum = stratum_of[handle];
            // Nobody is a whole turn ahead of a stratum that has somebody left.
            for (const auto& other : strata) {
                const bool has_more = eligible(pool, other).size() > turns[other];
                RC_ASSERT(!has_more || turns[stratum] <= turns[other]);
            }
            ++turns[stratum];
            taken[stratum].push_back(handle);
        }
        for (const auto& [stratum, handles] : taken) {
            auto own = order;
            std::erase_if(own, [&](const auto& handle) { return stratum_of[handle] != stratum; });
            RC_ASSERT(handles == own);
        }
    }));
}

TEST_CASE("the rule decides only how many of the rank order are called", "[trust][draw]")
{
    const Pool pool{{{"A", "x", 1, {}}, {"B", "x", 1, {}}, {"C", "y", 1, {}}}};
    const Digest seed = FixedChance{3}.bytes32();
    const auto one = result_order(pool, AnyRule{1}, seed);
    const auto many = result_order(pool, AnyRule{7}, seed);
    CHECK(one[0].handles == many[0].handles);
    CHECK(one[0].called == 1);
    CHECK(many[0].called == 3);
    CHECK(called_handles(one).size() == 1);
    CHECK(result_order({}, AnyRule{1}, seed) == std::vector<DrawnList>{{"", {}, 0}});
}
