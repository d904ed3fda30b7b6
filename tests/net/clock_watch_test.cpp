// A clock that somebody sets while the hall is full.
#include "net/clock_watch.hpp"

#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum;
using namespace std::chrono_literals;

namespace {

constexpr core::Instant noon{43'200'000};

} // namespace

TEST_CASE("a clock that goes on as long as the steady one was not set, and else it was", "[clock]")
{
    net::ClockWatch watch;
    net::ClockWatch::Steady steady{100s};
    CHECK_FALSE(watch.was_set(noon, steady)); // The first look has nothing to compare with.
    CHECK_FALSE(watch.was_set(noon + core::seconds(1), steady += 1s));
    CHECK_FALSE(watch.was_set(noon + core::minutes(60), steady += 1h - 1s)); // A long pause.
    const auto by = GENERATE(core::Span{1'001}, core::Span{-1'001}, core::minutes(60));
    const auto later = noon + core::minutes(60) + by;
    CHECK(watch.was_set(later, steady));
    CHECK_FALSE(watch.was_set(later + core::seconds(1), steady += 1s));
    CHECK_FALSE(
        watch.was_set(later + core::Span{2'100}, steady += 1s)); // Kept in step by a server.
}

TEST_CASE("when the clock is set, nobody's connection ends, and who is silent still ends",
          "[clock][sessions]")
{
    net::WebFixture web;
    web.prepare_hearing();
    web.look_at_deadlines();
    const auto cookie = web.staff(core::Role::moderator);
    const std::string nonce{web.get("/api/v1/session", cookie).json().at("nonce").as_string()};
    const auto open = [&](net::Client& client) {
        client.send(
            web.head("GET /ws", {"Origin: " + web.origin(), "Cookie: " + cookie,
                                 "Sec-WebSocket-Protocol: rostrum.v1", "Connection: Upgrade",
                                 "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="}));
        CHECK(client.receive().status == 101);
    };
    net::Client desk(web.port());
    open(desk);
    desk.send(tst::client_frame(R"({"type":"hello","protocol":1,"hearing":"h01","audience":"desk",)"
                                R"("nonce":")" +
                                nonce + "\"}"));
    desk.await("welcome");
    net::Client silent(web.port());
    open(silent);
    web.set_clock(core::minutes(60));
    silent.await("no hello"); // Deadlines have been looked at for five seconds.
    desk.send(tst::client_frame(R"({"type":"ping","t":1})"));
    desk.await("pong");
    CHECK(web.get("/api/v1/session", cookie).status == 200);
}
