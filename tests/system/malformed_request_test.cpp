// What two readers could read differently, at the real program: T23 of the threat model. A refused
// request is the last one of its connection: what was sent behind it is never answered.
#include "net/limits.hpp"
#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

struct Answer {
    unsigned status;
    std::string code;

    bool operator==(const Answer&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Answer& answer)
{
    return out << answer.status << ' ' << answer.code;
}

const Answer malformed{400, "malformed_request"};
const Answer bad_target{400, "malformed_target"};
const Answer too_large{413, "body_too_large"};
const Answer long_line{414, "malformed_request"};
const Answer other_host{421, "unknown_host"};
const Answer long_head{431, "malformed_request"};
/// What the empty object of the body is told, once it was read.
const Answer body_was_read{400, "missing_field"};
const Answer nothing_there{404, "not_found"};

Answer answer_of(const tst::Reply& reply)
{
    return {reply.status, reply.code()};
}

struct Row {
    const char* what;
    std::string request;
    Answer answer;
};

/// Requests to a hall, in words that name one thing each.
class Requests {
public:
    explicit Requests(const ServedHall& served)
        : host_("Host: " + served.host()), origin_("Origin: " + served.origin())
    {
    }

    /// A request line, `Host`, and these lines as they are.
    [[nodiscard]] std::string of(const std::string& line, const std::string& lines) const
    {
        return line + "\r\n" + host_ + "\r\n" + lines + "\r\n";
    }
    [[nodiscard]] std::string get(const std::string& lines) const
    {
        return of("GET / HTTP/1.1", lines);
    }
    /// Nothing but these lines says how long the body is.
    [[nodiscard]] std::string post(const std::string& lines, const std::string& body = "{}",
                                   const std::string& line = "POST /api/v1/join HTTP/1.1") const
    {
        return of(line, origin_ + "\r\nContent-Type: application/json\r\n" + lines) + body;
    }
    [[nodiscard]] std::string chunked(const std::string& body) const
    {
        return post("Transfer-Encoding: chunked\r\n", body);
    }
    [[nodiscard]] const std::string& host() const { return host_; }

private:
    std::string host_;
    std::string origin_;
};

void check_refused(const ServedHall& served, const std::vector<Row>& rows)
{
    const auto behind = served.head("GET /");
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto client = served.client();
        client.send(row.request + behind);
        const auto reply = client.receive();
        CHECK(answer_of(reply) == row.answer);
        CHECK(reply.header("connection") == "close");
        CHECK_FALSE(reply.header("x-content-type-options").empty());
        CHECK(client.is_over());
    }
}

/// And what is sent behind it is the next request.
void check_read(const ServedHall& served, const std::vector<Row>& rows)
{
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto client = served.client();
        client.send(row.request + served.head("GET /nothing", {"Connection: close"}));
        CHECK(answer_of(client.receive()) == row.answer);
        CHECK(answer_of(client.receive()) == nothing_there);
        CHECK(client.is_over());
    }
}

const std::string two_bytes = "2\r\n{}\r\n";
const std::string end = "0\r\n\r\n";

} // namespace

