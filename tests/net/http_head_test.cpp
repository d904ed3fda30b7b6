#include "net/http_head.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum;
using State = net::HeadScan::State;

TEST_CASE("the end of a request's head is found, wherever it was cut on its way", "[http]")
{
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (std::size_t size = 0; size < head.size(); ++size)
        CHECK(net::scan_head(head.substr(0, size)).state == State::incomplete);
    const auto scan = net::scan_head(head + "body\n");
    CHECK(scan.state == State::complete);
    CHECK(scan.size == head.size());
}

TEST_CASE("heads that two readers could read differently are bad", "[http]")
{
    const std::string text =
        GENERATE("GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\n\n",
                 "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", "GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n",
                 "GET / HTTP/1.1\r\nX: a\r\n\tb\r\n\r\n", "\r\nGET / HTTP/1.1\r\n\r\n",
                 " GET / HTTP/1.1\r\n\r\n");
    CAPTURE(text);
    CHECK(net::scan_head(text).state == State::bad);
}

TEST_CASE("every answer carries the headers of security", "[http]")
{
    const auto head = net::response_head({404, "text/plain", "no", {{"Allow", "GET"}}},
                                         {2, true, "hall.example", {784'111'777'000}});
    for (const auto* line :
         {"HTTP/1.1 404 Not Found\r\n", "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
          "Content-Length: 2\r\n", "Cache-Control: no-store\r\n", "Allow: GET\r\n",
          "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
          "Cross-Origin-Opener-Policy: same-origin\r\n", "default-src 'none'; script-src 'self'",
          "connect-src 'self' ws://hall.example wss://hall.example;", "frame-ancestors 'none'"})
        CHECK_THAT(head, tst::has_text(line));
}

TEST_CASE("a page may be in a frame of ours where its answer says so, and in nobody else's",
          "[http]")
{
    net::HttpResponse screen;
    screen.may_be_framed = true;
    CHECK_THAT(net::response_head(screen, {}), tst::has_text("; frame-ancestors 'self';"));
    CHECK_THAT(net::response_head({}, {}), tst::has_text("; frame-ancestors 'none';"));
}

TEST_CASE("dates are right at the edges of years", "[http]")
{
    const auto date = [](std::int64_t seconds) {
        const auto head = net::response_head({}, {0, true, {}, {seconds * 1000}});
        return head.substr(head.find("Date: ") + 6, 29);
    };
    CHECK(date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(date(951'782'400) == "Tue, 29 Feb 2000 00:00:00 GMT");
    CHECK(date(1'767'225'599) == "Wed, 31 Dec 2025 23:59:59 GMT");
    CHECK(date(1'767'225'600) == "Thu, 01 Jan 2026 00:00:00 GMT");
}
