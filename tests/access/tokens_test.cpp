#include "access/tokens.hpp"

#include "access_fixture.hpp"

#include <algorithm>
#include <array>
#include <set>

using namespace rostrum::access;

TEST_CASE("T10: 10,000 tokens are all different", "[access][tokens]")
{
    const auto entropy = repeatable_entropy(7);
    std::set<std::string> tokens;
    for (int i = 0; i < 10'000; ++i) tokens.insert(make_token(entropy));
    CHECK(tokens.size() == 10'000);
}

TEST_CASE("T10: a token carries 130 bits: 26 digits of which each takes every one of 32 values",
          "[access][tokens]")
{
    const auto entropy = repeatable_entropy(8);
    std::array<std::set<char>, 26> seen;
    for (int i = 0; i < 10'000; ++i) {
        const auto token = make_token(entropy);
        REQUIRE(token.size() == 26);
        for (std::size_t at = 0; at < seen.size(); ++at) seen.at(at).insert(token.at(at));
    }
    for (const auto& values : seen) CHECK(values.size() == 32);
}

TEST_CASE("each bit of entropy decides a digit, and none is used twice", "[access][tokens]")
{
    std::size_t asked = 0;
    const auto count = [&](std::span<std::byte> bytes) {
        asked += bytes.size();
        std::ranges::fill(bytes, std::byte{31});
    };
    CHECK(make_token(count) == std::string(26, 'Z'));
    CHECK(asked == 26);
    asked = 0;
    CHECK(make_cookie(count).size() == 43);
    CHECK(asked == 32);
}

TEST_CASE("a token may be typed in any case, with blanks and hyphens, O for 0, I and L for 1",
          "[access][tokens]")
{
    const std::string token = "01AB0CDEFG1HJKMNPQRSTVWXYZ";
    CHECK(normalise_token(token) == token);
    CHECK(normalise_token("oiab0-cdef-glhj-kmnp-qrst-vwxy z") == token);
    CHECK(normalise_token("OLab0cdefgIhjkmnpqrstvwxyz") == token);
}

TEST_CASE("what cannot be a token is no token", "[access][tokens]")
{
    CHECK_FALSE(normalise_token(""));
    CHECK_FALSE(normalise_token(std::string(25, '0')));
    CHECK_FALSE(normalise_token(std::string(27, '0')));
    CHECK_FALSE(
        normalise_token(std::string(25, '0') + "U")); // The one letter Crockford leaves out.
    CHECK_FALSE(normalise_token(std::string(25, '0') + std::string(1, '\0')));
    CHECK_FALSE(normalise_token(std::string(24, '0') + "票"));
    CHECK_FALSE(normalise_token(std::string(26, '0') + std::string(1'000'000, ' ')));
}

TEST_CASE("a nonce has 128 bits, belongs to one cookie, and is no part of the session's id",
          "[access][tokens]")
{
    const auto entropy = repeatable_entropy(9);
    const auto cookie = make_cookie(entropy);
    CHECK(make_nonce(cookie).size() == 32);
    CHECK(make_nonce(cookie) == make_nonce(cookie));
    CHECK(make_nonce(cookie) != make_nonce(make_cookie(entropy)));
    CHECK(hash_secret(cookie).find(make_nonce(cookie)) == std::string::npos);
}

TEST_CASE("secrets are the same when every byte is", "[access][tokens]")
{
    CHECK(same_secret("", ""));
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
    CHECK_FALSE(same_secret("", "a"));
}

TEST_CASE("a secret is kept as its SHA-256", "[access][tokens]")
{
    CHECK(hash_secret("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
