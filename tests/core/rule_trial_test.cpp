#include "core/rule_trial.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"

#include <cstdint>

using namespace rostrum::core;

namespace {

/// So many satisfied and so many not, all returned by a hall that is there in full.
Tally count_of(std::int64_t good, std::int64_t bad)
{
    return {.issued = good + bad,
            .returned = good + bad,
            .invalid = 0,
            .votes = {{{"satisfied"}, good}, {{"not_satisfied"}, bad}}};
}

Refusal refusal_of(const BallotRule& rule, const Tally& tally, const Electorate& electorate)
{
    const auto tried = try_rule(rule, tally, electorate);
    REQUIRE_FALSE(tried);
    return tried.error();
}

} // namespace

TEST_CASE("a rule that is tried gives the verdict that the hall would get", "[core][rule_trial]")
{
    const auto rule = default_ballot_rule();
    const auto tally = count_of(116, 13);
    const Electorate hall{.entitled = 130, .present = 129};
    const auto tried = try_rule(rule, tally, hall);
    REQUIRE(tried);
    CHECK(*tried == judge(rule, tally, hall));
    CHECK(tried->outcome == Outcome::below);
    CHECK(tried->votes_short == 1);

    auto stuffed = count_of(100, 0);
    stuffed.issued = 99;
    CHECK(try_rule(rule, stuffed, {130, 129})->outcome == Outcome::invalid);
    CHECK(try_rule(rule, Tally{}, {})->reason == OutcomeReason::no_valid_ballots);
}

TEST_CASE("a count that no hall could have is refused, whatever its numbers", "[core][rule_trial]")
{
    const auto rule = default_ballot_rule();
    const auto tally = count_of(9, 1);
    CHECK(refusal_of(rule, tally, {.entitled = 9, .present = 10}) ==
          Refusal::number_is_out_of_range);
    CHECK(refusal_of(rule, tally, {.entitled = 20, .present = 9}) ==
          Refusal::number_is_out_of_range);
    const auto beyond = static_cast<std::int64_t>(limits::roster_max) + 1;
    CHECK(refusal_of(rule, tally, {.entitled = beyond, .present = 10}) ==
          Refusal::number_is_out_of_range);
    auto negative = tally;
    negative.issued = -1;
    CHECK(refusal_of(rule, negative, {10, 10}) == Refusal::number_is_out_of_range);
    auto uneven = tally;
    uneven.returned = 11;
    CHECK(refusal_of(rule, uneven, {20, 20}) == Refusal::count_does_not_add_up);
    auto huge = tally;
    huge.votes[{"satisfied"}] = INT64_MAX;
    CHECK(refusal_of(rule, huge, {20, 20}) == Refusal::count_does_not_add_up);
    auto strange = tally;
    strange.votes = {{{"unheard_of"}, 10}};
    CHECK(refusal_of(rule, strange, {20, 20}) == Refusal::count_does_not_add_up);
}

TEST_CASE("a rule that nobody could vote by is not tried", "[core][rule_trial]")
{
    auto rule = default_ballot_rule();
    rule.options.clear();
    CHECK(refusal_of(rule, count_of(9, 1), {10, 10}) == Refusal::rules_are_invalid);
}
