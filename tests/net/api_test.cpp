// The routes of docs/protocol.md §7 from outside.
#include "core/rules.hpp"
#include "net/web_fixture.hpp"
#include "protocol/series_codec.hpp"

#include "support/catch.hpp"

#include <boost/json/serialize.hpp>

#include <future>
#include <string>

using namespace rostrum;
using net::token_body;
using net::WebFixture;

namespace {

std::string command(const std::string& name, const std::string& body,
                    const std::string& id = "command-0001")
{
    return R"({"id":")" + id + R"(","name":")" + name + R"(","body":)" + body + '}';
}

const std::string roster_path = "/api/v1/hearings/h01/roster";
const std::string commands_path = "/api/v1/hearings/h01/commands";
const std::string cards_path = "/api/v1/hearings/h01/cards";

} // namespace

TEST_CASE("a roster that the hearing would not take stores no name", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto moderator = web.staff(core::Role::moderator);
    int number = 0;
    const auto does = [&](const std::string& name, const std::string& body) {
        const auto id = "command-001" + std::to_string(++number);
        const auto answer = web.post(commands_path, command(name, body, id), moderator);
        INFO(answer.body);
        REQUIRE(answer.status == 200);
    };
    does("describe_campaign", R"({"campaign":{"title":"t","metrics":[],"projects":[],"units":)"
                              R"([{"unit":"u1","name":"u","responsible":"r"}]}})");
    for (const auto* phase : {"check_in", "report", "inquiry", "ballot"})
        does("advance_phase", R"({"to":")" + std::string{phase} + R"(","reason":"on"})");
    const std::string csv = "id,name,category,organisation,title,seat\n"
                            "A-0001,改名,deputy,o,t,1\nA-0002,王二,deputy,o,t,2\n";
    for (const auto* query : {"?preview=true", ""})
        CHECK(web.post(roster_path + query, csv, moderator, "text/csv").code() == "phase_may_not");
    web.at_door([](net::DoorKeeper& keeper) {
        CHECK(keeper.store.names().value().at({"A-0001"}).name == "王一");
    });
}

TEST_CASE("one roster is imported at a time, so that no number is given out twice", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto moderator = web.staff(core::Role::moderator);
    const auto csv = [](const std::string& name) {
        return "name,category,organisation\n" + name + ",citizen,o\n";
    };
    const auto request = [&](const std::string& name) {
        const auto body = csv(name);
        return web.head("POST " + roster_path, {"Origin: " + web.origin(), "Cookie: " + moderator,
                                                "Content-Type: text/csv",
                                                "Content-Length: " + std::to_string(body.size())}) +
               body;
    };
    // While the hall does something else, both have come.
    std::promise<void> go_on;
    web.hub().ask([held = go_on.get_future().share()](hall::Front&) { held.wait(); });
    net::Client first(web.port());
    first.send(request("甲"));
    // By the same way, behind it: so the first is before the hall.
    CHECK(web.get("/healthz", moderator).status == 200);
    net::Client second(web.port());
    second.send(request("乙"));
    const auto refused = second.receive();
    CHECK(refused.status == 503);
    CHECK(refused.code() == "busy");
    go_on.set_value();
    CHECK(first.receive().json().at("added") == 1);
    CHECK(web.post(roster_path, csv("乙"), moderator, "text/csv").json().at("added") == 1);
    const auto roster = web.get(roster_path, moderator).body;
    CHECK_THAT(roster, tst::has_text("\"A-0003\",\"甲\""));
    CHECK_THAT(roster, tst::has_text("\"A-0004\",\"乙\""));
}

