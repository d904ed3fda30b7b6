// The routes of docs/protocol.md §7 from outside.
#include "core/rules.hpp"
#include "net/web_fixture.hpp"
#include "protocol/series_codec.hpp"

#include "support/catch.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cctype>
#include <future>
#include <string>

using namespace rostrum;
using net::WebFixture;

namespace {

std::string token_body(const std::string& token)
{
    return R"({"token":")" + token + "\"}";
}

std::string command(const std::string& name, const std::string& body,
                    const std::string& id = "command-0001")
{
    return R"({"id":")" + id + R"(","name":")" + name + R"(","body":)" + body + '}';
}

const std::string roster_path = "/api/v1/hearings/h01/roster";
const std::string commands_path = "/api/v1/hearings/h01/commands";
const std::string cards_path = "/api/v1/hearings/h01/cards";

} // namespace

TEST_CASE("a card lets one device in, and says who it is and where it may go", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto token = web.card("A-0001");
    const auto joined = web.post("/api/v1/join", token_body(token));
    REQUIRE(joined.status == 200);
    CHECK_THAT(joined.header("set-cookie"), tst::has_text("; Path=/; HttpOnly; SameSite=Strict"));
    CHECK(joined.json().at("role") == "attendee");
    CHECK(joined.json().at("subject") == "A-0001");
    CHECK(joined.json().at("name") == "王一");
    CHECK(joined.json().at("hearings").at(0).at("phase") == "draft");
    CHECK(web.get("/api/v1/session", joined.cookie()).json() == joined.json());

    // The same device again keeps its session; another one is told.
    const auto again = web.post("/api/v1/join", token_body(token), joined.cookie());
    CHECK(again.status == 200);
    CHECK(again.cookie().empty());
    CHECK(web.post("/api/v1/join", token_body(token)).code() == "card_in_use");

    const auto fresh = web.card("A-0001");
    CHECK(web.get("/api/v1/session", joined.cookie()).status == 401);
    CHECK(web.post("/api/v1/join", token_body(token)).code() == "card_revoked");
    CHECK(web.post("/api/v1/join", token_body(fresh)).status == 200);
}

TEST_CASE("a phone whose answer was lost is let in again by its device key, and no other is",
          "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto knock = [&, token = web.card("A-0001")](const std::string& device_key) {
        return web.post("/api/v1/join",
                        R"({"token":")" + token + R"(","device_key":")" + device_key + R"("})");
    };
    const std::string own(22, 'k');
    const auto lost = knock(own);
    REQUIRE(lost.status == 200);
    CHECK(knock(std::string(22, 'x')).code() == "card_in_use");
    CHECK(knock(std::string(21, 'k')).code() == "card_in_use"); // Too weak to stand for a phone.
    const auto again = knock(own);
    CHECK(again.status == 200);
    CHECK(web.get("/api/v1/session", again.cookie()).status == 200);
    CHECK(web.get("/api/v1/session", lost.cookie()).status == 401);
}

TEST_CASE("an attendee who is on no roster sees no hearing", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto joined = web.post("/api/v1/join", token_body(web.card("Z-9")));
    CHECK(joined.json().at("hearings").as_array().empty());
}

TEST_CASE("T15: who guesses cards and links is stopped by address, and keeps out nobody there who "
          "has one",
          "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    for (int i = 0; i < 30; ++i)
        CHECK(web.post("/api/v1/join", token_body("guess")).code() == "unknown_card");
    for (const auto* path : {"/api/v1/join", "/api/v1/link"}) {
        const auto stopped = web.post(path, token_body("guess"));
        CHECK(stopped.status == 429);
        CHECK_FALSE(stopped.header("retry-after").empty());
    }
    const auto card = token_body(web.card("A-0001"));
    CHECK(web.post("/api/v1/join", card).status == 200);
    CHECK(web.post("/api/v1/join", card).code() == "card_in_use");
    CHECK(web.post("/api/v1/link", token_body(web.link(access::LinkRole::observer))).status == 200);
}

TEST_CASE("cards that are in use already cost their address nothing", "[api]")
{
    WebFixture web;
    const auto card = token_body(web.card("A-0001"));
    REQUIRE(web.post("/api/v1/join", card).status == 200);
    for (int i = 0; i < 40; ++i) CHECK(web.post("/api/v1/join", card).code() == "card_in_use");
    CHECK(web.post("/api/v1/join", token_body("guess")).code() == "unknown_card");
}

