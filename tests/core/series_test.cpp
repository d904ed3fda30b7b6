#include "core/series.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"

using namespace rostrum::core;

namespace {

const CreateSeries create{.title = "攻势质询答辩", .city = "青岛市", .rules = default_rules()};

PlannedHearing plan(const std::string& hearing)
{
    return {.hearing = {hearing},
            .title = "蓝色海湾攻势",
            .venue = "一号会场",
            .day = 1,
            .order = 1,
            .starts_at = {}};
}

Series created()
{
    return evolve({}, SeriesCreated{create.title, create.city, create.rules});
}

Refusal refused(const Series& series, const SeriesCommand& command)
{
    const auto decision = decide(series, command, Role::secretariat);
    REQUIRE_FALSE(decision.has_value());
    return decision.error();
}

std::vector<SeriesEvent> events(const Series& series, const SeriesCommand& command)
{
    const auto decision = decide(series, command, Role::secretariat);
    REQUIRE(decision.has_value());
    return *decision;
}

} // namespace

TEST_CASE("a series is created once")
{
    const auto happened = events({}, create);
    REQUIRE(happened.size() == 1);
    const Series series = evolve({}, happened[0]);
    CHECK(series.title == create.title);
    CHECK((series.rules == default_rules()));
    CHECK(refused(series, create) == Refusal::already_exists);
}

TEST_CASE("only the secretariat and the server plan a series")
{
    for (int number = 0; number < role_count; ++number) {
        const auto role = static_cast<Role>(number);
        const bool may = role == Role::secretariat || role == Role::system;
        CAPTURE(number);
        const auto creation = decide({}, create, role);
        const auto planning = decide(created(), PlanHearing{plan("h01")}, role);
        CHECK(creation.has_value() == may);
        CHECK(planning.has_value() == may);
        if (may) continue;
        CHECK(creation.error() == Refusal::role_may_not);
        CHECK(planning.error() == Refusal::role_may_not);
    }
}

TEST_CASE("a series needs a title and rules that can be applied")
{
    auto bad = create;
    bad.title = "";
    CHECK(refused({}, bad) == Refusal::text_is_empty);
    bad = create;
    bad.city = std::string(201, 'x');
    CHECK(refused({}, bad) == Refusal::text_is_too_long);
    bad = create;
    bad.rules.categories.clear();
    CHECK(refused({}, bad) == Refusal::rules_are_invalid);
}

TEST_CASE("no hearing is planned before its series exists")
{
    CHECK(refused({}, PlanHearing{plan("h01")}) == Refusal::phase_may_not);
}

TEST_CASE("a hearing is planned, and its plan changed")
{
    Series series = created();
    const auto first = events(series, PlanHearing{plan("h01")});
    CHECK((first == std::vector<SeriesEvent>{HearingPlanned{plan("h01")}}));
    series = evolve(series, first[0]);
    CHECK(events(series, PlanHearing{plan("h01")}).empty());

    auto moved = plan("h01");
    moved.day = 2;
    series = evolve(series, events(series, PlanHearing{moved}).at(0));
    CHECK(series.hearings.size() == 1);
    CHECK(series.hearings.at({"h01"}).day == 2);
}

TEST_CASE("a new hearing takes no id that is planned as something else")
{
    auto other = plan("h01");
    other.title = "海洋攻势";
    const auto series = evolve(created(), HearingPlanned{plan("h01")});
    CHECK(refused(series, PlanHearing{.plan = other, .is_new = true}) == Refusal::already_exists);
    CHECK(events(series, PlanHearing{.plan = plan("h01"), .is_new = true}).empty());
    CHECK(events(series, PlanHearing{.plan = other}).size() == 1);
    CHECK(events(series, PlanHearing{.plan = plan("h02"), .is_new = true}).size() == 1);
}

TEST_CASE("a planned hearing's id is a key, and not the name of the series' own log")
{
    for (const char* bad : {"", "H01", "h 1", "h_1", "series", "abcdefghijklmnopqrstuvwxy"})
        CHECK(refused(created(), PlanHearing{plan(bad)}) == Refusal::bad_handle);
}

TEST_CASE("a planned hearing has a title, a day and a place in it")
{
    auto bad = plan("h01");
    bad.title = "";
    CHECK(refused(created(), PlanHearing{bad}) == Refusal::text_is_empty);
    bad = plan("h01");
    bad.day = GENERATE(0, -1, 367);
    CHECK(refused(created(), PlanHearing{bad}) == Refusal::number_is_out_of_range);
    bad = plan("h01");
    bad.order = GENERATE(0, 401);
    CHECK(refused(created(), PlanHearing{bad}) == Refusal::number_is_out_of_range);
    bad = plan("h01");
    bad.starts_at = GENERATE(Instant{-1}, limits::date_max + Span{1});
    CHECK(refused(created(), PlanHearing{bad}) == Refusal::date_is_too_far);
}

TEST_CASE("a series has a largest number of hearings")
{
    Series series = created();
    for (std::size_t number = 0; number < limits::hearings_max; ++number)
        series = evolve(std::move(series), HearingPlanned{plan("h" + std::to_string(number))});
    CHECK(refused(series, PlanHearing{plan("one-more")}) == Refusal::number_is_out_of_range);
    CHECK(events(series, PlanHearing{plan("h7")}).empty());
}
