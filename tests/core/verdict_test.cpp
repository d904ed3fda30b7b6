#include "core/verdict.hpp"

#include "core/verdict_counts.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <map>

using namespace rostrum::core;
using namespace rostrum::test;

TEST_CASE("a count just below nine tenths is below, whatever its percentage rounds to",
          "[core][verdict]")
{
    struct Row {
        std::int64_t good;
        std::int64_t valid;
        Outcome outcome;
        std::int64_t basis_points;
        std::int64_t votes_short;
    };
    const auto row =
        GENERATE(Row{116, 129, Outcome::below, 8992, 1}, // Prints as 90 %.
                 Row{359, 399, Outcome::below, 8997, 1}, // Prints as 90.0 %.
                 Row{17'999, 20'000, Outcome::below, 8999, 1}, Row{117, 130, Outcome::met, 9000, 0},
                 Row{117, 129, Outcome::met, 9069, 0}, Row{360, 399, Outcome::met, 9022, 0},
                 Row{116, 130, Outcome::below, 8923, 1}, Row{0, 130, Outcome::below, 0, 117},
                 Row{0, 1, Outcome::below, 0, 1},                                        //
                 Row{1, 1, Outcome::met, 10'000, 0}, Row{8, 9, Outcome::below, 8888, 1}, //
                 Row{9, 10, Outcome::met, 9000, 0});
    INFO(row.good << " of " << row.valid);
    const auto verdict = verdict_of(plain_rule(), {.good = row.good, .bad = row.valid - row.good});
    CHECK(verdict.outcome == row.outcome);
    CHECK(verdict.reason == (row.outcome == Outcome::met ? OutcomeReason::threshold_is_met
                                                         : OutcomeReason::threshold_is_missed));
    CHECK(verdict.valid == row.valid);
    CHECK(verdict.base == row.valid);
    CHECK(verdict.score == row.good * 100);
    CHECK(verdict.basis_points == row.basis_points);
    CHECK(verdict.votes_short == row.votes_short);
}

TEST_CASE("basically satisfied counts in full by the default rule", "[core][verdict]")
{
    const auto verdict = verdict_of(plain_rule(), {.good = 50, .fair = 67, .bad = 13});
    CHECK(verdict.outcome == Outcome::met);
    CHECK(verdict.basis_points == 9000);
}

TEST_CASE("zero valid ballots are no result, never below", "[core][verdict]")
{
    const auto base = GENERATE(BallotBase::valid, BallotBase::returned, BallotBase::present,
                               BallotBase::entitled);
    const auto count = GENERATE(Count{}, Count{.no_idea = 40}, Count{.invalid = 40});
    const auto tally = tally_of(count);
    const auto verdict = judge(graded_rule(base), tally, {130, 100});
    CHECK(verdict.outcome == Outcome::no_result);
    CHECK(verdict.reason == OutcomeReason::no_valid_ballots);
    CHECK(verdict.basis_points == -1);
    CHECK(verdict.votes_short == 0);
}

TEST_CASE("a hall without electorate gives no result and no division", "[core][verdict]")
{
    const auto verdict = judge(default_ballot_rule(), Tally{}, Electorate{});
    CHECK(verdict.outcome == Outcome::no_result);
    CHECK(verdict.base == 0);
}

TEST_CASE("without a quorum there is no result, exactly the quorum is enough", "[core][verdict]")
{
    auto rule = default_ballot_rule();
    const auto outcome = [&](std::int64_t returned, const Electorate& electorate) {
        return judge(rule, tally_of({.good = returned}), electorate);
    };
    CHECK(outcome(64, {200, 129}).outcome == Outcome::no_result);
    CHECK(outcome(64, {200, 129}).reason == OutcomeReason::no_quorum);
    CHECK(outcome(64, {200, 129}).basis_points == -1);
    CHECK(outcome(65, {200, 129}).outcome == Outcome::met);
    CHECK(outcome(65, {200, 130}).outcome == Outcome::met);
    CHECK(outcome(64, {200, 130}).outcome == Outcome::no_result);

    rule.quorum_of = QuorumOf::entitled;
    CHECK(outcome(99, {200, 130}).reason == OutcomeReason::no_quorum);
    CHECK(outcome(100, {200, 130}).outcome == Outcome::met);

    rule.quorum = {2, 3}; // Integers: 2/3 of 3 is 2.
    CHECK(outcome(2, {3, 3}).outcome == Outcome::met);
    CHECK(outcome(1, {3, 3}).outcome == Outcome::no_result);
    rule.quorum = {0, 1};
    CHECK(outcome(1, {200, 130}).outcome == Outcome::met);
}

TEST_CASE("abstentions and invalid ballots are returned, so they count for the quorum",
          "[core][verdict]")
{
    auto rule = graded_rule();
    rule.quorum = {1, 2};
    const auto tally = tally_of({.good = 1, .no_idea = 30, .invalid = 34});
    CHECK(judge(rule, tally, {130, 130}).outcome == Outcome::met);
}

TEST_CASE("more returned than issued is invalid before anything else is asked", "[core][verdict]")
{
    const auto judged = [](const Count& count, std::int64_t issued) {
        auto tally = tally_of(count);
        tally.issued = issued;
        return judge(graded_rule(), tally, {130, 130});
    };
    for (const auto& count : {Count{.good = 131}, Count{.bad = 131}, Count{.no_idea = 131},
                              Count{.good = 1, .invalid = 130}}) {
        const auto verdict = judged(count, 130);
        CHECK(verdict.outcome == Outcome::invalid);
        CHECK(verdict.reason == OutcomeReason::returned_exceeds_issued);
        CHECK(verdict.basis_points == -1);
        CHECK(verdict.votes_short == 0);
    }
    CHECK(judged({.good = 130}, 130).outcome == Outcome::met);
    CHECK(judged({.good = 1}, 0).outcome == Outcome::invalid);
}

TEST_CASE("weights 100/70/30 are summed, and no idea is not among the valid", "[core][verdict]")
{
    // 60 × 100 + 20 × 70 + 20 × 30 = 8000 of 10000.
    const auto verdict =
        verdict_of(graded_rule(), {.good = 60, .fair = 20, .bad = 20, .no_idea = 400});
    CHECK(verdict.valid == 100);
    CHECK(verdict.base == 100);
    CHECK(verdict.score == 8000);
    CHECK(verdict.basis_points == 8000);
    CHECK(verdict.outcome == Outcome::below);
    CHECK(verdict.votes_short == 15); // 15 × 70 ≥ 1000 > 14 × 70.

    auto rule = graded_rule();
    rule.threshold = {4, 5};
    CHECK(verdict_of(rule, {.good = 60, .fair = 20, .bad = 20, .no_idea = 400}).outcome ==
          Outcome::met);
}

TEST_CASE("each base divides by what it names", "[core][verdict]")
{
    struct Row {
        BallotBase base;
        std::int64_t divisor;
        std::int64_t basis_points;
        Outcome outcome;
        std::int64_t votes_short;
    };
    const auto row = GENERATE(Row{BallotBase::valid, 100, 9500, Outcome::met, 0},
                              Row{BallotBase::returned, 110, 8636, Outcome::below, 4},
                              Row{BallotBase::present, 120, 7916, Outcome::below, 13},
                              Row{BallotBase::entitled, 150, 6333, Outcome::below, 40});
    auto rule = graded_rule(row.base);
    rule.options[2].weight = 0;
    const auto tally = tally_of({.good = 95, .bad = 5, .no_idea = 7, .invalid = 3});
    const auto verdict = judge(rule, tally, {150, 120});
    CHECK(verdict.score == 9500);
    CHECK(verdict.valid == 100);
    CHECK(verdict.base == row.divisor);
    CHECK(verdict.basis_points == row.basis_points);
    CHECK(verdict.outcome == row.outcome);
    CHECK(verdict.votes_short == row.votes_short);
}

TEST_CASE("a strict threshold is not met when equal", "[core][verdict]")
{
    auto rule = plain_rule();
    rule.threshold = {1, 2};
    rule.threshold_is_met_when_equal = false;
    const auto half = verdict_of(rule, {.good = 65, .bad = 65});
    CHECK(half.outcome == Outcome::below);
    CHECK(half.basis_points == 5000);
    CHECK(half.votes_short == 1);
    CHECK(verdict_of(rule, {.good = 66, .bad = 64}).outcome == Outcome::met);

    rule.threshold_is_met_when_equal = true;
    CHECK(verdict_of(rule, {.good = 65, .bad = 65}).outcome == Outcome::met);
    rule.threshold = {2, 3};
    CHECK(verdict_of(rule, {.good = 2, .bad = 1}).outcome == Outcome::met);
}

TEST_CASE("a fraction that no percentage can write is still compared exactly", "[core][verdict]")
{
    auto rule = graded_rule();
    rule.threshold = {2, 3};
    rule.options[1].weight = 66;
    CHECK(verdict_of(rule, {.fair = 1}).outcome == Outcome::below);
    rule.options[1].weight = 67;
    CHECK(verdict_of(rule, {.fair = 1}).outcome == Outcome::met);
    rule.threshold_is_met_when_equal = false;
    CHECK(verdict_of(rule, {.fair = 1}).outcome == Outcome::met);
    rule.options[1].weight = 66;
    CHECK(verdict_of(rule, {.fair = 1}).outcome == Outcome::below);
}

TEST_CASE("a full roster on phones and on paper stays inside the integers", "[core][verdict]")
{
    auto rule = plain_rule(BallotBase::entitled);
    rule.threshold = {9'999, 10'000};
    const auto verdict = judge(rule, tally_of({.good = 39'996, .bad = 4}), {40'000, 40'000});
    CHECK(verdict.outcome == Outcome::met);
    CHECK(judge(rule, tally_of({.good = 39'995, .bad = 5}), {40'000, 40'000}).votes_short == 1);
}

TEST_CASE("phones and paper add option by option", "[core][verdict]")
{
    const Tally phones{100, 90, 0, {{{"satisfied"}, 80}, {{"not_satisfied"}, 10}}};
    const Tally paper{12, 11, 2, {{{"basically_satisfied"}, 4}, {{"not_satisfied"}, 5}}};
    const Tally both{
        112, 101, 2, {{{"satisfied"}, 80}, {{"basically_satisfied"}, 4}, {{"not_satisfied"}, 15}}};
    CHECK(phones + paper == both);
    CHECK(paper + phones == both);
}

TEST_CASE("a tally adds up only if every ballot is accounted for", "[core][verdict]")
{
    const auto rule = default_ballot_rule();
    const auto fits = [&](std::int64_t returned, std::int64_t invalid,
                          const std::map<OptionId, std::int64_t>& votes) {
        return adds_up(rule, {20, returned, invalid, votes});
    };
    CHECK(fits(0, 0, {}));
    CHECK(fits(5, 2, {{{"satisfied"}, 3}}));
    CHECK(fits(25, 2, {{{"satisfied"}, 20}, {{"not_satisfied"}, 3}})); // Voids it, but adds up.
    CHECK_FALSE(fits(6, 2, {{{"satisfied"}, 3}}));
    CHECK_FALSE(fits(4, 2, {{{"satisfied"}, 3}}));
    CHECK_FALSE(fits(1, 2, {}));
    CHECK_FALSE(fits(-1, 0, {{{"satisfied"}, -1}}));
    CHECK_FALSE(fits(1, -2, {{{"satisfied"}, 3}}));
    CHECK_FALSE(fits(3, 0, {{{"satisfied"}, 4}, {{"not_satisfied"}, -1}}));
    CHECK_FALSE(fits(3, 0, {{{"no_idea"}, 3}}));
    CHECK_FALSE(fits(INT64_MAX, 0, {{{"satisfied"}, INT64_MAX}}));
    CHECK_FALSE(adds_up(rule, {-1, 0, 0, {}}));
}
