#include "access/links.hpp"

#include "access/limits.hpp"
#include "access_fixture.hpp"

using namespace rostrum::access;
using rostrum::core::Role;

namespace {

LinkRefusal refusal(const std::expected<NewSession, LinkError>& result)
{
    REQUIRE_FALSE(result);
    return result.error().reason;
}

} // namespace

TEST_CASE("every device that follows a link gets a session of its own", "[access][links]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto link = desk.links.create(LinkRole::observer, "直播间", start).value();
    const auto first = desk.links.redeem(link.token, start).value();
    const auto second = desk.links.redeem(link.token, start).value();
    CHECK(first.session.id != second.session.id);
    CHECK(first.session.role == Role::observer);
    CHECK(desk.sessions.find(first.cookie, start));
    CHECK(desk.sessions.find(second.cookie, start));
}

TEST_CASE("a screen's link opens a screen, which only shows", "[access][links]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto link = desk.links.create(LinkRole::screen, "left wall", start).value();
    const auto screen = desk.links.redeem(link.token, start).value().session;
    CHECK(screen.role == Role::screen);
    CHECK(screen.kind == SessionKind::screen);
    CHECK(screen.expires_at == start + limits::screen_lifetime);
}

TEST_CASE("a revoked link ends the sessions it opened and opens no more", "[access][links]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto link = desk.links.create(LinkRole::observer, "press", start).value();
    const auto other = desk.links.create(LinkRole::observer, "citizens", start).value();
    const auto session = desk.links.redeem(link.token, start).value();
    const auto bystander = desk.links.redeem(other.token, start).value();
    CHECK(desk.links.revoke(link.link.id).value() == SessionIds{session.session.id});
    CHECK(refusal(desk.links.redeem(link.token, start)) == LinkRefusal::link_revoked);
    CHECK_FALSE(desk.sessions.find(session.cookie, start));
    CHECK(desk.sessions.find(bystander.cookie, start));
}

TEST_CASE("a card's token is no link, and a link's token is no card", "[access][links]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto link = desk.links.create(LinkRole::observer, "press", start).value();
    CHECK(refusal(desk.links.redeem(desk.issue("A-1"), start)) == LinkRefusal::unknown_link);
    CHECK(desk.redeem(link.token).error().reason == RedeemRefusal::unknown_card);
    CHECK(refusal(desk.links.redeem("", start)) == LinkRefusal::unknown_link);
    CHECK(desk.links.revoke({"unknown"}).value().empty());
}

TEST_CASE("the list shows every link in order, and never a token", "[access][links]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto first = desk.links.create(LinkRole::observer, "press", start).value();
    const auto second =
        desk.links.create(LinkRole::screen, "wall", start + rostrum::core::seconds(1)).value();
    REQUIRE(desk.links.revoke(first.link.id));
    const auto links = desk.links.list().value();
    REQUIRE(links.size() == 2);
    CHECK(links.at(0).label == "press");
    CHECK(links.at(0).revoked);
    CHECK(links.at(1).id == second.link.id);
    CHECK(links.at(1).role == LinkRole::screen);
    CHECK_FALSE(links.at(1).revoked);
}

TEST_CASE("screens beyond the limit are refused, and observers are not touched by it",
          "[access][links]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto walls = desk.links.create(LinkRole::screen, "walls", start).value();
    const auto press = desk.links.create(LinkRole::observer, "press", start).value();
    for (std::size_t i = 0; i < limits::screen_sessions_max; ++i)
        REQUIRE(desk.links.redeem(walls.token, start));
    CHECK(refusal(desk.links.redeem(walls.token, start)) == LinkRefusal::link_full);
    CHECK(desk.links.redeem(press.token, start));
}
