#include "core/roster.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <utility>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

RosterEntry entry(int number)
{
    return {.participant = card(number), .category = category_of(number)};
}

/// present, entitled, entitled and present
void check_counts(const Scene& scene, int present, int entitled, int entitled_present)
{
    const Roster& roster = scene.hearing().roster;
    CHECK(roster.present == present);
    CHECK(roster.entitled == entitled);
    CHECK(roster.entitled_present == entitled_present);
}

std::vector<RosterEntry> numbered(std::size_t count)
{
    std::vector<RosterEntry> list;
    for (std::size_t number = 1; number <= count; ++number)
        list.push_back({.participant = {"C-" + std::to_string(number)}, .category = {"citizen"}});
    return list;
}

} // namespace

TEST_CASE("an import adds people and updates those already there")
{
    auto scene = demo(Phase::draft, 3);
    auto changed = entry(2);
    changed.may_vote = false;
    scene.when(ImportRoster{{entry(1), changed, entry(4)}}, secretariat())
        .then(RosterImported{{changed, entry(4)}});

    scene.does(ImportRoster{{changed, entry(4)}}, secretariat());
    CHECK(scene.hearing().roster.participants.size() == 4);
    CHECK_FALSE(find(scene.hearing().roster, card(2))->entry.may_vote);
}

TEST_CASE("an import removes nobody")
{
    auto scene = demo(Phase::draft, 3);
    scene.does(ImportRoster{{entry(9)}}, secretariat());
    CHECK(find(scene.hearing().roster, card(1)) != nullptr);
    CHECK(scene.hearing().roster.participants.size() == 4);
}

TEST_CASE("an import that changes nothing leaves no event")
{
    demo(Phase::draft, 3).when(ImportRoster{entries(3)}, secretariat()).then();
}

TEST_CASE("an import names each person once")
{
    demo(Phase::draft, 0)
        .when(ImportRoster{{entry(1), entry(2), entry(1)}}, secretariat())
        .then(Refusal::duplicate_entry);
}

TEST_CASE("an import of nobody is refused")
{
    demo(Phase::draft, 3).when(ImportRoster{}, secretariat()).then(Refusal::roster_is_empty);
}

TEST_CASE("a card number is a handle of at most 24 characters")
{
    const auto scene = demo(Phase::draft, 0);
    const auto bad = GENERATE("", "A 1", "甲1", "A_1", "A-345678901234567890123-5");
    auto one = entry(1);
    one.participant = {bad};
    scene.when(ImportRoster{{one}}, secretariat()).then(Refusal::bad_handle);
    one.participant = {"A-3456789012345678901234"};
    scene.when(ImportRoster{{one}}, secretariat()).then(RosterImported{{one}});
}

TEST_CASE("everybody belongs to a category of the rules, never to a reserved queue")
{
    const auto category = GENERATE("guest", "drawn", "observer", "");
    demo(Phase::draft, 0)
        .when(ImportRoster{{{.participant = card(1), .category = {category}}}}, secretariat())
        .then(Refusal::unknown_category);
}

TEST_CASE("a long import is split so that no event outgrows a line of the log")
{
    const auto scene = demo(Phase::draft, 0);
    const auto answer =
        scene.when(ImportRoster{numbered(2 * limits::entries_per_event_max + 1)}, secretariat());
    REQUIRE(answer.events().size() == 3);
    std::vector<RosterEntry> together;
    for (const auto& event : answer.events()) {
        const auto& part = std::get<RosterImported>(event).entries;
        CHECK(part.size() <= limits::entries_per_event_max);
        together.insert(together.end(), part.begin(), part.end());
    }
    CHECK((together == numbered(2 * limits::entries_per_event_max + 1)));
}

TEST_CASE("a roster has a largest size")
{
    auto scene = demo(Phase::draft, 0);
    scene.when(ImportRoster{numbered(limits::roster_max + 1)}, secretariat())
        .then(Refusal::roster_is_full);
    scene.happened(RosterImported{numbered(limits::roster_max)});
    scene.when(ImportRoster{{entry(1)}}, secretariat()).then(Refusal::roster_is_full);
    CHECK(scene.when(ImportRoster{numbered(3)}, secretariat()).events().empty());
}

