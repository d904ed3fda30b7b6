// Sessions that end, codes that are shown again and handlers that throw, where a state of the
// server has to be reached that no client can time.
#include "net/web_fixture.hpp"

#include "net/identity.hpp"
#include "net/limits.hpp"

#include "support/catch.hpp"

#include <boost/asio/post.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace rostrum;
using net::Client;
using net::WebFixture;

namespace {

std::string session_of(const std::string& cookie)
{
    return access::hash_secret(cookie.substr(cookie.find('=') + 1));
}

std::string upgrade(const WebFixture& web, const std::string& cookie)
{
    return web.head("GET /ws", {"Origin: " + web.origin(), "Cookie: " + cookie,
                                "Sec-WebSocket-Protocol: rostrum.v1", "Connection: Upgrade",
                                "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="});
}

/// An unmasked closing frame with this code.
std::string closing(std::uint16_t code)
{
    return {static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
}

/// A frame as a client sends it, masked by zeros: opcode 1 is text, 9 a ping. At most 125 bytes.
std::string masked(int opcode, const std::string& payload)
{
    return std::string{static_cast<char>(0x80 | opcode),
                       static_cast<char>(0x80 | payload.size()),
                       0,
                       0,
                       0,
                       0} +
           payload;
}

} // namespace

TEST_CASE(
    "T5: a session that ends between the look at its cookie and the socket's entry is closed too",
    "[api][sessions]")
{
    WebFixture web;
    const auto cookie = web.staff(core::Role::moderator);
    // The end has been told to the thread, and the socket that was looked up before enters after.
    web.hub().end_sessions({session_of(cookie)}, /*revoked=*/false);
    Client client(web.port());
    client.send(upgrade(web, cookie));
    CHECK(client.receive().status == 101);
    client.await(closing(4401) + "session ended");
}

TEST_CASE(
    "T5: a socket that enters under an id just renewed is sent away to come back with the new one",
    "[api][sessions]")
{
    WebFixture web;
    const auto cookie = web.staff(core::Role::moderator);
    session::Identity fresh{core::Role::moderator, "moderator", "fresh", "nonce"};
    web.hub().rename_session(session_of(cookie), fresh);
    Client client(web.port());
    client.send(upgrade(web, cookie));
    CHECK(client.receive().status == 101);
    client.await(closing(1012) + "session ended");
}

TEST_CASE("a socket that enters after the farewell is sent away like those before it",
          "[api][sessions]")
{
    WebFixture web;
    const auto cookie = web.staff(core::Role::moderator);
    web.hub().close_all();
    Client client(web.port());
    client.send(upgrade(web, cookie));
    CHECK(client.receive().status == 101);
    client.await(closing(1012) + "restart");
}

TEST_CASE("connections of a renewed session still count among those it may have", "[api][sessions]")
{
    WebFixture web;
    const auto old = web.staff(core::Role::moderator);
    std::vector<std::unique_ptr<Client>> clients;
    const auto open = [&](const std::string& cookie) {
        clients.push_back(std::make_unique<Client>(web.port()));
        clients.back()->send(upgrade(web, cookie));
        CHECK(clients.back()->receive().status == 101);
        // The answer 101 leaves before the socket has entered; whoever answers a ping has.
        clients.back()->send(masked(9, "are you in?"));
        clients.back()->await("are you in?");
    };
    for (std::size_t count = 0; count < net::limits::connections_per_session_max; ++count)
        open(old);
    std::string cookie;
    web.at_door([&](net::DoorKeeper& keeper) {
        const auto found = keeper.sessions.get({session_of(old)}, core::Instant{0}).value();
        const auto made = keeper.sessions.renew(found.id, found.last_seen_at).value().value();
        cookie = "rostrum=" + made.cookie;
        web.hub().rename_session(found.id.value, net::identity_of(made.session, made.cookie));
    });
    open(cookie);
    clients.front()->await(closing(4409));
}

TEST_CASE("a desk that only uses its socket is not idle", "[api][sessions]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto cookie = web.staff(core::Role::moderator);
    const std::string nonce{web.get("/api/v1/session", cookie).json().at("nonce").as_string()};
    const access::SessionId id{session_of(cookie)};
    const auto last_seen = [&] {
        core::Instant seen;
        web.at_door([&](net::DoorKeeper& keeper) {
            seen = keeper.sessions.get(id, core::Instant{0}).value().last_seen_at;
        });
        return seen;
    };
    Client client(web.port());
    client.send(upgrade(web, cookie));
    CHECK(client.receive().status == 101);
    const auto before = last_seen();
    client.send(
        masked(1, R"({"type":"hello","protocol":1,"hearing":"h01","audience":"desk","nonce":")" +
                      nonce + "\"}"));
    client.await("welcome");
    client.send(masked(1, R"({"type":"ping","t":1})"));
    client.await("pong");
    CHECK(last_seen() == before); // A page that is merely open gives no sign of life.
    client.send(masked(
        1,
        R"({"type":"command","id":"command-0001","name":"mark_present","body":{"participant":"A-0001"}})"));
    client.await("command-0001");
    CHECK(last_seen() > before);
}

TEST_CASE("T25: the door outlives a task that throws", "[api][failures]")
{
    WebFixture web;
    const auto cookie = web.staff(core::Role::secretariat);
    web.prepare_hearing();
    bool threw = false;
    web.door().post([&](net::DoorKeeper&) {
        threw = true;
        throw std::runtime_error("the handler's secret");
    });
    web.at_door([](net::DoorKeeper&) {});
    CHECK(threw);
    CHECK(web.get("/api/v1/session", cookie).status == 200);
}

TEST_CASE("T25: a request whose handler throws or forgets it is answered 500", "[api][failures]")
{
    unsigned status = 0;
    const auto respond = [&](const net::HttpResponse& response) { status = response.status; };
    SECTION("by throwing")
    {
        try {
            const auto answer = net::answered_always(respond);
            throw std::runtime_error("no answer");
        }
        catch (const std::runtime_error&) {
            CHECK(status == 500);
        }
    }
    SECTION("by dropping the last copy")
    {
        auto answer = net::answered_always(respond);
        auto copy = answer;
        answer = {};
        CHECK(status == 0);
        copy = {};
        CHECK(status == 500);
    }
    SECTION("but not once it is answered, and only once")
    {
        auto answer = net::answered_always(respond);
        answer(net::problem(409, "first"));
        answer(net::problem(400, "second"));
        answer = {};
        CHECK(status == 409);
    }
}

TEST_CASE("T25: an I/O thread outlives a handler that throws", "[api][failures]")
{
    WebFixture web;
    boost::asio::post(web.io(), [] { throw std::runtime_error("the handler's secret"); });
    CHECK(web.get("/healthz").status == 200);
}
