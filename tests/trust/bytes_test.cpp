#include "trust/bytes.hpp"

#include "support/catch.hpp"
#include "trust/trust_support.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <utility>

using namespace rostrum::trust;
using namespace rostrum::test;

TEST_CASE("hexadecimal is lower case and of the right length", "[trust][bytes]")
{
    CHECK(hex(Bytes{0x00, 0x9a, 0xff}) == "009aff");
    CHECK(unhex("009aff") == Bytes{0x00, 0x9a, 0xff});
    CHECK_FALSE(unhex("009aFF"));
    CHECK_FALSE(unhex("009af"));
    CHECK_FALSE(unhex("0x"));
    CHECK_FALSE(unhex32("009aff"));
    CHECK_FALSE(unhex32(std::string(64, 'A')));
    CHECK_FALSE(unhex32(std::string(63, 'a') + 'g'));
    CHECK(unhex32(std::string(64, 'a')));
}

TEST_CASE("base64 has one spelling for the same bytes", "[trust][bytes]")
{
    CHECK(base64(Bytes{}).empty());
    CHECK(base64(Bytes{0xfb, 0xff}) == "+/8=");
    CHECK(unbase64("+/8=") == Bytes{0xfb, 0xff});
    // Stray bits, no padding, too much of it, the other alphabet, blanks.
    const auto other = GENERATE(as<std::string>{}, "+/9=", "+/8", "+/8==", "-_8=", "+/8=\n",
                                " +/8=", "+/8=+/8=", "=", "+");
    CHECK_FALSE(unbase64(other));
}

TEST_CASE("any bytes survive both spellings", "[trust][bytes]")
{
    CHECK(rc::check("bytes are read as they were written", [](const Bytes& bytes) {
        RC_ASSERT(unhex(hex(bytes)) == bytes);
        RC_ASSERT(unbase64(base64(bytes)) == bytes);
    }));
}

TEST_CASE("the items of a hash cannot run into each other", "[trust][bytes]")
{
    CHECK(hex(hash_lines({"a", "b"})) ==
          "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
    CHECK(hash_lines({"a", "b"}) == sha256("a\nb\n"));
    CHECK(hash_lines({"a", "b"}) != hash_lines({"ab"}));
    CHECK(hash_lines({"a", "b"}) != hash_lines({"a", "b", ""}));
}

TEST_CASE("the short form is the first 80 bits in digits that nobody misreads", "[trust][bytes]")
{
    CHECK(short_form(Digest{}) == "0000000000000000");
    Digest digest{};
    digest.fill(0xff);
    CHECK(short_form(digest) == "ZZZZZZZZZZZZZZZZ");
    // 00000 00001 00010 … 01111, which are the digits from 0 on.
    const auto counting = unhex("00443214c74254b635cf");
    REQUIRE(counting);
    digest = {};
    std::ranges::copy(*counting, digest.begin());
    CHECK(short_form(digest) == "0123456789ABCDEF");
    // What follows the 80 bits does not matter.
    digest[10] = 1;
    CHECK(short_form(digest) == "0123456789ABCDEF");
    digest[9] ^= 1;
    CHECK(short_form(digest) == "0123456789ABCDEE");
}

TEST_CASE("key material is gone from where it was moved away", "[trust][bytes]")
{
    SecretBytes first{Bytes{1, 2, 3}};
    SecretBytes second{std::move(first)};
    CHECK(first.view().empty()); // NOLINT(bugprone-use-after-move)
    CHECK(second.view().size() == 3);
    first = std::move(second);
    CHECK(second.view().empty()); // NOLINT(bugprone-use-after-move)
    CHECK(first.view()[2] == 3);
    first.erase();
    CHECK(first.view().empty());
}
