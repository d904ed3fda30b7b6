// Documents in the formats of an office, and the files of report duties, from outside.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string hearing_path = "/api/v1/hearings/h01/";

} // namespace

TEST_CASE("workbooks and packages are downloads, each for those whose work it is", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto chair = web.staff(core::Role::chair);
    const auto respondent = web.staff(core::Role::respondent);

    const auto workbook = web.get(hearing_path + "workbook", chair);
    CHECK(workbook.status == 200);
    CHECK(workbook.body.starts_with("PK"));
    CHECK_THAT(workbook.header("content-type"), tst::has_text("spreadsheetml.sheet"));
    CHECK_THAT(workbook.header("content-disposition"), tst::has_text("attachment"));
    CHECK(web.get(hearing_path + "workbook", respondent).code() == "role_may_not");
    CHECK(web.get(hearing_path + "workbook").status == 401);
    CHECK(web.get("/api/v1/hearings/h99/workbook", chair).code() == "unknown_hearing");

    CHECK(web.get("/api/v1/series/workbook", secretariat).body.starts_with("PK"));
    CHECK(web.get("/api/v1/series/workbook", chair).code() == "role_may_not");
    CHECK(web.get(hearing_path + "package", secretariat).body == "the package of h01");
    CHECK(web.get(hearing_path + "package", chair).code() == "role_may_not");
}

TEST_CASE("the calendar is for the secretariat, and for whoever has its secret address", "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const std::string path = "/api/v1/series/calendar";
    CHECK_THAT(web.get(path, secretariat).body, tst::has_text("BEGIN:VCALENDAR"));
    CHECK(web.get(path, web.staff(core::Role::chair)).code() == "role_may_not");
    const auto address = [&] {
        const auto url =
            std::string{web.post(path, "{}", secretariat).json().at("url").as_string()};
        return url.substr(url.find("/api/"));
    };
    const auto first = address();
    CHECK_THAT(web.get(first).header("content-type"), tst::has_text("text/calendar"));
    const auto second = address();
    CHECK(web.get(first).code() == "unknown_link");
    CHECK(web.get(second).status == 200);
    CHECK(web.get("/api/v1/calendar/guess").status == 404);
}

TEST_CASE("a file is taken for a duty that there is, of a type that is known, from the secretariat",
          "[api]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto path = hearing_path + "duties/r1/file?name=a.pdf";
    CHECK(web.post(path, "%PDF-1.7", secretariat, "application/pdf").code() == "unknown_duty");
    CHECK(web.post(path, "{}", secretariat).code() == "unsupported_media_type");
    CHECK(web.post(hearing_path + "duties/r1/file", "%PDF-1.7", secretariat, "application/pdf")
              .code() == "missing_field");
    CHECK(web.post(path, "%PDF-1.7", web.staff(core::Role::respondent), "application/pdf").code() ==
          "role_may_not");
    CHECK(web.get(hearing_path + "duties/r1/form", secretariat).code() == "unknown_duty");
    CHECK(web.get(hearing_path + "duties/r1/file?round=1", secretariat).code() == "unknown_file");
    CHECK(web.get(hearing_path + "duties/r1/file?round=x", secretariat).code() == "missing_field");
    CHECK(web.get(hearing_path + "duties/r1/files", secretariat)
              .json()
              .at("files")
              .as_array()
              .empty());
}
