#include "core/name_keeping.hpp"

#include "support/catch.hpp"

using namespace rostrum::core;

namespace {

const HearingId first{"h01"}, second{"h02"}, third{"h03"};

Hearing hearing_in(Phase phase, Instant since, Instant starts_at = {})
{
    Hearing hearing;
    hearing.hearing = first; // As every one whose record was read.
    hearing.starts_at = starts_at;
    hearing.agenda.phase = phase;
    hearing.agenda.phase_since = since;
    return hearing;
}

void put_on_roster(Hearing& hearing, const ParticipantId& person)
{
    hearing.roster.participants.emplace(person, Participant{});
}

} // namespace

TEST_CASE("names are needed until the last hearing has closed", "[core][names]")
{
    const auto early = hearing_in(Phase::closed, {1'000});
    const auto late = hearing_in(Phase::closed, {2'000});
    CHECK(names_end({}) == NamesEnd{});
    CHECK(names_end({{first, &early}, {second, &late}}) == NamesEnd{{}, Instant{2'000}});
}

TEST_CASE("a clock that was wrong at the close does not shorten the time before the planned day",
          "[core][names]")
{
    const auto closed_in_the_past = hearing_in(Phase::closed, {10}, {5'000});
    CHECK(names_end({{first, &closed_in_the_past}}).last_end == Instant{5'000});
}

TEST_CASE("names are needed while a hearing's record has not been read", "[core][names]")
{
    const auto closed = hearing_in(Phase::closed, {1'000});
    const Hearing unread;
    CHECK(names_end({{first, &closed}, {second, &unread}}) == NamesEnd{{second}, std::nullopt});
}

TEST_CASE("names are needed as long as any hearing is under way", "[core][names]")
{
    const auto closed = hearing_in(Phase::closed, {1'000});
    const auto phase =
        GENERATE(Phase::check_in, Phase::report, Phase::inquiry, Phase::ballot, Phase::result);
    const auto open = hearing_in(phase, {500});
    CHECK(names_end({{first, &closed}, {second, &open}}) == NamesEnd{{second}, std::nullopt});
}

TEST_CASE("a hearing that was called off does not keep the names for ever", "[core][names]")
{
    const auto closed = hearing_in(Phase::closed, {1'000});
    const auto called_off = hearing_in(Phase::draft, {100}, {3'000});
    CHECK(names_end({{first, &closed}, {second, &called_off}}).last_end == Instant{3'000});
    // A day that was past when the hearing was made says nothing of the people on its roster.
    const auto planned_late = hearing_in(Phase::draft, {9'000}, {50});
    CHECK(names_end({{third, &planned_late}}).last_end == Instant{9'000});
}

TEST_CASE("of one hearing only those lose their names who are on no other roster", "[core][names]")
{
    auto one = hearing_in(Phase::closed, {1'000});
    auto other = hearing_in(Phase::draft, {1'000});
    for (const char* person : {"A-0001", "A-0002"}) put_on_roster(one, {person});
    put_on_roster(other, {"A-0002"});
    const HearingStates hearings{{first, &one}, {second, &other}};
    CHECK(only_on_roster_of(first, hearings) == std::set<ParticipantId>{{"A-0001"}});
    CHECK(only_on_roster_of(second, hearings).empty());
}