TEST_CASE("an attendee checks in with the card")
{
    auto scene = demo(Phase::draft, 3).happened(PhaseEntered{Phase::check_in, ""});
    scene.when(CheckIn{}, attendee(1)).then(ParticipantArrived{card(1), PresenceSource::card});
    scene.later(seconds(5)).does(CheckIn{}, attendee(1));
    const Participant* one = find(scene.hearing().roster, card(1));
    REQUIRE(one->presence.has_value());
    CHECK(one->presence->since == scene.now());
    CHECK(is_present(scene.hearing().roster, card(1)));
    CHECK_FALSE(is_present(scene.hearing().roster, card(2)));
    CHECK_FALSE(is_present(scene.hearing().roster, card(99)));
}

TEST_CASE("checking in again succeeds and changes nothing")
{
    const auto scene = demo(Phase::check_in, 3);
    scene.when(CheckIn{}, attendee(1)).then();
    scene.when(MarkPresent{card(1)}, moderator()).then();
}

TEST_CASE("who is not on the roster cannot be present or absent")
{
    const auto scene = demo(Phase::check_in, 3);
    scene.when(CheckIn{}, attendee(4)).then(Refusal::not_on_roster);
    scene.when(MarkPresent{card(4)}, moderator()).then(Refusal::not_on_roster);
    scene.when(MarkAbsent{card(4)}, moderator()).then(Refusal::not_on_roster);
}

TEST_CASE("the desk marks people present and absent, each at most once")
{
    auto scene = demo(Phase::check_in, 3);
    scene.when(MarkAbsent{card(1)}, teller(1)).then(ParticipantLeft{card(1)});
    scene.does(MarkAbsent{card(1)}, teller(1));
    scene.when(MarkAbsent{card(1)}, teller(1)).then();
    scene.when(MarkPresent{card(1)}, secretariat())
        .then(ParticipantArrived{card(1), PresenceSource::desk});
}

TEST_CASE("presence and entitlement are counted through every change")
{
    auto scene = demo(Phase::draft, 3).happened(PhaseEntered{Phase::check_in, ""});
    check_counts(scene, 0, 3, 0);
    scene.does(CheckIn{}, attendee(1)).does(CheckIn{}, attendee(2));
    check_counts(scene, 2, 3, 2);

    auto without_vote = entry(1);
    without_vote.may_vote = false;
    scene.does(ImportRoster{{without_vote}}, secretariat());
    check_counts(scene, 2, 2, 1);
    CHECK(is_present(scene.hearing().roster, card(1)));

    auto other_category = without_vote;
    other_category.category = {"chamber"};
    scene.does(ImportRoster{{other_category}}, secretariat());
    check_counts(scene, 2, 2, 1);

    scene.does(MarkAbsent{card(1)}, moderator());
    check_counts(scene, 1, 2, 1);
    scene.does(MarkAbsent{card(2)}, moderator());
    check_counts(scene, 0, 2, 0);
    scene.does(ImportRoster{{entry(1)}}, secretariat());
    check_counts(scene, 0, 3, 0);
}

TEST_CASE("earlier turns are noted for those on the roster, and only when they change")
{
    auto scene = demo(Phase::check_in, 3);
    const NoteEarlierTurns note{{{card(1), 2}, {card(2), 0}, {card(77), 5}}};
    scene.when(note, server()).then(EarlierTurnsNoted{{{card(1), 2}}});
    scene.does(note, server());
    CHECK(find(scene.hearing().roster, card(1))->turns_before == 2);
    scene.when(note, server()).then();
}

TEST_CASE("earlier turns are neither negative nor given twice")
{
    const auto scene = demo(Phase::check_in, 3);
    scene.when(NoteEarlierTurns{{{card(1), -1}}}, server()).then(Refusal::number_is_out_of_range);
    scene.when(NoteEarlierTurns{{{card(1), 1}, {card(1), 2}}}, server())
        .then(Refusal::duplicate_entry);
}

TEST_CASE("many earlier turns are split over events")
{
    auto scene = demo(Phase::draft, 0);
    scene.does(ImportRoster{numbered(301)}, secretariat());
    NoteEarlierTurns note;
    for (const auto& one : numbered(301)) note.turns.push_back({one.participant, 1});
    const auto answer = scene.when(note, server());
    REQUIRE(answer.events().size() == 2);
    CHECK(std::get<EarlierTurnsNoted>(answer.events()[0]).turns.size() == 300);
    CHECK(std::get<EarlierTurnsNoted>(answer.events()[1]).turns.size() == 1);
}
