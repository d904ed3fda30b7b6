#include "protocol/merge_patch.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>
#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
namespace json = boost::json;

namespace {

std::string applied(const char* target, const char* patch)
{
    return json::serialize(protocol::apply(json::parse(target), json::parse(patch)));
}

json::value some_value(int depth);

json::object some_object(int depth)
{
    static const std::vector<std::string> names{"a", "b", "c", "~/", "题"};
    json::object object;
    const auto count = *rc::gen::inRange(0, 4);
    for (int at = 0; at < count; ++at) object[*rc::gen::elementOf(names)] = some_value(depth - 1);
    return object;
}

/// As views are: without null.
json::value some_value(int depth)
{
    switch (*rc::gen::inRange(0, depth > 0 ? 6 : 3)) {
    case 0: return *rc::gen::inRange<std::int64_t>(0, 3);
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return json::value(*rc::gen::elementOf(std::vector<std::string>{"", "x", "文"}));
    case 3: {
        json::array array;
        const auto count = *rc::gen::inRange(0, 3);
        for (int at = 0; at < count; ++at) array.push_back(some_value(depth - 1));
        return array;
    }
    default: return some_object(depth);
    }
}

} // namespace

TEST_CASE("the examples of RFC 7396, appendix A", "[protocol]")
{
    const auto [target, patch, result] = GENERATE(table<const char*, const char*, const char*>({
        {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
        {R"({"a":"b"})", R"({"a":null})", R"({})"},
        {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
        {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
        {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
        {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
        {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
        {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
        {R"({"a":"foo"})", R"(null)", R"(null)"},
        {R"({"a":"foo"})", R"("bar")", R"("bar")"},
        {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
        {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
        {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
    }));
    CHECK(applied(target, patch) == result);
}

TEST_CASE("equal values need no patch", "[protocol]")
{
    const json::value view{{"a", 1}, {"b", {{"c", "d"}}}};
    CHECK_FALSE(protocol::diff(view, view));
    CHECK_FALSE(protocol::diff(view.as_object(), view.as_object()));
}

TEST_CASE("a patch holds what has changed and nothing else", "[protocol]")
{
    const auto from = json::parse(R"({"same":{"x":1},"gone":1,"deep":{"x":1,"y":2},"list":[1]})");
    const auto to =
        json::parse(R"({"same":{"x":1},"new":{"z":{}},"deep":{"x":1,"y":3},"list":[]})");
    const auto patch = protocol::diff(from, to);
    REQUIRE(patch);
    CHECK(*patch == json::parse(R"({"gone":null,"new":{"z":{}},"deep":{"y":3},"list":[]})"));
}

TEST_CASE("a patch leads from one view to the next, whatever they are", "[protocol]")
{
    const bool holds = rc::check("", [] {
        const auto from = some_value(3);
        const auto to = some_value(3);
        const auto patch = protocol::diff(from, to);
        RC_ASSERT(patch.has_value() == (from != to));
        RC_ASSERT(protocol::apply(from, patch.value_or(json::object{})) == to ||
                  !patch.has_value());
    });
    CHECK(holds);
    const bool holds_for_objects = rc::check("", [] {
        const auto from = some_object(3);
        const auto to = some_object(3);
        const auto patch = protocol::diff(from, to);
        RC_ASSERT(patch.has_value() == (from != to));
        if (patch) RC_ASSERT(protocol::apply(from, *patch) == to);
    });
    CHECK(holds_for_objects);
}
