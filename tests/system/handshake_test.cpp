// The opening handshake (RFC 6455 §4) at the real program: what becomes a WebSocket, and what not.
#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

const std::string websocket_key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const std::string version = "Sec-WebSocket-Version: 13";
const std::string protocol = "Sec-WebSocket-Protocol: rostrum.v1";
const std::string to_websocket = "Upgrade: websocket";
const std::string to_upgrade = "Connection: Upgrade";

struct Handshake {
    const char* what;
    std::vector<std::string> headers; ///< Besides `Host`, `Origin` and `Cookie`.
    unsigned status;
    std::string line{"GET /ws HTTP/1.1"};
    std::string rest{};
};

const std::vector<Handshake> handshakes{
    {"as browsers do it", {to_upgrade, to_websocket, version, websocket_key, protocol}, 101},
    {"in any order and any case",
     {"sec-websocket-protocol: rostrum.v1", "SEC-WEBSOCKET-VERSION: 13",
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==", "upgrade: WebSocket",
      "connection: keep-alive, UPGRADE"},
     101},
    {"with a choice of protocols",
     {to_upgrade, to_websocket, version, websocket_key, "Sec-WebSocket-Protocol: chat, rostrum.v1"},
     101},
    {"with extensions, of which there are none",
     {to_upgrade, to_websocket, version, websocket_key, protocol,
      "Sec-WebSocket-Extensions: permessage-deflate, x-unknown; a=1"},
     101},

    {"no upgrade at all", {}, 426},
    {"no Upgrade", {to_upgrade, version, websocket_key, protocol}, 426},
    {"an upgrade to something else",
     {to_upgrade, "Upgrade: h2c", version, websocket_key, protocol},
     426},
    {"no Connection", {to_websocket, version, websocket_key, protocol}, 426},
    {"a Connection that does not upgrade",
     {"Connection: keep-alive", to_websocket, version, websocket_key, protocol},
     426},
    {"another method",
     {to_upgrade, to_websocket, version, websocket_key, protocol},
     426,
     "POST /ws HTTP/1.1"},
    {"HTTP/1.0",
     {to_upgrade, to_websocket, version, websocket_key, protocol},
     426,
     "GET /ws HTTP/1.0"},
    {"a body",
     {to_upgrade, to_websocket, version, websocket_key, protocol, "Content-Length: 5"},
     426,
     "GET /ws HTTP/1.1",
     "hello"},
    {"a frame before the answer",
     {to_upgrade, to_websocket, version, websocket_key, protocol},
     426,
     "GET /ws HTTP/1.1",
     tst::client_frame("early")},

    {"no version", {to_upgrade, to_websocket, websocket_key, protocol}, 426},
    {"an older version",
     {to_upgrade, to_websocket, "Sec-WebSocket-Version: 8", websocket_key, protocol},
     426},
    {"a version to come",
     {to_upgrade, to_websocket, "Sec-WebSocket-Version: 14", websocket_key, protocol},
     426},
    {"two versions in one line",
     {to_upgrade, to_websocket, "Sec-WebSocket-Version: 13, 8", websocket_key, protocol},
     426},
    {"two versions in two lines",
     {to_upgrade, to_websocket, version, "Sec-WebSocket-Version: 8", websocket_key, protocol},
     426},
    {"a version that is no number",
     {to_upgrade, to_websocket, "Sec-WebSocket-Version: thirteen", websocket_key, protocol},
     426},

    {"no key", {to_upgrade, to_websocket, version, protocol}, 400},
    {"an empty key", {to_upgrade, to_websocket, version, "Sec-WebSocket-Key:", protocol}, 400},
    {"a key of 15 bytes",
     {to_upgrade, to_websocket, version, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j", protocol},
     400},
    {"a key of 17 bytes",
     {to_upgrade, to_websocket, version, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE=", protocol},
     400},
    {"a key that is not in base64",
     {to_upgrade, to_websocket, version, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j!!==", protocol},
     400},
    {"a key as long as a head allows",
     {to_upgrade, to_websocket, version, "Sec-WebSocket-Key: " + std::string(4'096, 'A'), protocol},
     400},
    {"two keys", {to_upgrade, to_websocket, version, websocket_key, websocket_key, protocol}, 400},

    {"no protocol", {to_upgrade, to_websocket, version, websocket_key}, 400},
    {"an empty protocol",
     {to_upgrade, to_websocket, version, websocket_key, "Sec-WebSocket-Protocol:"},
     400},
    {"other protocols",
     {to_upgrade, to_websocket, version, websocket_key,
      "Sec-WebSocket-Protocol: chat, rostrum.v10"},
     400},
    {"a protocol in another case, which matters",
     {to_upgrade, to_websocket, version, websocket_key, "Sec-WebSocket-Protocol: Rostrum.V1"},
     400},
};

} // namespace

TEST_CASE("an upgrade is whole and right, or the answer says what is missing", "[system][http]")
{
    const ServedHall served({.people = 4});
    std::vector<std::string> cookies;
    for (std::size_t person = 0; person < 4; ++person) cookies.push_back(served.join(person));
    std::size_t next = 0;
    for (const auto& handshake : handshakes) {
        CAPTURE(handshake.what);
        auto request = handshake.line + "\r\nHost: " + served.host() +
                       "\r\nOrigin: " + served.origin() +
                       "\r\nCookie: " + cookies[next++ % cookies.size()] + "\r\n";
        for (const auto& header : handshake.headers) request += header + "\r\n";
        const auto reply = served.raw(request + "\r\n" + handshake.rest);
        CHECK(reply.status == handshake.status);
        if (handshake.status == 101) {
            CHECK(reply.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            CHECK(reply.header("sec-websocket-protocol") == "rostrum.v1");
            CHECK(reply.header("sec-websocket-extensions").empty());
            continue;
        }
        CHECK(reply.header("sec-websocket-accept").empty());
        CHECK_FALSE(reply.header("x-content-type-options").empty());
        if (handshake.status != 426) continue;
        // It says what it would upgrade to.
        CHECK(reply.code() == "upgrade_required");
        CHECK(reply.header("upgrade") == "websocket");
        CHECK(reply.header("sec-websocket-version") == "13");
    }
}

TEST_CASE("who is gone before being welcomed is forgotten, and others come as ever", "[system][ws]")
{
    namespace asio = boost::asio;
    const ServedHall served({.people = 2});
    const auto cookie = served.join(0);
    const auto request = served.upgrade({"Origin: " + served.origin(), "Cookie: " + cookie});
    const auto hello = tst::client_frame(served.hello(cookie));
    asio::io_context io;
    for (int phone = 0; phone < 200; ++phone) {
        asio::ip::tcp::socket socket(io);
        socket.connect({asio::ip::address_v4::loopback(), served.port()});
        asio::write(socket, asio::buffer(request));
        std::string answer;
        asio::read_until(socket, asio::dynamic_buffer(answer), "\r\n\r\n");
        // Nobody waits for what was sent: the server hears the hello, and its answer meets a reset.
        socket.set_option(asio::socket_base::linger(true, 0));
        asio::write(socket, asio::buffer(hello));
        socket.close(); // By itself, at its end, it would say goodbye instead.
    }
    auto phone = served.client();
    served.enter(phone, served.join(1));
    CHECK(served.raw(served.head("GET /healthz")).status == 200);
}

} // namespace rostrum::system_test
