// Logins of strangers, and of the staff beside them.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include <future>
#include <optional>
#include <string>
#include <vector>

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string here = "127.0.0.1";
const std::string elsewhere = "127.0.0.2";
const std::string right_password = "a long password"; // As the fixture gives it.

std::string login_request(WebFixture& web, const std::string& login, const std::string& password,
                          const std::string& cookie = {})
{
    const auto body = R"({"login":")" + login + R"(","password":")" + password + R"("})";
    std::vector<std::string> headers{"Origin: " + web.origin(), "Content-Type: application/json",
                                     "Content-Length: " + std::to_string(body.size())};
    if (!cookie.empty()) headers.push_back("Cookie: " + cookie);
    return web.head("POST /api/v1/login", headers) + body;
}

net::Reply log_in(WebFixture& web, const std::string& login, const std::string& password,
                  const std::string& from, const std::string& cookie = {})
{
    net::Client client(web.port(), std::nullopt, from);
    client.send(login_request(web, login, password, cookie));
    return client.receive();
}

/// So many wrong passwords from here, at a time that is still to come: none of them is forgiven
/// while the test goes on.
void fail_from_here(WebFixture& web, std::int64_t times)
{
    web.at_door([&](net::DoorKeeper& keeper) {
        const auto later = web.hub().now() + core::minutes(60);
        for (std::int64_t i = 0; i < times; ++i)
            CHECK(keeper.rates.take(access::Limited::login_failure_from, here, later));
    });
}

constexpr auto all_tries = access::limits::login_failure_from.burst;

} // namespace

TEST_CASE("a wrong password costs its address a try, whatever the login", "[api][login]")
{
    WebFixture web;
    fail_from_here(web, all_tries - 1);
    const auto before = web.hub().now();
    CHECK(log_in(web, "invented", "no", here).code() == "wrong_password");
    web.at_door([&](net::DoorKeeper& keeper) {
        CHECK(keeper.rates.wait(access::Limited::login_failure_from, here, before).ms > 0);
        CHECK(keeper.rates.wait(access::Limited::login_failure_from, elsewhere, before).ms == 0);
    });
}

TEST_CASE("who invents logins is stopped by address, and is not told which there are",
          "[api][login]")
{
    WebFixture web;
    web.staff(core::Role::chair);
    fail_from_here(web, all_tries);
    const auto unknown = log_in(web, "invented", "no", here);
    CHECK(unknown.status == 429);
    CHECK(unknown.code() == "too_many_tries");
    CHECK_FALSE(unknown.header("retry-after").empty());
    CHECK(log_in(web, "chair", "no", here).body == unknown.body);
}

TEST_CASE("wrong passwords that come at once are no more than as many one after the other",
          "[api][login]")
{
    WebFixture web;
    web.staff(core::Role::chair);
    fail_from_here(web, all_tries - 1);
    const auto before = web.hub().now();
    // Both are here before either is looked at.
    std::promise<void> go_on;
    CHECK(web.door().passwords().post([held = go_on.get_future().share()] { held.wait(); }));
    net::Client first(web.port());
    first.send(login_request(web, "chair", "no"));
    bool is_let_through = false;
    for (int looks = 0; !is_let_through && looks < 10'000; ++looks) {
        web.at_door([&](net::DoorKeeper& keeper) {
            is_let_through =
                keeper.rates.wait(access::Limited::login_failure_from, here, before).ms > 0;
        });
    }
    CHECK(is_let_through);
    CHECK(log_in(web, "chair", "no", here).code() == "too_many_tries");
    go_on.set_value();
    CHECK(first.receive().code() == "wrong_password");
}

TEST_CASE("a right password costs its address no try", "[api][login]")
{
    WebFixture web;
    web.staff(core::Role::chair);
    fail_from_here(web, all_tries - 1);
    for (int i = 0; i < 3; ++i) CHECK(log_in(web, "chair", right_password, here).status == 200);
}

TEST_CASE("a stranger who invents logins keeps out neither staff elsewhere nor staff who are in",
          "[api][login]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto session = web.staff(core::Role::chair);
    const auto attendee = web.post("/api/v1/join", net::token_body(web.card("A-0001"))).cookie();
    fail_from_here(web, all_tries);
    CHECK(log_in(web, "chair", right_password, elsewhere).status == 200);
    CHECK(log_in(web, "chair", right_password, here, attendee).code() == "too_many_tries");
    CHECK(log_in(web, "chair", right_password, here, session).status == 200);
}