TEST_CASE("a password lets staff in, and logging out ends it", "[api]")
{
    WebFixture web;
    web.staff(core::Role::chair);
    const auto wrong = web.post("/api/v1/login", R"({"login":"chair","password":"no"})");
    CHECK(wrong.status == 401);
    CHECK(wrong.code() == "wrong_password");
    CHECK(web.post("/api/v1/login", R"({"login":"nobody","password":"no"})").body == wrong.body);
    const auto entered =
        web.post("/api/v1/login", R"({"login":"chair","password":"a long password"})");
    REQUIRE(entered.status == 200);
    CHECK(entered.json().at("name") == "Display chair");
    const auto left = web.post("/api/v1/logout", "{}", entered.cookie());
    CHECK(left.status == 204);
    CHECK_THAT(left.header("set-cookie"), tst::has_text("Max-Age=0"));
    CHECK(web.get("/api/v1/session", entered.cookie()).status == 401);
}

TEST_CASE("only the secretariat plans, and a refusal has its code", "[api]")
{
    WebFixture web;
    const auto secretariat = web.staff(core::Role::secretariat);
    const std::string series = R"({"title":"round","city":"c"})";
    CHECK(web.post("/api/v1/series", series).status == 401);
    CHECK(web.post("/api/v1/series", series, web.staff(core::Role::moderator)).code() ==
          "role_may_not");
    CHECK(web.post("/api/v1/series", series, secretariat).status == 201);
    CHECK(web.post("/api/v1/series", series, secretariat).status == 409);
    CHECK(web.post("/api/v1/series", "{", secretariat).code() == "malformed_json");
    CHECK(web.post("/api/v1/series", R"({"title":1,"city":"c"})", secretariat).code() ==
          "wrong_shape");
    CHECK(web.post("/api/v1/hearings", R"({"id":"h01"})", secretariat).code() == "missing_field");
    CHECK(web.get("/api/v1/series", secretariat).json().at("type") == "view");
}

TEST_CASE("two who plan a new hearing under one id plan one, and the second is told", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto planned = [&](const std::string& title, const std::string& more = {}) {
        return web.post("/api/v1/hearings",
                        R"({"id":"h02","venue":"v","day":1,"order":2,"starts_at":1,"title":")" +
                            title + '"' + more + '}',
                        secretariat);
    };
    CHECK(planned("first", R"(,"is_new":true)").status == 201);
    CHECK(planned("first", R"(,"is_new":true)").status == 201); // The answer was lost.
    const auto second = planned("second", R"(,"is_new":true)");
    CHECK(second.status == 409);
    CHECK(second.code() == "already_exists");
    CHECK(planned("second", R"(,"is_new":1)").code() == "wrong_shape");
    CHECK(planned("second").status == 201); // A change, and meant as one.
}

TEST_CASE("a rule is tried by the rules' own code, with counts that could be", "[api]")
{
    WebFixture web;
    const auto path = "/api/v1/rules/trial";
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto trial = [](const std::string& rule, int good, int present) {
        return R"({"rule":)" + rule + R"(,"counts":[{"tally":{"issued":129,"returned":129,)" +
               R"("invalid":0,"votes":{"satisfied":)" + std::to_string(good) +
               R"(,"not_satisfied":)" + std::to_string(129 - good) +
               R"(}},"electorate":{"entitled":130,"present":)" + std::to_string(present) + "}}]}";
    };
    const auto rule =
        boost::json::serialize(protocol::encode_rules(core::default_rules()).at("ballot"));
    const auto below = web.post(path, trial(rule, 116, 129), secretariat);
    REQUIRE(below.status == 200);
    const auto outcomes = below.json().at("outcomes");
    const auto& verdict = outcomes.at(0).at("verdict");
    CHECK(verdict.at("outcome") == "below");
    CHECK(verdict.at("basis_points") == 8992);
    CHECK(verdict.at("votes_short") == 1);
    const auto met = web.post(path, trial(rule, 117, 129), web.staff(core::Role::moderator));
    CHECK(met.json().at("outcomes").at(0).at("verdict").at("outcome") == "met");

    const auto crowded = web.post(path, trial(rule, 117, 128), secretariat);
    CHECK(crowded.json().at("outcomes").at(0).at("code") == "number_is_out_of_range");
    auto endless = rule;
    endless.replace(endless.find(R"("numerator":9)"), 13, R"("numerator":0)");
    CHECK(web.post(path, trial(endless, 9, 129), secretariat).code() == "rules_are_invalid");
    CHECK(web.post(path, R"({"rule":{},"counts":[]})", secretariat).code() == "wrong_shape");
    CHECK(web.post(path, R"({"counts":[]})", secretariat).code() == "missing_field");
    CHECK(web.post(path, R"({"rule":)" + rule + R"(,"counts":[{}]})", secretariat).code() ==
          "wrong_shape");
    CHECK(web.post(path, trial(rule, 1, 129), web.staff(core::Role::chair)).code() ==
          "role_may_not");
}

