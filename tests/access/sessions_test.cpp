#include "access/sessions.hpp"

#include "access/limits.hpp"
#include "access_fixture.hpp"

using namespace rostrum::access;
using rostrum::core::Instant;
using rostrum::core::Role;
using rostrum::core::Span;

namespace {

constexpr Span instant_before{-1};

NewSession log_in(Desk& desk, SessionKind kind, Role role, Instant now = start)
{
    return desk.sessions.create(kind, "somebody", role, now).value();
}

} // namespace

TEST_CASE("a cookie finds its session, and only the exact cookie does", "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto made = log_in(desk, SessionKind::staff, Role::moderator);
    CHECK(desk.sessions.find(made.cookie, start) == made.session);
    CHECK_FALSE(desk.sessions.find("", start));
    CHECK_FALSE(desk.sessions.find(made.session.id.value, start)); // The hash is no cookie.
    CHECK_FALSE(desk.sessions.find(made.cookie + "x", start));
}

TEST_CASE("a session outlives a restart", "[access][sessions]")
{
    const DataFolder folder;
    std::string cookie;
    {
        Desk desk{folder};
        cookie = log_in(desk, SessionKind::attendee, Role::attendee).cookie;
    }
    Desk desk{folder, 2};
    const auto found = desk.sessions.find(cookie, start);
    REQUIRE(found);
    CHECK(found->subject == "somebody");
    CHECK(found->role == Role::attendee);
}

TEST_CASE("a session is alive until the last millisecond of its lifetime and dead at the next",
          "[access][sessions]")
{
    struct Case {
        SessionKind kind;
        Role role;
        Span lifetime;
    };
    const auto [kind, role, lifetime] =
        GENERATE(Case{SessionKind::attendee, Role::attendee, limits::attendee_lifetime},
                 Case{SessionKind::observer, Role::observer, limits::observer_lifetime},
                 Case{SessionKind::screen, Role::screen, limits::screen_lifetime},
                 Case{SessionKind::staff, Role::screen, limits::screen_lifetime});
    const DataFolder folder;
    Desk desk{folder};
    const auto made = log_in(desk, kind, role);
    CHECK(desk.sessions.find(made.cookie, start + lifetime + instant_before));
    CHECK_FALSE(desk.sessions.find(made.cookie, start + lifetime));
    CHECK_FALSE(desk.sessions.touch(made.session.id, start + lifetime));
    CHECK_FALSE(desk.sessions.get(made.session.id, start + lifetime));
}

TEST_CASE("a desk is logged out after exactly 60 idle minutes", "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto made = log_in(desk, SessionKind::staff, Role::teller);
    const Instant active = start + limits::staff_idle + instant_before;
    REQUIRE(desk.sessions.find(made.cookie, active)); // Counts as a sign of life.
    CHECK(desk.sessions.get(made.session.id, active + limits::staff_idle + instant_before));
    CHECK_FALSE(desk.sessions.get(made.session.id, active + limits::staff_idle));
    CHECK_FALSE(desk.sessions.find(made.cookie, active + limits::staff_idle));
}

TEST_CASE("no activity keeps a desk logged in beyond 12 hours", "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto made = log_in(desk, SessionKind::staff, Role::moderator);
    const Instant end = start + limits::staff_lifetime;
    for (Instant now = start; now < end; now = now + rostrum::core::minutes(30))
        REQUIRE(desk.sessions.find(made.cookie, now));
    CHECK(desk.sessions.find(made.cookie, end + instant_before));
    CHECK_FALSE(desk.sessions.find(made.cookie, end));
}

TEST_CASE("a clock set back ages nobody", "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto made = log_in(desk, SessionKind::staff, Role::moderator);
    CHECK(desk.sessions.find(made.cookie, start + Span{-3'600'000}));
    CHECK(desk.sessions.find(made.cookie, start)->last_seen_at == start);
}

TEST_CASE("a clock set forward logs no desk out, which idles from then on", "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto made = log_in(desk, SessionKind::staff, Role::moderator);
    const auto later = start + limits::staff_idle + limits::staff_idle;
    desk.sessions.on_clock_set(later);
    CHECK(desk.sessions.reap(later).value().empty());
    CHECK(desk.sessions.find(made.cookie, later));
    CHECK_FALSE(desk.sessions.find(made.cookie, later + limits::staff_idle));
}

