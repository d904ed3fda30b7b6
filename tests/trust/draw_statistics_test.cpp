// That everybody's chance is their weight.
#include "trust/draw.hpp"

#include "support/catch.hpp"
#include "trust/trust_support.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

constexpr std::array<std::uint32_t, 10> weights{1, 1, 1, 2, 2, 3, 1, 1, 1, 3};
// Of chi squared with 9 degrees of freedom: a fair lot exceeds it once in a thousand series.
constexpr double bound = 27.88;

Pool weighted_pool()
{
    Pool pool;
    for (std::size_t i = 0; i < weights.size(); ++i)
        pool.lines.push_back({"A-000" + std::to_string(i), "public", weights[i], {}});
    return pool;
}

/// How often each came first.
std::array<double, weights.size()> wins(int draws, std::uint64_t chance_seed)
{
    const Pool pool = weighted_pool();
    FixedChance chance{chance_seed};
    std::array<double, weights.size()> counts{};
    for (int i = 0; i < draws; ++i) {
        const std::string first = rank(pool, chance.bytes32()).front();
        counts[static_cast<std::size_t>(first.back() - '0')] += 1;
    }
    return counts;
}

template <typename Weights>
double chi_squared(const std::array<double, weights.size()>& counts, const Weights& expected)
{
    const double draws = std::accumulate(counts.begin(), counts.end(), 0.0);
    const double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
    double distance = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double wanted = draws * expected[i] / sum;
        distance += (counts[i] - wanted) * (counts[i] - wanted) / wanted;
    }
    return distance;
}

} // namespace

TEST_CASE("over 120 000 draws the chance to come first is the weight", "[trust][draw]")
{
    const auto counts = wins(120'000, 20'260'823);
    INFO("chi squared " << chi_squared(counts, weights));
    CHECK(chi_squared(counts, weights) < bound);
    // That the test would notice: against equal chances the same counts are far off.
    std::array<std::uint32_t, weights.size()> equal{};
    equal.fill(1);
    CHECK(chi_squared(counts, equal) > 100 * bound);
}
