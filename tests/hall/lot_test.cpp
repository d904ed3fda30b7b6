#include "hall/lot.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <algorithm>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;

TEST_CASE("the lot ranks by the hash of seed and handle, as anybody can recompute it",
          "[hall][lot]")
{
    const auto rank = hall::seeded_sha256(fake_sha256);
    std::vector<ParticipantId> pool;
    for (int number = 1; number <= 20; ++number) pool.push_back(card(number));
    const auto ranking = rank(pool, "seed");
    REQUIRE(ranking.size() == pool.size());
    const auto score = [](const ParticipantId& one) {
        return fake_sha256("seed\n" + one.value + "\n");
    };
    CHECK(std::ranges::is_sorted(ranking, {}, score));
    CHECK(std::ranges::is_permutation(ranking, pool));
    CHECK(rank(pool, "seed") == ranking);
    CHECK(rank(pool, "another") != ranking);
}
