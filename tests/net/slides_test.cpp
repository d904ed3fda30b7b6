// Slides over HTTP: who may bring them, what is taken, and how they are given out.
#include "net/web_fixture.hpp"

#include "slides/limits.hpp"
#include "trust/bytes.hpp"

#include "support/catch.hpp"
#include "support/pdf.hpp"

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string slides_path = "/api/v1/hearings/h01/slides";
const std::string named = slides_path + "?file=%E6%B1%87%E6%8A%A5.pptx";

net::Reply upload(WebFixture& web, const std::string& bytes, const std::string& cookie)
{
    return web.post(named, bytes, cookie, "application/pdf");
}

std::string address_of(const std::string& bytes)
{
    return slides_path + '/' + trust::hex(trust::sha256(bytes));
}

net::Reply ask(WebFixture& web, const std::string& bytes, const std::string& cookie,
               const std::vector<std::string>& headers)
{
    auto all = headers;
    all.push_back("Cookie: " + cookie);
    return web.raw(web.head("GET " + address_of(bytes), all));
}

} // namespace

TEST_CASE("slides are attached by who may, and the same again changes nothing", "[slides]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto bytes = tst::pdf_of(3);
    for (const auto role : {core::Role::respondent, core::Role::moderator}) {
        const auto attached = upload(web, bytes, web.staff(role));
        REQUIRE(attached.status == 200);
        CHECK(attached.json().at("pages") == 3);
        CHECK(attached.json().at("file") == "汇报.pptx");
        CHECK(slides_path + '/' + std::string{attached.json().at("sha256").as_string()} ==
              address_of(bytes));
    }
    CHECK(upload(web, bytes, web.staff(core::Role::teller)).code() == "role_may_not");
    CHECK(upload(web, bytes, {}).status == 401);
    const auto events = web.get("/api/v1/hearings/h01/events", web.staff(core::Role::secretariat));
    const auto first = events.body.find("slides_attached");
    CHECK(first != std::string::npos);
    CHECK(events.body.find("slides_attached", first + 1) == std::string::npos);
}

TEST_CASE("a file that is no sound PDF is refused with its reason, and nothing is attached",
          "[slides]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto moderator = web.staff(core::Role::moderator);
    CHECK(upload(web, "", moderator).code() == "slides_are_empty");
    CHECK(upload(web, "<!doctype html>", moderator).code() == "not_a_presentation");
    CHECK(upload(web, tst::pdf_of(9).substr(0, 300), moderator).code() == "pdf_is_damaged");
    CHECK(upload(web, tst::pdf_of(501), moderator).code() == "too_many_pages");
    CHECK(upload(web, "<!doctype html>", moderator).status == 422);
    CHECK(web.post(slides_path, tst::pdf_of(1), moderator, "application/pdf").code() ==
          "missing_field");
    CHECK(web.post(named, "{}", moderator).code() == "unsupported_media_type");
    const auto view = web.get("/api/v1/hearings/h01", moderator);
    CHECK(view.body.find("\"slides\"") == std::string::npos);
}

TEST_CASE("a deck that is too long is refused before it is read", "[slides]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto length = std::to_string(slides::limits::file_bytes_max + 1);
    const auto refused = web.raw(web.head(
        "POST " + named, {"Cookie: " + web.staff(core::Role::moderator), "Origin: " + web.origin(),
                          "Content-Type: application/pdf", "Content-Length: " + length}));
    CHECK(refused.status == 413);
    CHECK(refused.code() == "body_too_large");
}

TEST_CASE("whoever sees the hearing reads its slides, and no others", "[slides]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto moderator = web.staff(core::Role::moderator);
    const auto bytes = tst::pdf_of(3);
    REQUIRE(upload(web, bytes, moderator).status == 200);
    const auto screen =
        web.post("/api/v1/link", net::token_body(web.link(access::LinkRole::screen)));
    const auto attendee = web.post("/api/v1/join", net::token_body(web.card("A-0001")));
    for (const auto& cookie : {moderator, screen.cookie(), attendee.cookie()}) {
        const auto got = web.get(address_of(bytes), cookie);
        REQUIRE(got.status == 200);
        CHECK(got.body == bytes);
        CHECK(got.header("content-type") == "application/pdf");
        CHECK(got.header("x-content-type-options") == "nosniff");
        CHECK(got.header("cache-control") == "private, max-age=31536000, immutable");
        CHECK_THAT(got.header("content-disposition"),
                   tst::has_text("attachment; filename*=UTF-8''%E6%B1%87%E6%8A%A5.pdf"));
    }
    CHECK(web.get(address_of(bytes)).status == 401);
    CHECK(web.get(address_of("other"), moderator).code() == "slides_are_missing");
    REQUIRE(upload(web, tst::pdf_of(4), moderator).status == 200);
    CHECK(web.get(address_of(bytes), moderator).code() == "slides_are_missing");
}

TEST_CASE("slides are given in ranges, and not again to who has them", "[slides]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto moderator = web.staff(core::Role::moderator);
    const auto bytes = tst::pdf_of(3);
    REQUIRE(upload(web, bytes, moderator).status == 200);
    const auto total = std::to_string(bytes.size());

    const auto piece = ask(web, bytes, moderator, {"Range: bytes=5-14"});
    CHECK(piece.status == 206);
    CHECK(piece.body == bytes.substr(5, 10));
    CHECK(piece.header("content-range") == "bytes 5-14/" + total);
    const auto behind = ask(web, bytes, moderator, {"Range: bytes=" + total + "-"});
    CHECK(behind.status == 416);
    CHECK(behind.header("content-range") == "bytes */" + total);

    const auto etag = ask(web, bytes, moderator, {}).header("etag");
    CHECK(ask(web, bytes, moderator, {"If-None-Match: " + etag}).status == 304);
    CHECK(ask(web, bytes, moderator, {"Range: bytes=0-1", "If-Range: " + etag}).status == 206);
    CHECK(ask(web, bytes, moderator, {"Range: bytes=0-1", "If-Range: \"x\""}).status == 200);
}
