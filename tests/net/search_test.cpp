// The office's search, from outside.
#include "net/web_fixture.hpp"

#include "support/catch.hpp"

#include <boost/json/value.hpp>

#include <future>

using namespace rostrum;
using net::WebFixture;

namespace {

const std::string search_path = "/api/v1/series/search";

std::string asking(const std::string& text)
{
    return R"({"text":")" + text + R"("})";
}

std::int64_t count(WebFixture& web, const std::string& kind, const std::string& text,
                   const std::string& cookie)
{
    const auto answer = web.post(search_path, asking(text), cookie);
    REQUIRE(answer.status == 200);
    return answer.json().at(kind).at("count").as_int64();
}

void does(WebFixture& web, const core::Actor& actor, core::Command command)
{
    std::promise<bool> done;
    web.hub().ask([&](hall::Front& front) {
        const auto name = core::name_of(command);
        front.submit({"h01", std::string{"test-"} + name + actor.id, actor, std::move(command),
                      [&](const hall::Answer& answer) {
                          done.set_value(std::holds_alternative<hall::Acknowledged>(answer));
                      }});
    });
    REQUIRE(done.get_future().get());
}

} // namespace

TEST_CASE("the secretariat, and nobody else, looks for words over all hearings", "[api][search]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    CHECK(count(web, "people", "王", secretariat) == 2);
    CHECK(count(web, "people", "王二", secretariat) == 1);
    CHECK(count(web, "questions", "王二", secretariat) == 0);
    for (const auto role : {core::Role::moderator, core::Role::chair, core::Role::teller})
        CHECK(web.post(search_path, asking("王"), web.staff(role)).code() == "role_may_not");
    CHECK(web.post(search_path, asking("王")).status == 401);
}

TEST_CASE("a search finds what was recorded a moment ago", "[api][search]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    CHECK(count(web, "questions", "制造业", secretariat) == 0);
    does(web, {core::Role::secretariat, "anna"},
         core::DescribeCampaign{{"制造业攻势", {}, {{{"u1"}, "工信局", "局长"}}, {}}});
    does(web, {core::Role::moderator, "bo"}, core::AdvancePhase{core::Phase::check_in, {}});
    does(web, {core::Role::attendee, "A-0001"}, core::CheckIn{});
    does(web, {core::Role::attendee, "A-0001"}, core::AskQuestion{"高端制造业为何增长慢？", {}});
    CHECK(count(web, "questions", "制造业", secretariat) == 1);
    CHECK(count(web, "questions", "造 慢", secretariat) == 1);
    const auto found = web.post(search_path, asking("高端制造业"), secretariat).json();
    const auto& question = found.at("questions").at("found").at(0);
    CHECK(question.at("hearing") == "h01");
    CHECK(question.at("about") == "A-0001");
}

TEST_CASE("names that were erased are found no more", "[api][search]")
{
    WebFixture web{core::Span{0}};
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    CHECK(count(web, "people", "王一", secretariat) == 1);
    web.on_hall([](net::NameKeeper& names) { names.look(); });
    web.at_door([](net::DoorKeeper&) {});
    CHECK(count(web, "people", "王一", secretariat) == 0);
}

TEST_CASE("a search without a word, or with a book, is told so", "[api][search]")
{
    WebFixture web;
    web.prepare_hearing();
    const auto secretariat = web.staff(core::Role::secretariat);
    CHECK(web.post(search_path, "{}", secretariat).code() == "missing_field");
    CHECK(web.post(search_path, asking(" 　 "), secretariat).code() == "missing_field");
    CHECK(web.post(search_path, R"({"text":"a\u0000b"})", secretariat).code() == "wrong_shape");
    CHECK(web.post(search_path, asking(std::string(101, 'x')), secretariat).code() ==
          "text_is_too_long");
    CHECK(web.post(search_path, R"({"text":"x","more":1})", secretariat).code() == "unknown_field");
    std::string many;
    for (int i = 0; i < 40; ++i) many += "王 ";
    CHECK(count(web, "people", many, secretariat) == 2);
}
