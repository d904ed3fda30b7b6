// A campaign's dossier over HTTP: looked at, then brought in whole.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include <boost/json/value.hpp>

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string dossier_path = "/api/v1/hearings/h01/dossier";
const std::string projects = "项目,责任单位,责任人\n芯片园,工信局,局长\n海洋场,海洋局,\n";

net::Reply send_dossier(WebFixture& web, const std::string& query, const std::string& text,
                        const std::string& cookie)
{
    return web.post(dossier_path + query, text, cookie, "text/csv");
}

} // namespace

TEST_CASE("a dossier is looked at before it is imported, and again changes nothing",
          "[api][dossier]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto preview = send_dossier(web, "?preview=true", projects, secretariat);
    REQUIRE(preview.status == 200);
    CHECK(preview.json().at("added") == 2);
    CHECK(preview.json().at("tables").at(0).at("part") == "projects");
    CHECK(preview.json().at("lines").at(0).at("name") == "芯片园");
    CHECK(preview.json().at("warning_count") == 2);
    const std::string seen{preview.json().at("fingerprint").as_string()};
    CHECK(send_dossier(web, "?expects=another", projects, secretariat).code() ==
          "preview_is_outdated");
    CHECK(send_dossier(web, "?expects=" + seen, projects, secretariat).json().at("added") == 2);
    const auto again = send_dossier(web, "", projects, secretariat).json();
    CHECK(again.at("added") == 0);
    CHECK(again.at("unchanged") == 2);
    CHECK_THAT(web.get("/api/v1/series/file", secretariat).body, tst::has_text("芯片园"));
}

TEST_CASE("a dossier with one fault imports nothing, and only those who prepare bring one",
          "[api][dossier]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto refused = send_dossier(web, "", projects + ",工信局,局长\n", secretariat);
    CHECK(refused.status == 422);
    CHECK(refused.json().at("rows").at(0).at("cell") == "A4");
    CHECK(send_dossier(web, "?part=people", projects, secretariat).code() == "wrong_shape");
    CHECK(send_dossier(web, "", projects, web.staff(core::Role::chair)).code() == "role_may_not");
    CHECK(web.get("/api/v1/series/file", secretariat).body.find("芯片园") == std::string::npos);
    CHECK(send_dossier(web, "", projects, web.staff(core::Role::moderator)).status == 200);
}
