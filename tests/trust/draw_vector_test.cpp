// The published vectors of hdraw1.
#include "trust/draw.hpp"
#include "trust/draw_check.hpp"
#include "trust/draw_delay.hpp"

#include "support/catch.hpp"
#include "trust/draw_support.hpp"
#include "trust/trust_support.hpp"

#include <string>
#include <vector>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

using Handles = std::vector<std::string>;

/// The numbers of the card handles, as the vectors are written down.
Handles cards(const std::vector<int>& numbers)
{
    Handles handles;
    for (const int number : numbers) handles.push_back("A-000" + std::to_string(number));
    return handles;
}

DrawAudit audit_of(const HeldDraw& draw)
{
    return check_draw(draw.files(), draw.claim, {});
}

} // namespace

TEST_CASE("vector 1: any 1, without a public throw", "[trust][draw]")
{
    const HeldDraw draw = held_draw("hdraw1-tv1");
    CHECK(hex(sha256(draw.pool)) ==
          "a40ef9b823b3e79d0ed8cf275d9bcbcbde1c06c42eb722263b04c1a0aeadca2c");
    CHECK(hex(sha256(draw.contributions)) ==
          "1df873b0fda3bfdbba565d1c3be04839307ffc4b0388fb88cf6c1977e4815538");

    const auto inputs = check_inputs(draw.files(), draw.claim);
    REQUIRE(inputs);
    CHECK(hex(commit("S1/draw/1", inputs->reveal.secret)) ==
          "6431f04ec977f8f1b7f5878ea448a8906c396909b7151a30da2e7c180018863f");
    CHECK(hex(inputs->freeze_hash) ==
          "df9d128e32130f4e3fcc26581c1f3f7dd2faa788a512300857547c83299050ee");
    CHECK(hex(inputs->delay_input) ==
          "d7a96a490c73039e0b74affb9b8c6fcbce5464c859b478f801eba0e88b98bfa1");

    const auto audit = audit_of(draw);
    CHECK(audit.holds());
    REQUIRE(audit.seed);
    CHECK(hex(*audit.seed) == "74d544da1399f0cf12c76b3b78931d3f38ff7b887195799616f8c7c67e1c1c19");
    CHECK(audit.result == std::vector<DrawnList>{{"", cards({4, 2, 6, 5, 8, 7, 1}), 1}});
    CHECK(called_handles(audit.result) == cards({4}));
}

TEST_CASE("vector 1: the scores of a person are the least of the tickets", "[trust][draw]")
{
    const auto seed = bytes32("74d544da1399f0cf12c76b3b78931d3f38ff7b887195799616f8c7c67e1c1c19");
    CHECK(hex(score(seed, "A-0001", 1)).starts_with("d6efc9c8d27a1935"));
    CHECK(hex(score(seed, "A-0002", 1)).starts_with("1d994fea6ec2d626"));
    // Tickets 0, 1 and 2 of A-0005 are 81d78587.., a81e6b52.. and a82995d3..
    CHECK(hex(score(seed, "A-0005", 3)).starts_with("81d78587"));
    CHECK(score(seed, "A-0005", 3) == score(seed, "A-0005", 1));
}

TEST_CASE("vector 2: a quota, with dice", "[trust][draw]")
{
    const auto audit = audit_of(held_draw("hdraw1-tv2"));
    CHECK(audit.holds());
    REQUIRE(audit.seed);
    CHECK(hex(*audit.seed) == "5206d764f8e783e3d46e77da259c9d5a2ba35354ce3a022b391308e9283bfa5e");
    CHECK(audit.result ==
          std::vector<DrawnList>{{"expert", cards({5, 2, 8}), 2}, {"press", cards({7, 4, 1}), 1}});
    CHECK(called_handles(audit.result) == cards({5, 2, 7}));
}

TEST_CASE("vector 3: the strata in turn", "[trust][draw]")
{
    const auto audit = audit_of(held_draw("hdraw1-tv3"));
    CHECK(audit.holds());
    REQUIRE(audit.seed);
    CHECK(hex(*audit.seed) == "f977ac8fe67f23c329fdc96259b0fc37b52223845ebd54919b0eab574b9ae911");
    CHECK(audit.result == std::vector<DrawnList>{{"", cards({1, 6, 5, 7, 8, 4, 2}), 3}});
    CHECK(called_handles(audit.result) == cards({1, 6, 5}));
}

TEST_CASE("a vector is weak against the operator, and says so", "[trust][draw]")
{
    CHECK(audit_of(held_draw("hdraw1-tv1")).is_weak);
    CHECK(default_delay == 67'108'864);
    CHECK(quick_delay == 16'777'216);
}
