// What any request meets before a route, where a state inside must be made for it; the rest is in
// tests/system/request_test.cpp.
#include "net/web_fixture.hpp"

#include "net/limits.hpp"

#include "support/catch.hpp"

#include <future>
#include <string>
#include <vector>

using namespace rostrum;
using net::Client;
using net::WebFixture;

namespace {

std::string upgrade(const WebFixture& web, std::vector<std::string> headers)
{
    headers.insert(headers.end(),
                   {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="});
    return web.head("GET /ws", headers);
}

} // namespace

TEST_CASE("a connection serves one request after the other, also when they come at once", "[http]")
{
    WebFixture web;
    Client client(web.port());
    client.send(web.head("GET /") + web.head("HEAD /assets/a-1.js") + web.head("GET /nothing"));
    CHECK(client.receive().body == "<!doctype html>");
    const auto asset = client.receive(/*without_body=*/true);
    CHECK(asset.header("content-length") == "4");
    CHECK(asset.header("cache-control") == "public, max-age=31536000, immutable");
    CHECK(client.receive().status == 404);
    client.send(web.head("GET /", {"Connection: close"}));
    CHECK(client.receive().header("connection") == "close");
    CHECK(client.is_over());
}

TEST_CASE("a page that has not changed is not sent again", "[http]")
{
    WebFixture web;
    const auto page = web.get("/");
    CHECK(page.header("cache-control") == "no-cache");
    const auto again = web.raw(web.head("GET /", {"If-None-Match: \"x\", " + page.header("etag")}));
    CHECK(again.status == 304);
    CHECK(again.body.empty());
}

TEST_CASE("a page goes out compressed to whoever takes it so, each coding under its own tag",
          "[http]")
{
    WebFixture web;
    const auto ask = [&](const std::string& line, std::vector<std::string> headers,
                         bool without_body = false) {
        Client client(web.port());
        client.send(web.head(line, headers));
        return client.receive(without_body);
    };
    const auto plain = web.get("/");
    CHECK(plain.body == "<!doctype html>");
    CHECK(plain.header("content-encoding").empty());
    CHECK(plain.header("vary") == "Accept-Encoding");

    const auto small = ask("GET /", {"Accept-Encoding: br, gzip"});
    CHECK(small.body == "html, small");
    CHECK(small.header("content-encoding") == "gzip");
    CHECK(small.header("content-type") == "text/html; charset=utf-8");
    CHECK(small.header("cache-control") == "no-cache");
    CHECK(small.header("vary") == "Accept-Encoding");
    CHECK(small.header("etag") != plain.header("etag"));

    const auto head = ask("HEAD /", {"Accept-Encoding: gzip"}, /*without_body=*/true);
    CHECK(head.header("content-encoding") == "gzip");
    CHECK(head.header("content-length") == std::to_string(small.body.size()));

    CHECK(ask("GET /", {"Accept-Encoding: gzip;q=0"}).body == plain.body);
    CHECK(ask("GET /", {"Accept-Encoding: gzip", "Accept-Encoding: gzip"}).body == plain.body);
    // What the build did not compress says nothing of codings.
    const auto asset = ask("GET /assets/a-1.js", {"Accept-Encoding: gzip"});
    CHECK(asset.body == "code");
    CHECK(asset.header("vary").empty());
}

TEST_CASE("a tag of one coding does not stand for the other", "[http]")
{
    WebFixture web;
    const auto tag = web.get("/").header("etag");
    const auto ask = [&](const std::string& known) {
        return web.raw(web.head("GET /", {"Accept-Encoding: gzip", "If-None-Match: " + known}));
    };
    const auto changed = ask(tag);
    CHECK(changed.status == 200);
    const auto same = ask(changed.header("etag"));
    CHECK(same.status == 304);
    CHECK(same.header("etag") == changed.header("etag"));
    CHECK(same.header("vary") == "Accept-Encoding");
    CHECK(same.header("content-encoding").empty());
}

TEST_CASE("a body of the wrong type or size is refused", "[http]")
{
    WebFixture web;
    CHECK(web.post("/api/v1/join", "{}", {}, "text/plain").status == 415);
    CHECK(web.post("/api/v1/join", "{}", {}, "application/json; charset=utf-8").status == 400);
    CHECK(web.post("/api/v1/join", std::string(net::limits::http_body_bytes_max + 1, ' ')).status ==
          413);
    const auto secretariat = web.staff(core::Role::secretariat);
    CHECK(web.post("/api/v1/hearings/h01/roster", "x", secretariat).status == 415);
    // A large body is for staff: others are refused before it is read.
    Client client(web.port());
    client.send(
        web.head("POST /api/v1/hearings/h01/roster",
                 {"Origin: " + web.origin(), "Content-Type: text/csv", "Content-Length: 5000000"}));
    CHECK(client.receive().status == 401);
    CHECK(client.is_over());
}

TEST_CASE("chunked bodies and those announced by Expect are read", "[http]")
{
    WebFixture web;
    const std::vector<std::string> headers{"Origin: " + web.origin(),
                                           "Content-Type: application/json"};
    auto chunked = headers;
    chunked.push_back("Transfer-Encoding: chunked");
    CHECK(web.raw(web.head("POST /api/v1/join", chunked) + "2\r\n{}\r\n0\r\n\r\n").code() ==
          "missing_field");
    const auto flood = "4000\r\n" + std::string(0x4000, ' ') + "\r\n1\r\n \r\n0\r\n\r\n";
    CHECK(web.raw(web.head("POST /api/v1/join", chunked) + flood).status == 413);

    auto expecting = headers;
    expecting.insert(expecting.end(), {"Content-Length: 2", "Expect: 100-continue"});
    Client client(web.port());
    client.send(web.head("POST /api/v1/join", expecting));
    CHECK(client.receive().status == 100);
    client.send("{}");
    CHECK(client.receive().code() == "missing_field");
}

TEST_CASE("T16: when places run out, the connection that has idled longest makes room", "[http]")
{
    WebFixture web(core::days(180), /*connections_max=*/2);
    const auto ask = [&](Client& client) {
        client.send(web.head("GET /"));
        return client.receive().status;
    };
    Client first(web.port());
    Client second(web.port());
    CHECK(ask(first) == 200);
    CHECK(ask(second) == 200);
    CHECK(ask(first) == 200); // So the second has idled longer.
    Client third(web.port());
    CHECK(ask(third) == 200);
    CHECK(second.is_over());
    CHECK(ask(first) == 200);
    CHECK(ask(third) == 200);
}

TEST_CASE("T16: when places run out and nobody idles, who has let the server wait longest makes "
          "room",
          "[http]")
{
    WebFixture web(core::days(180), /*connections_max=*/2);
    const auto request = web.head("GET /");
    const auto most = request.substr(0, request.size() - 2);
    Client slow(web.port());
    slow.send(request + most); // Answered, and at once in the midst of the next.
    CHECK(slow.receive().status == 200);
    Client later(web.port());
    later.send(request + most);
    CHECK(later.receive().status == 200);
    Client fresh(web.port());
    fresh.send(request);
    CHECK(fresh.receive().status == 200);
    CHECK(slow.is_over());
    later.send("\r\n");
    CHECK(later.receive().status == 200);
}

TEST_CASE("T16: who takes no answer makes room as well", "[http]")
{
    // More than the kernel takes for somebody who does not read.
    WebFixture web(core::days(180), /*connections_max=*/1, /*large_page_bytes=*/32 * 1024 * 1024);
    Client slow(web.port());
    slow.send(web.head("GET /assets/large-1.js"));
    Client fresh(web.port());
    fresh.send(web.head("GET /"));
    CHECK(fresh.receive().status == 200);
}

TEST_CASE("nobody to whom the server owes an answer makes room: then the new connection is closed",
          "[http]")
{
    WebFixture web(core::days(180), /*connections_max=*/1);
    std::promise<void> go_on;
    web.hub().ask([held = go_on.get_future().share()](hall::Front&) { held.wait(); });
    Client owed(web.port());
    owed.send(web.head("GET /readyz"));
    Client fresh(web.port());
    CHECK(fresh.is_over());
    go_on.set_value();
    CHECK(owed.receive().status == 200);
}

TEST_CASE("an upload that stands still is given up when the server stops, long before its time",
          "[http]")
{
    WebFixture web;
    const auto secretariat = web.staff(core::Role::secretariat);
    Client client(web.port());
    client.send(web.head("POST /api/v1/hearings/h01/slides",
                         {"Origin: " + web.origin(), "Cookie: " + secretariat,
                          "Content-Type: application/pdf", "Content-Length: 1000",
                          "Expect: 100-continue"}));
    CHECK(client.receive().status == 100);
    web.stop();
    // The client waits for less than `http_slides_deadline`.
    CHECK(client.is_over());
}

TEST_CASE("an upgrade needs our origin, a session and the subprotocol, judged in this order",
          "[http]")
{
    WebFixture web;
    const auto moderator = web.staff(core::Role::moderator);
    const auto cookie = "Cookie: " + moderator;
    const std::string nonce{web.get("/api/v1/session", moderator).json().at("nonce").as_string()};
    const auto origin = "Origin: " + web.origin();
    const std::string protocol = "Sec-WebSocket-Protocol: chat, rostrum.v1";
    CHECK(web.raw(web.head("GET /ws", {origin, cookie})).status == 426);
    CHECK(web.raw(upgrade(web, {"Origin: http://evil", cookie, protocol})).status == 403);
    CHECK(web.raw(upgrade(web, {origin, protocol})).status == 401);
    CHECK(web.raw(upgrade(web, {origin, "Cookie: rostrum=forged", protocol})).status == 401);
    CHECK(web.raw(upgrade(web, {origin, cookie})).status == 400);

    Client client(web.port());
    client.send(upgrade(web, {origin, cookie, protocol}));
    const auto reply = client.receive();
    CHECK(reply.status == 101);
    CHECK(reply.header("sec-websocket-protocol") == "rostrum.v1");
    CHECK(reply.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    const auto hello = [](const std::string& said) {
        return tst::client_frame(
            R"({"type":"hello","protocol":1,"hearing":"h01","audience":"desk",)"
            R"("nonce":")" +
            said + "\"}");
    };
    client.send(hello(std::string(nonce.size(), '0')));
    client.await("wrong_nonce");
    client.send(hello(nonce));
    client.await("welcome");
}

TEST_CASE("monitoring answers on this machine and counts what was answered", "[http]")
{
    WebFixture web;
    CHECK(web.get("/healthz").status == 200);
    CHECK(web.get("/readyz").status == 200);
    web.prepare_hearing();
    const auto page = web.get("/metrics");
    CHECK(page.header("content-type") == "text/plain; version=0.0.4");
    CHECK_THAT(page.body, tst::has_text("rostrum_http_requests_total{status=\"2xx\"}"));
    CHECK(web.metrics().events_appended > 0);
    CHECK(web.metrics().commands_done > 0);
}
