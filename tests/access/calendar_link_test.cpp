#include "access/calendar_link.hpp"

#include "access_fixture.hpp"

using namespace rostrum::access;

TEST_CASE("the calendar's address is secret, and a new one ends the one before", "[access]")
{
    const DataFolder folder;
    Desk desk{folder};
    CHECK_FALSE(opens_calendar(*desk.store, "").value());
    const auto entropy = repeatable_entropy(3);
    const auto first = renew_calendar_link(*desk.store, entropy).value();
    CHECK(opens_calendar(*desk.store, first).value());
    CHECK(folder.bytes().find(first) == std::string::npos);
    const auto second = renew_calendar_link(*desk.store, entropy).value();
    CHECK_FALSE(opens_calendar(*desk.store, first).value());
    CHECK(opens_calendar(*desk.store, second).value());
}
