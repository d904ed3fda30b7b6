#include "core/hearing.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <functional>
#include <set>
#include <string>
#include <type_traits>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

CreateHearing creation()
{
    return {.hearing = {"h01"},
            .title = "质询会",
            .venue = "一号会场",
            .starts_at = {1},
            .rules = default_rules()};
}

Answer created(const std::function<void(CreateHearing&)>& change)
{
    auto command = creation();
    change(command);
    return Scene{}.when(command, secretariat());
}

template <typename Variant, std::size_t... Indexes>
std::vector<std::string> names_of_all(std::index_sequence<Indexes...> /*indexes*/)
{
    return {name_of(Variant{std::in_place_index<Indexes>})...};
}

template <typename Variant, typename Alternatives>
std::vector<std::string> names_of_all()
{
    return names_of_all<Variant>(std::make_index_sequence<std::variant_size_v<Alternatives>>{});
}

/// A hearing whose published result is below, so that every unit owes a report.
Scene below_threshold()
{
    auto scene = demo(Phase::ballot, 6);
    scene.does(LockBallotRule{}, moderator());
    scene.does(OpenBallot{ballot(1), BallotMode::confidential}, moderator());
    const auto worst = scene.hearing().rules.ballot.options.back().option;
    for (int number = 1; number <= 6; ++number) {
        scene.does(ClaimBallot{ballot(1)}, attendee(number));
        scene.does(CastBallot{ballot(1), key_of(card(number)), worst, 1}, attendee(number));
    }
    scene.does(CloseBallot{ballot(1)}, moderator());
    scene.does(AdvancePhase{Phase::result, ""}, moderator());
    scene.does(SignTally{ballot(1)}, teller(1)).does(SignTally{ballot(1)}, teller(2));
    return scene.does(PublishResult{ballot(1)}, chair());
}

} // namespace

TEST_CASE("a hearing is created once")
{
    const auto command = creation();
    const HearingCreated event{command.hearing, command.title, command.venue, command.starts_at,
                               command.rules};
    Scene scene;
    scene.when(command, secretariat()).then(event);
    scene.does(command, server());
    CHECK(scene.hearing().title == "质询会");
    CHECK(scene.hearing().agenda.phase_since == scene.now());
    scene.when(command, secretariat()).then(Refusal::already_exists);
}

TEST_CASE("a hearing needs a valid id, a title and rules that can be applied")
{
    created([](auto& command) { command.hearing = {"H 1"}; }).then(Refusal::bad_handle);
    created([](auto& command) { command.hearing = {"series"}; }).then(Refusal::bad_handle);
    created([](auto& command) { command.title = ""; }).then(Refusal::text_is_empty);
    created([](auto& command) { command.venue = "\t"; }).then(Refusal::text_has_control_characters);
    created([](auto& command) {
        command.rules.categories.clear();
    }).then(Refusal::rules_are_invalid);
    created([](auto& command) {
        command.starts_at = limits::date_max + Span{1};
    }).then(Refusal::date_is_too_far);
}

TEST_CASE("before a hearing is created nothing else can be commanded")
{
    const Scene scene;
    scene.when(SetRules{default_rules()}, moderator()).then(Refusal::phase_may_not);
    scene.when(ImportRoster{entries(3)}, secretariat()).then(Refusal::phase_may_not);
    scene.when(AdvancePhase{Phase::check_in, ""}, moderator()).then(Refusal::phase_may_not);
    scene.when(NoteEarlierTurns{}, server()).then(Refusal::phase_may_not);
}

TEST_CASE("every command and every event has a name of its own")
{
    const auto commands = names_of_all<Command, CommandAlternatives>();
    CHECK(std::set(commands.begin(), commands.end()).size() == commands.size());
    const auto events = names_of_all<Event, EventAlternatives>();
    CHECK(std::set(events.begin(), events.end()).size() == events.size());
    CHECK(std::string{name_of(Command{CastBallot{}})} == "cast_ballot");
    CHECK(std::string{name_of(Event{BallotOpened{}})} == "ballot_opened");
}

TEST_CASE("a hearing without anything due has no deadline")
{
    const auto scene = demo(Phase::inquiry);
    CHECK(next_deadline(scene.hearing()) == std::nullopt);
    CHECK(due_commands(scene.hearing(), scene.now() + days(1000)).empty());
}

TEST_CASE("a drawn person who does not react in time is marked absent")
{
    auto scene = demo(Phase::inquiry);
    hold_draw(scene);
    CHECK(next_deadline(scene.hearing()) == std::nullopt);
    scene.does(CallDrawn{{"d1"}}, moderator());

    const auto deadline = next_deadline(scene.hearing());
    REQUIRE(deadline.has_value());
    CHECK(due_commands(scene.hearing(), *deadline + Span{-1}).empty());
    const auto due = due_commands(scene.hearing(), *deadline);
    REQUIRE(due.size() == 1);
    REQUIRE(std::holds_alternative<MarkDrawnAbsent>(due[0]));

    scene.when(due[0], server()).then(Refusal::deadline_is_not_over);
    scene.later(*deadline - scene.now()).does(due[0], server());
    CHECK(next_deadline(scene.hearing()) == std::nullopt);
}

TEST_CASE("a report that is not there on its due date is marked overdue, once")
{
    auto scene = below_threshold();
    const auto& duties = scene.hearing().duties.reports;
    REQUIRE_FALSE(duties.empty());
    const auto deadline = next_deadline(scene.hearing());
    REQUIRE(deadline.has_value());
    CHECK(*deadline == scene.now() + default_rules().report_due);
    CHECK(due_commands(scene.hearing(), *deadline + Span{-1}).empty());

    scene.later(*deadline - scene.now());
    const auto due = due_commands(scene.hearing(), scene.now());
    CHECK(due.size() == duties.size());
    for (const auto& command : due) scene.does(command, server());
    CHECK(next_deadline(scene.hearing()) == std::nullopt);
    CHECK(due_commands(scene.hearing(), scene.now() + days(99)).empty());
}

TEST_CASE("the server changes the plan of a hearing that is still a draft", "[core][hearing]")
{
    Scene scene;
    scene.does(creation(), secretariat());
    const ReplanHearing plan{"海洋攻势质询会", "二号会场", {2}};
    scene.when(plan, server()).then(HearingReplanned{"海洋攻势质询会", "二号会场", {2}});
    scene.does(plan, server());
    CHECK(scene.hearing().venue == "二号会场");
    scene.when(plan, server()).then();
    scene.when(ReplanHearing{"", "", {2}}, server()).then(Refusal::text_is_empty);
    scene.when(ReplanHearing{"海洋", "", {-1}}, server()).then(Refusal::date_is_too_far);
    scene.when(plan, secretariat()).then(Refusal::role_may_not);
}

TEST_CASE("a submitted report is no longer due, a returned one is due again")
{
    auto scene = below_threshold();
    for (const auto& [id, duty] : Duties{scene.hearing().duties}.reports)
        scene.does(SubmitReport{id, "what was done"}, secretariat());
    CHECK(next_deadline(scene.hearing()) == std::nullopt);

    const DutyId first = scene.hearing().duties.reports.begin()->first;
    const Instant due = scene.now() + days(10);
    scene.does(ReturnReport{first, "figures are missing", due}, secretariat());
    CHECK(next_deadline(scene.hearing()) == due);
}