TEST_CASE("staff send commands by HTTP, and the hearing's own table says what they may", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto moderator = web.staff(core::Role::moderator);
    const std::string to_check_in = R"({"to":"check_in","reason":""})";
    CHECK(web.post(commands_path, command("advance_phase", to_check_in),
                   web.staff(core::Role::teller))
              .status == 403);
    CHECK(web.post(commands_path, command("fly", "{}"), moderator).code() == "unknown_command");
    CHECK(web.post(commands_path, command("advance_phase", to_check_in, "x"), moderator).code() ==
          "wrong_shape");
    const auto refused = web.post(
        commands_path, command("advance_phase", R"({"to":"ballot","reason":""})", "command-0002"),
        moderator);
    CHECK(refused.status == 409);
    CHECK(refused.code() == "phase_is_not_next");
    CHECK(
        web.post("/api/v1/hearings/none/commands", command("advance_phase", to_check_in), moderator)
            .code() == "unknown_hearing");
    CHECK(web.get("/api/v1/hearings/h01", moderator)
              .json()
              .at("view")
              .as_object()
              .contains("roster"));
    const auto observer =
        web.post("/api/v1/link", token_body(web.link(access::LinkRole::observer)));
    CHECK_FALSE(web.get("/api/v1/hearings/h01", observer.cookie())
                    .json()
                    .at("view")
                    .as_object()
                    .contains("roster"));
}

TEST_CASE("an import says what it would do, does it, and the second time does nothing", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const std::string csv = "id,name,category,organisation,title,seat\n"
                            "A-0001,王一,citizen,o,t,1\nA-0002,改名,deputy,o,t,2\n"
                            "A-0003,新人,chamber,o,t,3\n";
    const auto counts = [](const tst::Reply& answer) {
        const auto value = answer.json();
        return std::vector{value.at("added").as_int64(), value.at("updated").as_int64(),
                           value.at("unchanged").as_int64(), value.at("not_in_file").as_int64()};
    };
    const auto preview = web.post(roster_path + "?preview=true", csv, secretariat, "text/csv");
    CHECK(counts(preview) == std::vector<std::int64_t>{1, 1, 1, 0});
    CHECK(preview.json().at("lines").as_array().size() == 2);
    CHECK(preview.json().at("file").at("columns").as_array().size() == 6);
    const std::string expects{preview.json().at("fingerprint").as_string()};
    CHECK(web.post(roster_path + "?expects=other", csv, secretariat, "text/csv").code() ==
          "preview_is_outdated");
    const auto done = web.post(roster_path + "?expects=" + expects, csv, secretariat, "text/csv");
    CHECK(counts(done) == std::vector<std::int64_t>{1, 1, 1, 0});
    CHECK(counts(web.post(roster_path, csv, secretariat, "text/csv")) ==
          std::vector<std::int64_t>{0, 0, 3, 0});
    const auto exported = web.get(roster_path, secretariat);
    CHECK(exported.header("content-type") == "text/csv; charset=utf-8");
    CHECK_THAT(exported.body,
               tst::has_text(R"("A-0002","改名","人大代表","o","t",2,"是","是","是")"));
    CHECK(counts(web.post(roster_path, exported.body, secretariat, "text/csv")) ==
          std::vector<std::int64_t>{0, 0, 3, 0});
}

