// The whole round as one text over HTTP: looked at, brought in, and given back.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include <boost/json/value.hpp>

#include <string>

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string series_file_path = "/api/v1/series/file";

net::Reply send_series(WebFixture& web, const std::string& query, const std::string& text,
                       const std::string& cookie)
{
    return web.post(series_file_path + query, text, cookie, "text/plain");
}

/// With one more hearing, the least that a file needs of it.
std::string with_another(const std::string& text)
{
    return text + "\n[[hearings]]\nid = \"h77\"\ntitle = \"海洋攻势\"\nvenue = \"三楼会堂\"\n"
                  "day = 3\norder = 9\nstarts_at = 2021-01-23T16:00:00+08:00\n";
}

} // namespace

TEST_CASE("a series file is the secretariat's, in two formats and no third", "[api][series]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto toml = web.get(series_file_path, secretariat);
    CHECK(toml.status == 200);
    CHECK(toml.header("content-type") == "application/toml");
    CHECK_THAT(toml.header("content-disposition"), tst::has_text("series.toml"));
    CHECK(web.get(series_file_path + "?format=json", secretariat).json().is_object());
    CHECK(web.get(series_file_path + "?format=xml", secretariat).code() == "wrong_shape");
    CHECK(web.get(series_file_path, web.staff(core::Role::moderator)).status == 403);
    CHECK(send_series(web, "", toml.body, web.staff(core::Role::moderator)).status == 403);
}

TEST_CASE("a series file is looked at before it is imported, and again changes nothing",
          "[api][series]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto before = web.get(series_file_path, secretariat).body;
    const auto text = with_another(before);

    const auto preview = send_series(web, "?preview=true", text, secretariat);
    CHECK(preview.status == 200);
    CHECK(preview.json().at("added") == 1);
    CHECK(preview.json().at("lines").as_array().size() == 1);
    CHECK(web.get(series_file_path, secretariat).body == before);

    const std::string seen{preview.json().at("fingerprint").as_string()};
    CHECK(send_series(web, "?expects=another", text, secretariat).code() == "preview_is_outdated");
    CHECK(web.get(series_file_path, secretariat).body == before);
    CHECK(send_series(web, "?expects=" + seen, text, secretariat).json().at("added") == 1);
    CHECK(web.get(series_file_path, secretariat).body != before);
    const auto again = send_series(web, "", text, secretariat).json();
    CHECK(again.at("added") == 0);
    CHECK(again.at("updated") == 0);
}

TEST_CASE("a series file with one fault imports nothing and tells its line", "[api][series]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    const auto before = web.get(series_file_path, secretariat).body;
    const auto refused =
        send_series(web, "", with_another(before) + "[[hearings]]\nid = 7\n", secretariat);
    CHECK(refused.status == 422);
    CHECK_FALSE(refused.json().at("rows").as_array().empty());
    CHECK(web.get(series_file_path, secretariat).body == before);
    CHECK(send_series(web, "?preview=true", "[[", secretariat)
              .json()
              .at("error_count")
              .to_number<int>() > 0);
}
