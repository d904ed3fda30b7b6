// Papers in print over HTTP: who may have which, and what is said when there is none.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include "trust/bytes.hpp"

#include <string>

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string hearing = "/api/v1/hearings/h01";

std::string attendee(WebFixture& web)
{
    return web.post("/api/v1/join", net::token_body(web.card("A-0001"))).cookie();
}

bool is_pdf(const net::Reply& reply)
{
    return reply.status == 200 && reply.header("content-type") == "application/pdf" &&
           reply.body.starts_with("%PDF-");
}

} // namespace

TEST_CASE("the desk prints minutes, the secretariat the comparison, an attendee neither",
          "[api][pdf]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto minutes = web.get(hearing + "/minutes", web.staff(core::Role::moderator));
    CHECK(is_pdf(minutes));
    CHECK_THAT(minutes.header("content-disposition"), tst::has_text("h01-minutes.pdf"));
    const auto secretariat = web.staff(core::Role::secretariat);
    CHECK(is_pdf(web.get("/api/v1/series/comparison", secretariat)));

    const auto phone = attendee(web);
    for (const auto& path :
         {hearing + "/minutes", hearing + "/paper-ballots", hearing + "/report?format=pdf",
          std::string{"/api/v1/series/comparison"}}) {
        INFO(path);
        CHECK(web.get(path, phone).status == 403);
    }
    CHECK(web.get(hearing + "/minutes", web.staff(core::Role::respondent)).status == 403);
    CHECK(web.get("/api/v1/hearings/h99/minutes", secretariat).status == 404);
}

TEST_CASE("what is not there yet is not printed, and the answer says why", "[api][pdf]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto desk = web.staff(core::Role::moderator);
    CHECK(web.get(hearing + "/result?format=pdf", desk).code() == "ballot_is_not_closed");
    CHECK(web.get(hearing + "/report?format=pdf", desk).code() == "no_report_is_owed");
    CHECK(web.get(hearing + "/duties?format=pdf", desk).code() == "unknown_format");
    CHECK(web.get(hearing + "/paper-ballots", desk).code() == "no_rule_is_locked");
    for (const auto* count : {"0", "-1", "2001", "x", "3x", ""}) {
        INFO(count);
        CHECK(web.get(hearing + "/paper-ballots?count=" + count, desk).code() == "wrong_number");
    }
}

TEST_CASE("a result that is not to be had is refused before anything is read for it", "[api][pdf]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto phone = attendee(web);
    const auto desk = web.staff(core::Role::moderator);
    const auto before = web.reads();
    for (const auto* format : {"json", "csv", "pdf"}) {
        INFO(format);
        const auto path = hearing + "/result?format=" + format;
        CHECK(web.get(path, phone).code() == "ballot_is_not_closed");
        CHECK(web.get(path, desk).code() == "ballot_is_not_closed");
    }
    CHECK(web.reads() == before);
    static_cast<void>(web.get(hearing + "/minutes", desk));
    CHECK(web.reads() > before); // Else this would show nothing.
}

TEST_CASE("cards are drawn within the answer that issues them, and only when a size is named",
          "[api][pdf]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto cards = hearing + "/cards";
    CHECK(web.post(cards, R"({"size":"a5"})", secretariat).code() == "wrong_shape");
    const auto answer = web.post(cards, R"({"size":"badge"})", secretariat).json();
    CHECK(answer.at("cards").as_array().size() == 2);
    const std::string text{answer.at("pdf").as_string()};
    const auto pdf = trust::unbase64(text).value();
    CHECK(std::string(pdf.begin(), pdf.end()).starts_with("%PDF-"));
    const auto plain = web.post(cards, R"({"participants":["A-0001"]})", secretariat).json();
    CHECK_FALSE(plain.as_object().contains("pdf"));
}
