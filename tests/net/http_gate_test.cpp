#include "net/http_gate.hpp"
#include "net/router.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum;
using namespace rostrum::net;

TEST_CASE("hosts are ours whatever their case, origins only letter by letter", "[gate]")
{
    const HttpGate gate({"Hall.example:8080"}, {"http://hall.example:8080"});
    CHECK(gate.knows_host("hall.EXAMPLE:8080"));
    for (const auto* host :
         {"", "hall.example", "hall.example:80", "evil.example:8080", "localhost"})
        CHECK_FALSE(gate.knows_host(host));
    CHECK(gate.knows_origin("http://hall.example:8080"));
    for (const auto* origin :
         {"", "null", "http://evil", "http://hall.example:8080.evil", "http://hall.example:1",
          "https://hall.example:8080", "http://HALL.example:8080", "http://hall.example:8080/"})
        CHECK_FALSE(gate.knows_origin(origin));
}

TEST_CASE("a target is a path of ours, unescaped once", "[gate]")
{
    const auto target = parse_target("/a%20b?x=1&y=%E4%BD%A0+b&z").value();
    CHECK(target.path == "/a b");
    CHECK(target.query == std::map<std::string, std::string>{{"x", "1"}, {"y", "你 b"}, {"z", ""}});
    CHECK(parse_target("/%2541").value().path == "/%41");
    for (const auto* bad : {"", "*", "http://evil/", "a", "/%", "/%1", "/%zz", "/%00", "/a%0d%0ab",
                            "/?x=%0a", "/\xC3\xA4"})
        CHECK_FALSE(parse_target(bad));
}

TEST_CASE("headers are taken apart", "[gate]")
{
    CHECK(media_type("Text/CSV ; charset=utf-8") == "text/csv");
    CHECK(cookie_value("a=1; rostrum=x=y; b=2", "rostrum") == "x=y");
    CHECK(cookie_value("xrostrum=1", "rostrum").empty());
    CHECK(cookie_value("rostrum=a; rostrum=b", "rostrum").empty());
    CHECK(is_plain_number("0012"));
    for (const auto* bad : {"", "2, 2", "+2", "-2", "2 ", "0x2"}) CHECK_FALSE(is_plain_number(bad));
    CHECK(lists("chat, rostrum.v1", "rostrum.v1"));
    CHECK_FALSE(lists("rostrum.v10", "rostrum.v1"));
    CHECK(matches_etag("\"a\", W/\"b\"", "\"b\""));
    CHECK(matches_etag("*", "\"b\""));
    CHECK_FALSE(matches_etag("\"a\"", "\"b\""));
}

TEST_CASE("the key of an upgrade is 16 bytes in base64", "[gate]")
{
    CHECK(is_websocket_key("dGhlIHNhbXBsZSBub25jZQ=="));
    CHECK(is_websocket_key("+/+/+/+/+/+/+/+/+/+/+w=="));
    for (const auto* bad :
         {"", "==", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=",
          "dGhlIHNhbXBsZSBub25jZR===", "dGhlIHNhbXBsZSBub25jZQ==x", "dGhlIHNhbXBsZSBub25jZ===",
          "dGhl-HNhbXBsZSBub25jZQ==", "dGhl HNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZSEh"})
        CHECK_FALSE(is_websocket_key(bad));
}

TEST_CASE("routes are found by method and path, with the methods there are", "[router]")
{
    Router router;
    router.add({"GET", "/h/{id}", Who::anyone, Accepts::nothing, 0, {}});
    router.add({"POST", "/h/{id}/x", Who::anyone, Accepts::json, 0, {}});
    router.add({"GET", "/h/{id}/x", Who::anyone, Accepts::nothing, 0, {}});
    CHECK(router.find("GET", "/h/h01").hearing == "h01");
    CHECK(router.find("HEAD", "/h/h01").route != nullptr);
    CHECK(router.find("POST", "/h/h01/x").hearing == "h01");
    CHECK(router.find("DELETE", "/h/h01/x").allow == "POST, GET, HEAD");
    CHECK(router.find("TRACE", "/h/h01").allow == "GET, HEAD");
    for (const auto* path : {"/h/", "/h", "/h/a/b", "/h//x", "/g/a"}) {
        CHECK(router.find("GET", path).route == nullptr);
        CHECK(router.find("GET", path).allow.empty());
    }
}

TEST_CASE("each kind of route admits its own kinds of people", "[router]")
{
    using core::Role;
    const auto status = [](Who who, Role role) {
        HttpRequest request;
        request.identity = session::Identity{role, "x", "s", {}};
        const auto refusal = check_caller({"GET", "/", who, {}, 0, {}}, request, false);
        return refusal ? refusal->status : 0U;
    };
    for (const auto who : {Who::session, Who::staff, Who::desk, Who::preparer, Who::secretariat})
        CHECK(check_caller({"GET", "/", who, {}, 0, {}}, {}, false)->status == 401);
    CHECK(status(Who::session, Role::observer) == 0);
    CHECK(status(Who::staff, Role::respondent) == 0);
    CHECK(status(Who::staff, Role::attendee) == 403);
    CHECK(status(Who::staff, Role::screen) == 403);
    CHECK(status(Who::desk, Role::teller) == 0);
    CHECK(status(Who::desk, Role::respondent) == 403);
    CHECK(status(Who::preparer, Role::moderator) == 0);
    CHECK(status(Who::preparer, Role::chair) == 403);
    CHECK(status(Who::secretariat, Role::moderator) == 403);
    CHECK(status(Who::monitor, Role::secretariat) == 404);
}

TEST_CASE("an answer is gzipped for whoever says that it may be, and for nobody else", "[http]")
{
    for (const auto* header :
         {"gzip", "GZip", "x-gzip", "deflate, gzip;q=1.0", "br;q=1, gzip ; q=0.001 , *;q=0", "*",
          "br, *;q=0.5", "gzip;q=1.000", "identity, gzip;level=9"}) {
        CAPTURE(header);
        CHECK(net::accepts_gzip(header));
    }
    for (const auto* header :
         {"", "identity", "br, deflate", "gzip;q=0", "gzip;q=0.000", "*, gzip;q=0.0", "*;q=0",
          "gzip;Q=0", "gzip;q=", "gzip;q=2", "gzip;q=1.1", "gzip;q=0.0001", "gzip;q=0.x", "gzipped",
          "gzip;q=-1"}) {
        CAPTURE(header);
        CHECK_FALSE(net::accepts_gzip(header));
    }
}
