// How long names are kept, from outside; and the server that erases them by itself.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include <boost/json/value.hpp>

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string names_path = "/api/v1/series/names";
const std::string roster = "/api/v1/hearings/h01/roster";

/// Both threads have done all that was to be done before.
void settle(WebFixture& web)
{
    web.at_door([](net::DoorKeeper&) {});
    web.on_hall([](net::NameKeeper&) {});
}

} // namespace

TEST_CASE("the secretariat, and nobody else, is told how long names are kept", "[api][names]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto told = web.get(names_path, secretariat).json();
    CHECK(told.at("people") == 2);
    CHECK(told.at("kept_ms") == core::days(180).ms);
    CHECK(told.at("due").as_int64() > core::days(180).ms);
    CHECK(told.at("waits_for").as_array().empty());
    CHECK(told.at("erasures").as_array().empty());
    CHECK(web.get(names_path, web.staff(core::Role::moderator)).code() == "role_may_not");
    CHECK(web.get(names_path).status == 401);

    const auto moderator = web.staff(core::Role::moderator);
    for (const char* command :
         {R"({"id":"command-0001","name":"describe_campaign","body":{"campaign":{"title":"t",)"
          R"("metrics":[],"units":[{"unit":"u1","name":"n","responsible":"r"}],"projects":[]}}})",
          R"({"id":"command-0002","name":"advance_phase","body":{"to":"check_in","reason":""}})"})
        REQUIRE(web.post("/api/v1/hearings/h01/commands", command, moderator).status == 200);
    const auto waiting = web.get(names_path, secretariat).json();
    CHECK(waiting.at("waits_for").as_array().size() == 1);
    CHECK_FALSE(waiting.as_object().contains("due"));
}

TEST_CASE("names that are due are erased by the server, and the roster shows card numbers",
          "[api][names]")
{
    WebFixture web{core::Span{0}};
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    CHECK_THAT(web.get(roster, secretariat).body, tst::has_text("王一"));
    web.on_hall([](net::NameKeeper& names) { names.look(); });
    settle(web);
    const auto after = web.get(roster, secretariat).body;
    CHECK_THAT(after, tst::has_text("A-0001"));
    CHECK(after.find("王一") == std::string::npos);
    CHECK(web.post(roster, after, secretariat, "text/csv").json().at("unchanged") == 2);
    const auto told = web.get(names_path, secretariat).json();
    CHECK(told.at("people") == 0);
    CHECK(told.at("erasures").at(0).at("names") == 2);
}

TEST_CASE("names that are not due yet stay", "[api][names]")
{
    WebFixture web;
    web.prepare_hearing();
    web.on_hall([](net::NameKeeper& names) { names.look(); });
    settle(web);
    CHECK_THAT(web.get(roster, web.staff(core::Role::secretariat)).body, tst::has_text("王一"));
}
