#include "protocol/json_text.hpp"

#include "support/catch.hpp"

#include <boost/json/serialize.hpp>

#include <string>

using namespace rostrum::protocol;

namespace {

std::string refused(const std::string& text)
{
    const auto value = parse_json(text);
    return value ? "accepted" : value.error().code;
}

std::string nested(int depth)
{
    const auto size = static_cast<std::size_t>(depth);
    return std::string(size, '[') + std::string(size, ']');
}

} // namespace

TEST_CASE("a JSON value is read whole", "[protocol]")
{
    const auto value = parse_json(R"({"a":[1,true,"é:\"{"],"b":{"a":{}}})");
    REQUIRE(value);
    CHECK(boost::json::serialize(*value) == R"({"a":[1,true,"é:\"{"],"b":{"a":{}}})");
}

TEST_CASE("what is not exactly one JSON value is malformed", "[protocol]")
{
    const std::string text =
        GENERATE("", " ", "{", "{}{}", "{} x", "{\"a\":}", "{\"a\":1,}", "[1,]", "{'a':1}", "NaN",
                 "01", "+1", "/**/1", "\"\n\"", "nul", "\"\\x\"");
    CHECK(refused(text) == "malformed_json");
}

TEST_CASE("text that is not UTF-8, or half a surrogate pair, is malformed", "[protocol]")
{
    CHECK(refused("\"\xff\"") == "malformed_json");
    CHECK(refused("\"\xc0\xaf\"") == "malformed_json");
    CHECK(refused("\"\xed\xa0\x80\"") == "malformed_json");
    CHECK(refused("\"\xe6\xb0\"") == "malformed_json");
    CHECK(refused(R"("\ud83d")") == "malformed_json");
    CHECK(refused(R"("\udc00\ud83d")") == "malformed_json");
    CHECK(refused(R"("\ud83d\ude00")") == "accepted");
}

TEST_CASE("a number beyond what a double holds is malformed, and not infinite", "[protocol]")
{
    CHECK(refused("85e414") == "malformed_json");
    CHECK(refused(R"({"a":[-1e999]})") == "malformed_json");
    CHECK(refused("1e308") == "accepted");
    CHECK(refused("1e-999") == "accepted");
}

TEST_CASE("an object that names a member twice is malformed", "[protocol]")
{
    CHECK(refused(R"({"a":1,"a":2})") == "malformed_json");
    CHECK(refused(R"({"a":1,"\u0061":2})") == "malformed_json");
    CHECK(refused(R"({"b":[{"a":{},"a":{}}]})") == "malformed_json");
    CHECK(refused(R"({"a":{"a":1},"b":{"a":":\":"}})") == "accepted");
}

TEST_CASE("nesting is bounded", "[protocol]")
{
    CHECK(refused(nested(json_depth_max)) == "accepted");
    CHECK(refused(nested(json_depth_max + 1)) == "malformed_json");
    CHECK(refused(nested(100'000)) == "malformed_json");
}
