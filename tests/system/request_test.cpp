// What any request meets at the real program before a route: T1, T2, T7, T8 and T21 of the
// threat model.
#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

constexpr const char* proxy = "127.0.0.2";

std::vector<std::string> with_public_name()
{
    return {R"(hosts = ["Hall.example"])", R"(origins = ["http://hall.example"])"};
}

} // namespace

TEST_CASE("T1: only a page of exactly our origin opens a WebSocket", "[system][http]")
{
    const ServedHall served({.http_lines = with_public_name()});
    const auto cookie = "Cookie: " + served.join(0);
    const auto status = [&](const std::vector<std::string>& origins) {
        auto headers = origins;
        headers.push_back(cookie);
        return served.raw(served.upgrade(headers)).status;
    };
    CHECK(status({}) == 403);
    const auto port = std::to_string(served.port());
    const std::vector<std::string> strangers{
        "",
        "null",
        "evil",
        "http://evil.example",
        "https://" + served.host(),
        "http://" + served.host() + ".evil.example",
        "http://" + served.host() + "/",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "HTTP://" + served.host(),
        "http://LOCALHOST:" + port,
        "http://hall.example:" + port,
        "http://HALL.example",
        "http://a.hall.example",
        served.origin() + ", http://evil.example",
    };
    for (const auto& origin : strangers) {
        CAPTURE(origin);
        CHECK(status({"Origin: " + origin}) == 403);
    }
    const auto ours = "Origin: " + served.origin();
    CHECK(status({ours, ours}) == 403);
    CHECK(status({ours, "Origin: http://evil.example"}) == 403);
    for (const auto& origin :
         {served.origin(), "http://localhost:" + port, std::string{"http://hall.example"}}) {
        CAPTURE(origin);
        CHECK(status({"Origin: " + origin}) == 101);
    }
}

TEST_CASE("T1: what changes something must come from a page of ours, with or without a cookie",
          "[system][http]")
{
    const ServedHall served;
    const auto status = [&](const std::vector<std::string>& origins) {
        auto headers = origins;
        headers.insert(headers.end(), {"Content-Type: application/json", "Content-Length: 2"});
        return served.raw(served.head("POST /api/v1/join", headers) + "{}").status;
    };
    CHECK(status({"Origin: " + served.origin()}) == 400);
    CHECK(status({}) == 403);
    for (const std::string origin : {"null", "http://evil", "https://127.0.0.1", ""})
        CHECK(status({"Origin: " + origin}) == 403);
    CHECK(status({"Origin: " + served.origin(), "Origin: " + served.origin()}) == 403);
}

TEST_CASE("T2: a request for another host or for none is refused on every path", "[system][http]")
{
    const ServedHall served({.http_lines = with_public_name()});
    for (const std::string path :
         {"/", "/assets/a-1.js", "/nothing", "/api/v1/session", "/ws", "/healthz"}) {
        for (const std::string host :
             {"Host: evil.example\r\n", "", "Host: \r\n", "Host: 127.0.0.1:1\r\n",
              "Host: 127.0.0.1\r\n", "Host: hall.example.evil.example\r\n"}) {
            CAPTURE(path, host);
            const bool names_one = host.size() > std::string{"Host: \r\n"}.size();
            const auto reply = served.raw("GET " + path + " HTTP/1.1\r\n" + host + "\r\n");
            CHECK(reply.status == (names_one ? 421 : 400));
            CHECK_THAT(reply.header("content-security-policy"),
                       tst::has_text("default-src 'none'"));
        }
    }
    CHECK(served.raw("GET / HTTP/1.1\r\nHost: HALL.example\r\n\r\n").status == 200);
}