TEST_CASE("reaping names the sessions that have run out, once, and removes them",
          "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto desk_session = log_in(desk, SessionKind::staff, Role::chair).session;
    const auto phone = log_in(desk, SessionKind::attendee, Role::attendee).session;
    CHECK(desk.sessions.reap(start).value().empty());
    CHECK(desk.sessions.reap(start + limits::staff_idle).value() == SessionIds{desk_session.id});
    CHECK(desk.sessions.reap(start + limits::staff_idle).value().empty());
    CHECK(desk.sessions.reap(start + limits::attendee_lifetime).value() == SessionIds{phone.id});
    CHECK(desk.sessions.count(SessionKind::attendee) == 0);
}

TEST_CASE("the last sign of life reaches the file at most once a minute", "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto made = log_in(desk, SessionKind::staff, Role::moderator);
    const auto stored = [&] {
        Desk other{folder, 9};
        return other.sessions.get(made.session.id, start)->last_seen_at;
    };
    const Instant soon = start + limits::last_seen_interval + instant_before;
    REQUIRE(desk.sessions.touch(made.session.id, soon));
    REQUIRE(desk.sessions.reap(soon));
    CHECK(stored() == start);
    const Instant later = start + limits::last_seen_interval;
    REQUIRE(desk.sessions.reap(later));
    CHECK(stored() == soon);
    REQUIRE(desk.sessions.touch(made.session.id, later));
    REQUIRE(desk.sessions.reap(later + Span{1}));
    CHECK(stored() == soon);
}

TEST_CASE("logging out ends one session, and revoking a subject ends all of its own",
          "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto first = log_in(desk, SessionKind::staff, Role::moderator);
    const auto second = log_in(desk, SessionKind::staff, Role::moderator);
    const auto third = log_in(desk, SessionKind::staff, Role::moderator);
    const auto namesake = log_in(desk, SessionKind::attendee, Role::attendee);
    REQUIRE(desk.sessions.revoke(first.session.id));
    REQUIRE(desk.sessions.revoke(first.session.id)); // A lost answer to a logout.
    CHECK_FALSE(desk.sessions.find(first.cookie, start));
    CHECK(desk.sessions.find(second.cookie, start));
    CHECK(desk.sessions.revoke_all(SessionKind::staff, "somebody").value().size() == 2);
    CHECK_FALSE(desk.sessions.find(second.cookie, start));
    CHECK_FALSE(desk.sessions.find(third.cookie, start));
    CHECK(
        desk.sessions.find(namesake.cookie, start)); // A card is not a login of the same spelling.
    CHECK_FALSE(Desk{folder, 2}.sessions.find(third.cookie, start));
}

TEST_CASE("what another process ended is noticed by the next reaping", "[access][sessions]")
{
    const DataFolder folder;
    Desk server{folder};
    const auto made = log_in(server, SessionKind::staff, Role::moderator);
    const auto kept = log_in(server, SessionKind::attendee, Role::attendee);
    Desk command_line{folder, 2};
    REQUIRE(command_line.sessions.revoke(made.session.id));
    CHECK(server.sessions.reap(start).value() == SessionIds{made.session.id});
    CHECK_FALSE(server.sessions.find(made.cookie, start));
    CHECK(server.sessions.find(kept.cookie, start));
    const auto added = log_in(command_line, SessionKind::staff, Role::teller);
    CHECK(server.sessions.reap(start).value().empty());
    CHECK(server.sessions.find(added.cookie, start));
}

TEST_CASE("what another process changed makes nobody idle", "[access][sessions]")
{
    const DataFolder folder;
    Desk server{folder};
    const auto made = log_in(server, SessionKind::staff, Role::moderator);
    const Instant active = start + rostrum::core::seconds(30); // Not yet in the file.
    REQUIRE(server.sessions.touch(made.session.id, active));
    Desk command_line{folder, 2};
    log_in(command_line, SessionKind::staff, Role::teller);
    REQUIRE(server.sessions.reap(active));
    CHECK(server.sessions.get(made.session.id, active)->last_seen_at == active);
}

TEST_CASE("a session that could not be stored does not exist in memory either",
          "[access][sessions]")
{
    const DataFolder folder;
    Desk desk{folder};
    // The schema lets no phone have a desk's role.
    CHECK_FALSE(desk.sessions.create(SessionKind::attendee, "A-1", Role::moderator, start));
    CHECK_FALSE(desk.sessions.create(SessionKind::observer, "A-1", Role::attendee, start));
    CHECK(desk.sessions.count(SessionKind::attendee) == 0);
    CHECK(desk.sessions.count(SessionKind::observer) == 0);
}
