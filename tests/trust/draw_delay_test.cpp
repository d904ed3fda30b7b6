#include "trust/draw_delay.hpp"

#include "support/catch.hpp"
#include "trust/trust_support.hpp"

#include <openssl/evp.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

/// By OpenSSL's own PBKDF2.
Digest by_library(const Bytes32& x, int iterations)
{
    constexpr std::string_view salt = "hdraw1/delay";
    Digest seed{};
    REQUIRE(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(x.data()), static_cast<int>(x.size()),
                              as_bytes(salt).data(), static_cast<int>(salt.size()), iterations,
                              EVP_sha256(), static_cast<int>(seed.size()), seed.data()) == 1);
    return seed;
}

} // namespace

TEST_CASE("the delay is PBKDF2 of one block", "[trust][delay]")
{
    const int iterations = GENERATE(1, 2, 3, 1000);
    const auto x = FixedChance{static_cast<std::uint64_t>(iterations)}.bytes32();
    CHECK(run_delay(x, static_cast<std::uint32_t>(iterations), {}) == by_library(x, iterations));
}

TEST_CASE("the delay in slices of any size is the delay whole", "[trust][delay]")
{
    CHECK(rc::check("slices add up", [] {
        const auto x = FixedChance{*rc::gen::arbitrary<std::uint64_t>()}.bytes32();
        const auto iterations = *rc::gen::inRange<std::uint32_t>(1, 300);
        Delay delay{x, iterations};
        while (!delay.is_over()) {
            const auto before = delay.done();
            const auto slice = *rc::gen::inRange<std::uint32_t>(0, 100);
            delay.advance(slice);
            RC_ASSERT(delay.done() == std::min(iterations, before + slice));
        }
        RC_ASSERT(delay.seed() == by_library(x, static_cast<int>(iterations)));
    }));
}

TEST_CASE("the progress told is the work done, and ends with all of it", "[trust][delay]")
{
    constexpr std::uint32_t iterations = delay_slice + 1000;
    std::vector<std::uint64_t> told;
    const auto seed = run_delay(FixedChance{1}.bytes32(), iterations,
                                [&](std::uint64_t done, std::uint64_t total) {
                                    CHECK(total == iterations);
                                    told.push_back(done);
                                    return true;
                                });
    CHECK(seed);
    CHECK(told == std::vector<std::uint64_t>{1, delay_slice + 1, iterations});
}

TEST_CASE("a delay that is stopped gives no seed", "[trust][delay]")
{
    int calls = 0;
    CHECK_FALSE(run_delay(FixedChance{1}.bytes32(), 2'000'000'000,
                          [&](std::uint64_t, std::uint64_t) { return ++calls < 2; }));
    CHECK(calls == 2);
}
