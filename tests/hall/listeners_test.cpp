// How the hall is connected: who counts as what, and who is told.
#include "hall/listeners.hpp"

#include "hall/limits.hpp"
#include "hall/stage.hpp"

#include <boost/json.hpp>

#include <string>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using protocol::Audience;

namespace {

const Actor wall{Role::screen, "hall"};
const CategoryId deputy{"deputy"};

/// Deputies, of whom the first is here by card, and the second by the desk.
Roster deputies(int count)
{
    Roster roster;
    for (int number = 1; number <= count; ++number)
        roster.participants[card(number)].entry = {.participant = card(number), .category = deputy};
    roster.participants[card(1)].presence = Presence{PresenceSource::card, {}};
    roster.participants[card(2)].presence = Presence{PresenceSource::desk, {}};
    return roster;
}

std::string health(Stage& stage, Audience audience)
{
    const auto view = view_of(stage.snapshot(audience).view);
    const auto* shown = view.if_contains("health");
    return shown == nullptr ? std::string{} : boost::json::serialize(*shown);
}

} // namespace

TEST_CASE("everybody on the roster is connected, away, or was never connected", "[hall]")
{
    hall::Listeners listeners;
    const auto roster = deputies(5);
    const auto count = [&] { return listeners.health(roster).categories.at(deputy); };
    // Who checked in by card had a phone, also before this process began.
    CHECK(count() == protocol::CategoryHealth{.away = 1, .never = 4, .never_present = 1});
    listeners.enter(attendee(2), 1);
    listeners.enter(attendee(3), 2);
    CHECK(count() == protocol::CategoryHealth{.connected = 2, .away = 1, .never = 2});
    CHECK(listeners.leave(attendee(3), 2));
    CHECK_FALSE(listeners.leave(attendee(3), 2));
    CHECK(count() == protocol::CategoryHealth{.connected = 1, .away = 2, .never = 2});
}

TEST_CASE("a person is slow while none of their connections keeps up", "[hall]")
{
    hall::Listeners listeners;
    const auto roster = deputies(3);
    const auto slow = [&] { return listeners.health(roster).categories.at(deputy).slow; };
    listeners.enter(attendee(1), 1);
    CHECK(listeners.lags({"h01", attendee(1), 1}, true));
    CHECK(slow() == 1);
    listeners.enter(attendee(1), 2);
    CHECK(slow() == 0);
    CHECK(listeners.leave(attendee(1), 2));
    CHECK(slow() == 1);
    CHECK(listeners.lags({"h01", attendee(1), 1}, false));
    CHECK(slow() == 0);
    CHECK_FALSE(listeners.lags({"h01", attendee(1), 7}, true));
    CHECK_FALSE(listeners.lags({"h01", attendee(2), 1}, true));
}

TEST_CASE("screens and observers are counted by their pages, and staff not at all", "[hall]")
{
    hall::Listeners listeners;
    listeners.enter(wall, 1);
    listeners.enter(wall, 2);
    listeners.enter({Role::observer, "o-1"}, 3);
    listeners.enter(moderator(), 4);
    listeners.lags({"h01", wall, 2}, true);
    const auto counted = listeners.health({});
    CHECK(counted.screens == protocol::PagesHealth{2, 1});
    CHECK(counted.observers == protocol::PagesHealth{1, 0});
    CHECK(counted.categories.empty());
}

TEST_CASE("only the desk sees how the hall is connected, every three seconds, and no log holds it",
          "[hall]")
{
    Stage stage{3};
    for (const auto audience : {Audience::attendee, Audience::screen, Audience::desk})
        stage.follow(audience);
    const auto events = stage.events();
    for (int number = 1; number <= 2; ++number)
        stage.halls->me({"h01", attendee(number), static_cast<std::uint64_t>(number)},
                        [](const auto&) {});
    stage.world.run_all();
    CHECK(health(stage, Audience::desk).empty());
    stage.world.pass(hall::limits::health_interval + hall::limits::publish_interval);
    const auto shown = health(stage, Audience::desk);
    CHECK_THAT(shown, tst::has_text(R"("deputy":{"connected":1,"slow":0,"away":0,"never":0)"));
    CHECK_THAT(shown, tst::has_text(R"("citizen":{"connected":0,"slow":0,"away":0,"never":1)"));
    CHECK(health(stage, Audience::screen).empty());
    CHECK(health(stage, Audience::attendee).empty());

    stage.halls->lags({"h01", attendee(1), 1}, true);
    stage.halls->leave({"h01", attendee(2), 2});
    stage.world.pass(hall::limits::health_interval + hall::limits::publish_interval);
    CHECK_THAT(health(stage, Audience::desk),
               tst::has_text(R"("deputy":{"connected":1,"slow":1,"away":0)"));
    CHECK_THAT(health(stage, Audience::desk),
               tst::has_text(R"("cppcc":{"connected":0,"slow":0,"away":1)"));
    CHECK(stage.events() == events);
}