TEST_CASE("a bad roster is refused with its cells and changes nothing", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto moderator = web.staff(core::Role::moderator);
    const auto before = web.get(roster_path, moderator).body;
    const std::string csv = "id,name,group,organisation\nA-0009,x,guest,\n";
    const auto refused =
        web.post(roster_path + "?columns=category:3", csv, moderator, "application/octet-stream");
    CHECK(refused.status == 422);
    CHECK(refused.code() == "rows_are_wrong");
    CHECK(refused.json().at("rows").at(0) == boost::json::value{{"row", 2},
                                                                {"column", "group"},
                                                                {"cell", "C2"},
                                                                {"code", "unknown_category"},
                                                                {"value", "guest"}});
    const auto unreadable =
        web.post(roster_path + "?preview=true", "%PDF-1.7", moderator, "application/octet-stream");
    CHECK(unreadable.status == 422);
    CHECK(unreadable.json().at("rows").at(0).at("code") == "unknown_file");
    CHECK(web.post(roster_path + "?header=x", csv, moderator, "text/csv").status == 400);
    CHECK(web.post(roster_path + "?columns=name", csv, moderator, "text/csv").status == 400);
    CHECK(web.post(roster_path, csv, moderator, "application/pdf").status == 415);
    CHECK(web.get(roster_path, moderator).body == before);
    CHECK(web.post(roster_path, "x", web.staff(core::Role::chair), "text/csv").status == 403);
    CHECK(web.post("/api/v1/hearings/none/roster", "x", moderator, "text/csv").status == 404);
}

TEST_CASE("cards are issued to whoever has none, and anew to whoever is named", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto issued = web.post(cards_path, "{}", secretariat).json().at("cards").as_array();
    REQUIRE(issued.size() == 2);
    CHECK(issued[0].at("participant") == "A-0001");
    CHECK(issued[0].at("name") == "王一");
    const std::string url{issued[0].at("url").as_string()};
    REQUIRE(url.starts_with("http://hall.example/j#"));
    const auto joined = web.post("/api/v1/join", token_body(url.substr(url.find('#') + 1)));
    CHECK(joined.status == 200);

    CHECK(web.post(cards_path, "{}", secretariat).json().at("cards").as_array().empty());
    CHECK(web.post(cards_path, R"({"participants":["A-0001"]})", secretariat)
              .json()
              .at("cards")
              .as_array()
              .size() == 1);
    CHECK(web.get("/api/v1/session", joined.cookie()).status == 401);
    CHECK(web.post(cards_path, R"({"participants":["Z-1"]})", secretariat).code() ==
          "not_on_roster");
    CHECK(web.post(cards_path, R"({"participants":[1]})", secretariat).code() == "wrong_shape");
}

TEST_CASE("papers are given in two formats to those who may have them", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const std::string hearing = "/api/v1/hearings/h01/";
    CHECK(web.get(hearing + "result", secretariat).code() == "ballot_is_not_closed");
    CHECK(web.get(hearing + "report", secretariat).json().at("duties").as_array().empty());
    const auto csv = web.get(hearing + "duties?format=csv", secretariat);
    CHECK_THAT(csv.header("content-disposition"), tst::has_text("h01-duties.csv"));
    CHECK(csv.body.starts_with("\xEF\xBB\xBF"));
    CHECK(web.get(hearing + "duties?format=pdf", secretariat).code() == "unknown_format");
    CHECK(web.get(hearing + "events", web.staff(core::Role::chair)).status == 403);
    const auto log = web.get(hearing + "events", secretariat);
    CHECK(log.header("content-type") == "application/jsonl");
    CHECK_THAT(log.body, tst::has_text("hearing_created"));
    CHECK(log.body.back() == '\n');
    CHECK_THAT(log.body, !tst::has_text("王一"));
}

TEST_CASE("the join code is a picture of the public address", "[api]")
{
    WebFixture web;
    const auto code = web.get("/api/v1/join.svg");
    CHECK(code.header("content-type") == "image/svg+xml");
    CHECK(code.body.starts_with("<svg "));
    CHECK_THAT(code.body, tst::has_text("viewBox=\"0 0 33 33\"")); // 25 modules and the quiet zone.
}
