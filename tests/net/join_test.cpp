// Coming in: by a card, by its code, by a link.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cctype>
#include <string>

using namespace rostrum;
using net::token_body;
using net::WebFixture;

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