TEST_CASE("T23: who says the length of a body twice, wrongly or in two ways is refused",
          "[system][http]")
{
    const ServedHall served;
    const Requests ask(served);
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    const auto coded = [&](const std::string& value) {
        return ask.post("Transfer-Encoding:" + value + "\r\n", two_bytes + end);
    };
    const auto sized = [&](const std::string& value) {
        return ask.post("Content-Length:" + value + "\r\n");
    };
    check_refused(
        served,
        {
            {"length, then chunks", ask.post("Content-Length: 2\r\n" + chunked), malformed},
            {"chunks, then length", ask.post(chunked + "Content-Length: 2\r\n", end), malformed},
            {"chunks twice", ask.post(chunked + chunked, two_bytes + end), malformed},
            {"chunks, then none", ask.post(chunked + "Transfer-Encoding: identity\r\n"), malformed},
            {"none, then chunks", ask.post("Transfer-Encoding: identity\r\n" + chunked), malformed},
            {"chunks and none in one line", coded(" chunked, identity"), malformed},
            {"none and chunks in one line", coded(" identity, chunked"), malformed},
            {"chunks twice in one line", coded(" chunked, chunked"), malformed},
            {"compressed chunks", coded(" gzip, chunked"), malformed},
            {"no coding", coded(" identity"), malformed},
            {"an empty coding", coded(""), malformed},
            {"an empty coding and a length",
             ask.post("Transfer-Encoding:\r\nContent-Length: 2\r\n"), malformed},
            {"a coding that begins like it", coded(" chunkedx"), malformed},
            {"one that ends like it", coded(" xchunked"), malformed},
            {"in another case", coded(" Chunked"), malformed},
            {"in quotes", coded(" \"chunked\""), malformed},
            {"with a parameter", coded(" chunked;q=1"), malformed},
            {"with a comma", coded(" chunked,"), malformed},
            {"behind a vertical tab",
             coded(" \x0B"
                   "chunked"),
             malformed},
            {"before a vertical tab", coded(" chunked\x0B"), malformed},
            {"behind a form feed",
             coded(" \x0C"
                   "chunked"),
             malformed},
            {"before a NUL", coded(std::string(" chunked\0", 9)), malformed},
            {"with a blank before the colon",
             ask.post("Transfer-Encoding : chunked\r\n", two_bytes + end), malformed},
            {"on a line that goes on",
             ask.post("Transfer-Encoding:\r\n chunked\r\n", two_bytes + end), malformed},
            {"chunks before there were any",
             ask.post(chunked, two_bytes + end, "POST /api/v1/join HTTP/1.0"), malformed},
            {"the same length twice", ask.post("Content-Length: 2\r\nContent-Length: 2\r\n"),
             malformed},
            {"two lengths", ask.post("Content-Length: 2\r\nContent-Length: 3\r\n"), malformed},
            {"a list of the same length", sized(" 2, 2"), malformed},
            {"a list of lengths", sized(" 2, 3"), malformed},
            {"a negative length", sized(" -2"), malformed},
            {"a length with a sign", sized(" +2"), malformed},
            {"a hexadecimal length", sized(" 0x2"), malformed},
            {"a length in words", sized(" two"), malformed},
            {"a length with a point", sized(" 2.0"), malformed},
            {"a length and more", sized(" 2 x"), malformed},
            {"no length", sized(""), malformed},
            {"a length beyond 64 bits", sized(" 18446744073709551616"), malformed},
            {"a length of 40 digits", sized(" " + std::string(40, '9')), malformed},
            {"the longest length there is", sized(" 18446744073709551615"), too_large},
        });
    check_read(served, {
                           {"one length", sized(" 2"), body_was_read},
                           {"blanks around it", sized(" \t 2 \t "), body_was_read},
                           {"zeros before it", sized(" 0002"), body_was_read},
                           {"chunks", coded(" chunked"), body_was_read},
                           {"blanks around the coding", coded("\tchunked \t"), body_was_read},
                       });
}

TEST_CASE("T23: a chunk has one size, written in one way", "[system][http]")
{
    const ServedHall served;
    const Requests ask(served);
    check_refused(
        served,
        {
            {"no size", ask.chunked("\r\n{}\r\n" + end), malformed},
            {"a size in words", ask.chunked("two\r\n{}\r\n" + end), malformed},
            {"a negative size", ask.chunked("-2\r\n{}\r\n" + end), malformed},
            {"a size with a sign", ask.chunked("+2\r\n{}\r\n" + end), malformed},
            {"a size with a prefix", ask.chunked("0x2\r\n{}\r\n" + end), malformed},
            {"a blank before it", ask.chunked(" 2\r\n{}\r\n" + end), malformed},
            {"a blank behind it", ask.chunked("2 \r\n{}\r\n" + end), malformed},
            {"a size beyond 64 bits", ask.chunked("10000000000000002\r\n{}\r\n" + end), malformed},
            {"the longest size there is", ask.chunked("FFFFFFFFFFFFFFFF\r\n{}\r\n" + end),
             too_large},
            {"a line that ends in LF", ask.chunked("2\n{}\r\n" + end), malformed},
            {"a chunk that ends in LF", ask.chunked("2\r\n{}\n" + end), malformed},
            {"a chunk longer than its size", ask.chunked("1\r\n{}\r\n" + end), malformed},
            {"a chunk without its end", ask.chunked("2\r\n{}" + end), malformed},
            {"an LF within an extension", ask.chunked("2;a\nb\r\n{}\r\n" + end), malformed},
            {"an LF within a quoted extension", ask.chunked("2;a=\"\n\"\r\n{}\r\n" + end),
             malformed},
            {"an extension longer than a head",
             ask.chunked("2;" + std::string(net::limits::http_header_bytes_max, 'a') +
                         "\r\n{}\r\n" + end),
             malformed},
            {"a trailer without a colon", ask.chunked(two_bytes + "0\r\nX\r\n\r\n"), malformed},
            {"a trailer that ends in LF", ask.chunked(two_bytes + "0\r\nX: y\n\r\n"), malformed},
            {"a length for a trailer", ask.chunked(two_bytes + "0\r\nContent-Length: 9\r\n\r\n"),
             malformed},
            {"a coding for a trailer",
             ask.chunked(two_bytes + "0\r\nTransfer-Encoding: chunked\r\n\r\n"), malformed},
        });
    check_read(served,
               {
                   {"two chunks", ask.chunked("1\r\n{\r\n1\r\n}\r\n" + end), body_was_read},
                   {"zeros before the size", ask.chunked("0002\r\n{}\r\n" + end), body_was_read},
                   {"an extension, which says nothing to us",
                    ask.chunked("2;a=b;c=\"d\"\r\n{}\r\n" + end), body_was_read},
                   {"a trailer, which says nothing to us",
                    ask.chunked(two_bytes + "0\r\nX: y\r\n\r\n"), body_was_read},
                   {"another host for a trailer",
                    ask.chunked(two_bytes + "0\r\nHost: evil.example\r\n\r\n"), body_was_read},
               });
}