TEST_CASE("T15: one card lets its phone in again at a rate, however it is written, and no other "
          "card waits",
          "[api]")
{
    WebFixture web;
    auto token = web.card("A-0001");
    const auto later = web.hub().now() + core::minutes(60);
    web.at_door([&](net::DoorKeeper& keeper) {
        const auto key = access::hash_secret(token);
        for (auto i = 0; i < access::limits::card_joined.burst - 1; ++i)
            REQUIRE(keeper.rates.take(access::Limited::card_joined, key, later));
    });
    const auto knock = [&](const std::string& card) {
        return web.post("/api/v1/join", R"({"token":")" + card + R"(","device_key":")" +
                                            std::string(22, 'k') + R"("})");
    };
    CHECK(knock(token).status == 200);
    const auto stopped = knock(token);
    CHECK(stopped.status == 429);
    CHECK_FALSE(stopped.header("retry-after").empty());
    std::ranges::transform(token, token.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(knock(token).status == 429);
    CHECK(knock(web.card("A-0002")).status == 200);
}

TEST_CASE("T11: who invents card numbers uses up none of the checks of real ones", "[api]")
{
    using access::Limited;
    WebFixture web;
    web.prepare_hearing();
    const std::string code = "K7M29QXT";
    const auto hash = web.door().code_hasher().hash(code).value();
    const auto later = web.hub().now() + core::minutes(60);
    web.at_door([&](net::DoorKeeper& keeper) {
        const access::CardOrder order{{"A-0001"}, hash};
        REQUIRE(keeper.cards.issue({&order, 1}, web.hub().now()));
        while (keeper.rates.take(Limited::invented_code_check, "", later)) {
        }
    });
    const auto type = [&](const std::string& number) {
        return web.post("/api/v1/join", R"({"card":")" + number + R"(","code":")" + code + "\"}");
    };
    const auto stopped = type("Z-0001");
    CHECK(stopped.status == 429);
    CHECK_FALSE(stopped.header("retry-after").empty());
    CHECK(type("A-0001").status == 200);
}

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
    CHECK_THAT(roster, tst::has_text("A-0003,甲"));
    CHECK_THAT(roster, tst::has_text("A-0004,乙"));
}

TEST_CASE("T15: links are followed from one address at a rate, and a flood is told to wait",
          "[api]")
{
    using access::Limited;
    WebFixture web;
    const auto body = token_body(web.link(access::LinkRole::observer));
    // A later hour than the server's: so nothing comes back while this test runs.
    const auto later = web.hub().now() + core::minutes(60);
    const auto follow_all_but = [&](std::int64_t rest) {
        web.at_door([&](net::DoorKeeper& keeper) {
            for (auto i = rest; i < access::limits::link_followed.burst; ++i)
                keeper.rates.take(Limited::link_followed, "127.0.0.1", later);
        });
    };
    follow_all_but(1);
    CHECK(web.post("/api/v1/link", body).status == 200);
    follow_all_but(0);
    const auto refused = web.post("/api/v1/link", body);
    CHECK(refused.status == 429);
    CHECK(refused.code() == "too_many_tries");
    CHECK_FALSE(refused.header("retry-after").empty());
    // Who comes with a card is no part of it.
    CHECK(web.post("/api/v1/join", token_body(web.card("A-0001"))).status == 200);
}

TEST_CASE("links let observers and screens in, under a pseudonym", "[api]")
{
    WebFixture web;
    const auto link = web.link(access::LinkRole::observer);
    const auto one = web.post("/api/v1/link", token_body(link));
    const auto other = web.post("/api/v1/link", token_body(link));
    CHECK(one.json().at("role") == "observer");
    const auto subject = std::string{one.json().at("subject").as_string()};
    CHECK(subject.size() == 18);
    CHECK(subject.starts_with("o-"));
    CHECK(one.json().at("subject") != other.json().at("subject"));
    const auto screen = web.post("/api/v1/link", token_body(web.link(access::LinkRole::screen)));
    CHECK(screen.json().at("subject") == "screen");
    CHECK(web.post("/api/v1/link", token_body("nothing")).code() == "unknown_link");
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
    CHECK_THAT(exported.body, tst::has_text("A-0002,改名,人大代表,o,t,2,是,是,是"));
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