TEST_CASE(
    "T7: a method or a type of content that a path does not have is refused, with those it has",
    "[system][http]")
{
    const ServedHall served;
    for (const std::string method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"}) {
        const auto reply = served.raw(served.head(method + " /"));
        CHECK(reply.status == 405);
        CHECK(reply.header("allow") == "GET, HEAD");
    }
    for (const std::string path :
         {"/api/v1/join", "/api/v1/login", "/api/v1/link", "/api/v1/logout",
          "/api/v1/hearings/h01/commands", "/api/v1/hearings/h01/cards"}) {
        for (const std::string method : {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"}) {
            CAPTURE(path, method);
            auto client = served.client();
            client.send(served.head(method + ' ' + path));
            const auto reply = client.receive(method == "HEAD");
            CHECK(reply.status == 405);
            CHECK(reply.header("allow") == "POST");
        }
        for (const std::string type : {"text/plain", "application/x-www-form-urlencoded",
                                       "multipart/form-data; boundary=x", "text/csv", ""}) {
            CAPTURE(path, type);
            const auto headers = std::vector<std::string>{
                "Origin: " + served.origin(), "Content-Type: " + type, "Content-Length: 2"};
            CHECK(served.raw(served.head("POST " + path, headers) + "{}").status == 415);
        }
    }
}

TEST_CASE("T8: every answer carries the headers of security, errors too", "[system][http]")
{
    const bool secure = GENERATE(false, true);
    CAPTURE(secure);
    const ServedHall served({.secure = secure});
    const auto host = "Host: " + served.host() + "\r\n";
    const std::vector<std::string> requests{served.head("GET /"),
                                            served.head("GET /assets/a-1.js"),
                                            served.head("GET /nothing"),
                                            served.head("PUT /"),
                                            served.head("GET /api/v1/session"),
                                            served.head("POST /api/v1/join"),
                                            served.head("GET /ws"),
                                            served.head("GET /metrics"),
                                            "GET /%zz HTTP/1.1\r\n" + host + "\r\n",
                                            "nonsense\r\n\r\n",
                                            "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"};
    for (const auto& request : requests) {
        CAPTURE(request);
        const auto reply = served.raw(request);
        const auto policy = reply.header("content-security-policy");
        CHECK_THAT(policy, tst::has_text("default-src 'none'; script-src 'self'; style-src 'self'; "
                                         "img-src 'self' data:; connect-src 'self'"));
        CHECK_THAT(policy, tst::has_text("; manifest-src 'self'; worker-src 'self'; "
                                         "frame-src 'self'; base-uri 'none'; "
                                         "form-action 'none'; frame-ancestors 'none'; "
                                         "object-src 'none'"));
        CHECK_FALSE((secure && policy.find("ws://") != std::string::npos));
        CHECK(reply.header("x-content-type-options") == "nosniff");
        CHECK(reply.header("referrer-policy") == "no-referrer");
        CHECK(reply.header("cross-origin-opener-policy") == "same-origin");
        CHECK(reply.header("strict-transport-security") == (secure ? "max-age=15768000" : ""));
    }
    const auto page = served.raw(served.head("GET /")).header("content-security-policy");
    const auto plain = secure ? std::string{} : " ws://" + served.host();
    const auto box = std::string{secure ? " https" : " http"} +
                     "://127.0.0.1:" + std::to_string(served.server().cast_port());
    CHECK_THAT(page,
               tst::has_text("connect-src 'self'" + plain + " wss://" + served.host() + box + ";"));
}

TEST_CASE("T21: nobody but a trusted proxy is believed about whom they speak for", "[system][http]")
{
    const ServedHall served({.http_lines = {R"(proxies = ["127.0.0.2"])"}});
    int guesses = 0;
    const auto guess = [&](const std::string& from) {
        // A guesser who is another one each time, if one believes it.
        const auto invented = "X-Forwarded-For: 203.0.113." + std::to_string(++guesses % 250);
        return served
            .post("/api/v1/join", R"({"token":"00000000000000000000000000"})", {invented}, from)
            .status;
    };
    for (int i = 0; i < 30; ++i) CHECK(guess("127.0.0.3") == 403);
    CHECK(guess("127.0.0.3") == 429);
    CHECK(guess("127.0.0.4") == 403);
    // Through the proxy each of them counts alone.
    for (int i = 0; i < 40; ++i) CHECK(guess(proxy) == 403);
    const auto strange = std::string{"X-Forwarded-For: 203.0.113.7"};
    const auto monitoring = [&](const std::vector<std::string>& headers, const std::string& from) {
        return served.raw(served.head("GET /healthz", headers), from).status;
    };
    CHECK(monitoring({strange}, "127.0.0.3") == 200);
    CHECK(monitoring({strange}, proxy) == 404);
    CHECK(monitoring({}, proxy) == 404);
    CHECK(monitoring({"X-Forwarded-For: 127.0.0.1"}, proxy) == 404);
}

TEST_CASE("staff log in on this machine or through TLS, unless the hall is told otherwise",
          "[system][http]")
{
    const std::string body = R"({"login":"nobody","password":"a long password"})";
    const std::string far = "X-Forwarded-For: 203.0.113.7";
    const std::string https = "X-Forwarded-Proto: https";
    const std::string proxies = R"(proxies = ["127.0.0.2"])";
    const ServedHall served({.http_lines = {proxies}});
    const auto code = [&](const std::vector<std::string>& headers, const std::string& from) {
        return served.post("/api/v1/login", body, headers, from).code();
    };
    CHECK(code({}, "127.0.0.1") == "wrong_password");
    CHECK(code({far}, proxy) == "staff_needs_tls");
    CHECK(code({}, proxy) == "staff_needs_tls");
    CHECK(code({far, "X-Forwarded-Proto: http"}, proxy) == "staff_needs_tls");
    CHECK(code({far, https}, proxy) == "wrong_password");
    CHECK(served.post("/api/v1/login", body, {far, https}, proxy)
              .header("strict-transport-security") == "max-age=15768000");
    CHECK(served.post("/api/v1/login", body, {far, https}, "127.0.0.3")
              .header("strict-transport-security")
              .empty());

    const ServedHall open({.http_lines = {proxies, "allow_plain_staff = true"}});
    CHECK(open.post("/api/v1/login", body, {far}, proxy).code() == "wrong_password");
    const ServedHall secure({.secure = true, .http_lines = {proxies}});
    CHECK(secure.post("/api/v1/login", body, {far}, proxy).code() == "wrong_password");
}

} // namespace rostrum::system_test