TEST_CASE("T23: lines end in CR and LF, and a header is a name, a colon and a value",
          "[system][http]")
{
    const ServedHall served;
    const Requests ask(served);
    const auto& host = ask.host();
    const std::string head = "GET / HTTP/1.1\r\n" + host + "\r\n";
    const auto longer = [&](std::size_t bytes) {
        const std::string begun = head + "X: ";
        return begun + std::string(bytes - begun.size() - 4, 'a') + "\r\n\r\n";
    };
    std::string many;
    while (many.size() < net::limits::http_header_bytes_max) many += "a:\r\n";
    check_refused(
        served,
        {
            {"an LF behind the request line", "GET / HTTP/1.1\n" + host + "\r\n\r\n", malformed},
            {"an LF behind a header", ask.get("X: a\n"), malformed},
            {"an LF for the empty line", head + "X: a\r\n\n", malformed},
            {"nothing but LF", "GET / HTTP/1.1\n" + host + "\n\n", malformed},
            {"a CR within a value", ask.get("X: a\rb\r\n"), malformed},
            {"a CR too many", ask.get("X: a\r\r\n"), malformed},
            {"a CR behind the request line", "GET / HTTP/1.1\r" + host + "\r\n\r\n", malformed},
            {"an empty line before it", "\r\n" + head + "\r\n", malformed},
            {"a header that goes on", ask.get("X: a\r\n b\r\n"), malformed},
            {"one that goes on behind a tab", ask.get("X: a\r\n\tb\r\n"), malformed},
            {"a first header that goes on", "GET / HTTP/1.1\r\n " + host + "\r\n\r\n", malformed},
            {"a line of blanks", ask.get("X: a\r\n \r\n"), malformed},
            {"a NUL within a value", ask.get(std::string("X: a\0b\r\n", 8)), malformed},
            {"a NUL within a name", ask.get(std::string("X\0: a\r\n", 7)), malformed},
            {"a control character within a value", ask.get("X: a\x01\r\n"), malformed},
            {"a DEL within a value", ask.get("X: a\x7F\r\n"), malformed},
            {"a blank before the colon", ask.get("X : a\r\n"), malformed},
            {"a tab before the colon", ask.get("X\t: a\r\n"), malformed},
            {"a blank within a name", ask.get("X y: a\r\n"), malformed},
            {"a bracket within a name", ask.get("X[y]: a\r\n"), malformed},
            {"a name in another script", ask.get("\xC3\x84: a\r\n"), malformed},
            {"no name", ask.get(": a\r\n"), malformed},
            {"no colon", ask.get("X\r\n"), malformed},
            {"a head of one byte too many", longer(net::limits::http_header_bytes_max + 1),
             long_head},
            {"one that never ends", head + "X: " + std::string(10'000, 'a'), long_head},
            {"headers without number", ask.get(many), long_head},
            {"two hosts", ask.get("Host: evil.example\r\n"), malformed},
            {"the same host twice", ask.get(host + "\r\n"), malformed},
            {"two cookies", ask.get("Cookie: a=1\r\nCookie: a=1\r\n"), malformed},
            {"no host", "GET / HTTP/1.1\r\n\r\n", malformed},
            {"an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", malformed},
            {"no host before there were any", "GET / HTTP/1.0\r\n\r\n", other_host},
        });
    const auto at_the_limit = served.raw(longer(net::limits::http_header_bytes_max));
    CHECK(at_the_limit.status == 200);
}

TEST_CASE("T23: a request line is a method, a path of ours and HTTP/1.1", "[system][http]")
{
    const ServedHall served;
    const Requests ask(served);
    const auto at = [&](const std::string& target) {
        return ask.of("GET " + target + " HTTP/1.1", "");
    };
    const std::string long_name(net::limits::http_header_bytes_max, 'a');
    check_refused(
        served,
        {
            {"nonsense", "nonsense\r\n\r\n", malformed},
            {"no version, as in HTTP/0.9", "GET /\r\n\r\n", malformed},
            {"HTTP/0.9", ask.of("GET / HTTP/0.9", ""), malformed},
            {"HTTP/1.2", ask.of("GET / HTTP/1.2", ""), malformed},
            {"HTTP/2.0", ask.of("GET / HTTP/2.0", ""), malformed},
            {"HTTP/9.9", ask.of("GET / HTTP/9.9", ""), malformed},
            {"a version in small letters", ask.of("GET / http/1.1", ""), malformed},
            {"half a version", ask.of("GET / HTTP/1", ""), malformed},
            {"a version of three parts", ask.of("GET / HTTP/1.1.1", ""), malformed},
            {"another protocol", ask.of("GET / HTTQ/1.1", ""), malformed},
            {"more behind the version", ask.of("GET / HTTP/1.1 x", ""), malformed},
            {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", malformed},
            {"a TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 11), malformed},
            {"two blanks behind the method", ask.of("GET  / HTTP/1.1", ""), malformed},
            {"two blanks before the version", ask.of("GET /  HTTP/1.1", ""), malformed},
            {"tabs for blanks", ask.of("GET\t/\tHTTP/1.1", ""), malformed},
            {"a blank before it", ask.of(" GET / HTTP/1.1", ""), malformed},
            {"no method", ask.of("/ HTTP/1.1", ""), malformed},
            {"a method that is none", ask.of("G@T / HTTP/1.1", ""), malformed},
            {"no target", ask.of("GET HTTP/1.1", ""), malformed},
            {"a NUL within the target", at(std::string("/\0", 2)), malformed},
            {"bytes within the target that are not escaped", at("/\xC3\xA4\x80"), bad_target},
            // Ours is no proxy: who names the host in the target is sent away, whichever it names.
            {"the whole address of this host", at("http://" + served.host() + "/"), bad_target},
            {"the whole address of another", at("http://evil.example/"), bad_target},
            {"no path at all", at("*"), bad_target},
            {"a host alone", at("evil.example:80"), bad_target},
            {"a target longer than a head may be", at('/' + long_name), long_line},
            {"one that never ends", "GET /" + long_name, long_line},
            {"half an escape", at("/%z"), bad_target},
            {"a wrong escape", at("/%zz"), bad_target},
            {"an escaped NUL", at("/%00"), bad_target},
            {"an escaped line end", at("/%0d%0aX:y"), bad_target},
        });
}

TEST_CASE("T23: what follows a request that was refused before its body was read is never answered",
          "[system][http]")
{
    const ServedHall served;
    const auto hidden = served.head("GET /");
    const auto length = "Content-Length: " + std::to_string(hidden.size());
    const auto origin = "Origin: " + served.origin();
    const std::string json = "Content-Type: application/json";
    const std::vector<std::pair<std::string, unsigned>> refused{
        {served.head("GET /", {length}), 200}, // Its body means nothing, and is no request.
        {served.head("POST /api/v1/join", {json, length}), 403},
        {served.head("POST /api/v1/join", {origin, length}), 415},
        {served.head("POST /api/v1/hearings/h01/commands", {origin, json, length}), 401},
        {served.head("PUT /", {length}), 405},
        {served.head("POST /nothing", {length}), 404},
        {served.head("GET /ws", {length}), 426},
        {served.head("POST /nothing", {"Transfer-Encoding: chunked"}), 404},
    };
    for (const auto& [head, status] : refused) {
        CAPTURE(head);
        auto client = served.client();
        client.send(head + hidden + hidden);
        CHECK(client.receive().status == status);
        CHECK(client.is_over());
    }
}

} // namespace rostrum::system_test
