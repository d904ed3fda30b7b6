// What holds for every count, and votes short by trying them all.
#include "core/verdict.hpp"

#include "core/verdict_counts.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

/// How a number of people can be spread over: good, fair, bad, no idea, invalid, not returned.
using Spread = std::array<int, 6>;

void spread(int people, std::size_t from, Spread& partial, std::vector<Spread>& all)
{
    if (from + 1 == partial.size()) {
        partial[from] = people;
        all.push_back(partial);
        return;
    }
    for (int here = 0; here <= people; ++here) {
        partial[from] = here;
        spread(people - here, from + 1, partial, all);
    }
}

Verdict judge_spread(const BallotRule& rule, const Spread& people)
{
    const auto tally = tally_of({people[0], people[1], people[2], people[3], people[4]}, people[5]);
    return judge(rule, tally, all_of(tally));
}

/// People whose ballots differ between two ways to vote.
std::int64_t distance(const Spread& a, const Spread& b)
{
    std::int64_t moved = 0;
    for (std::size_t i = 0; i < a.size(); ++i) moved += std::max(0, a[i] - b[i]);
    return moved;
}

void check_votes_short(const BallotRule& rule, int people)
{
    Spread partial{};
    std::vector<Spread> all;
    spread(people, 0, partial, all);
    std::vector<Verdict> verdicts;
    for (const auto& one : all) verdicts.push_back(judge_spread(rule, one));
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (verdicts[i].outcome != Outcome::below) continue;
        std::int64_t nearest = people + 1;
        for (std::size_t j = 0; j < all.size(); ++j) {
            if (verdicts[j].outcome == Outcome::met) {
                nearest = std::min(nearest, distance(all[i], all[j]));
            }
        }
        INFO(all[i][0] << ' ' << all[i][1] << ' ' << all[i][2] << ' ' << all[i][3] << ' '
                       << all[i][4] << ' ' << all[i][5]);
        REQUIRE(verdicts[i].votes_short == nearest);
    }
}

} // namespace

TEST_CASE("votes short is the fewest people who had to vote differently, by trying them all",
          "[core][verdict]")
{
    const auto base = GENERATE(BallotBase::valid, BallotBase::returned, BallotBase::present,
                               BallotBase::entitled);
    const auto threshold = GENERATE(Fraction{9, 10}, Fraction{1, 2}, Fraction{2, 3});
    const auto equal = GENERATE(true, false);
    const auto weights = GENERATE(std::array{100, 70, 30}, std::array{95, 95, 0});
    auto rule = graded_rule(base);
    for (std::size_t i = 0; i < weights.size(); ++i) rule.options[i].weight = weights[i];
    rule.threshold = threshold;
    rule.threshold_is_met_when_equal = equal;
    for (const int people : {1, 2, 5}) check_votes_short(rule, people);
}

namespace {

Count any_count(int most)
{
    const auto number = rc::gen::inRange<std::int64_t>(0, most + 1);
    return {*number, *number, *number, *number, *number};
}

BallotRule any_rule()
{
    auto rule = graded_rule(*rc::gen::element(BallotBase::valid, BallotBase::returned,
                                              BallotBase::present, BallotBase::entitled));
    for (auto& option : rule.options) option.weight = *rc::gen::inRange<std::int64_t>(0, 101);
    rule.options[0].weight = 100;
    rule.options[2].weight = *rc::gen::inRange<std::int64_t>(0, 100);
    const auto denominator = *rc::gen::inRange<std::int64_t>(2, 10'001);
    rule.threshold = {*rc::gen::inRange<std::int64_t>(1, denominator), denominator};
    rule.threshold_is_met_when_equal = *rc::gen::arbitrary<bool>();
    RC_ASSERT(!check_rule(rule));
    return rule;
}

/// The smallest number of hundredths of a percent that is not under the threshold.
std::int64_t shown(const Fraction& threshold)
{
    return (threshold.numerator * 10'000 + threshold.denominator - 1) / threshold.denominator;
}

} // namespace

TEST_CASE("changing one ballot to an option of higher weight never worsens the verdict",
          "[core][verdict][property]")
{
    CHECK(rc::check("monotone", [] {
        const auto rule = any_rule();
        auto tally = tally_of(any_count(200), *rc::gen::inRange<std::int64_t>(0, 50));
        const Electorate electorate{tally.issued + 20, tally.issued};
        const auto before = judge(rule, tally, electorate);

        const auto from = *rc::gen::element(0U, 1U, 2U);
        const auto to = *rc::gen::element(0U, 1U, 2U);
        RC_PRE(rule.options[from].weight < rule.options[to].weight);
        RC_PRE(tally.votes[rule.options[from].option] > 0);
        --tally.votes[rule.options[from].option];
        ++tally.votes[rule.options[to].option];
        const auto after = judge(rule, tally, electorate);

        RC_ASSERT(before.outcome != Outcome::met || after.outcome == Outcome::met);
        RC_ASSERT((before.outcome == Outcome::no_result) == (after.outcome == Outcome::no_result));
        RC_ASSERT(after.basis_points >= before.basis_points);
        RC_ASSERT(after.votes_short <= before.votes_short);
    }));
}

TEST_CASE("a figure below the threshold never prints as the threshold", "[core][verdict][property]")
{
    CHECK(rc::check("printed", [] {
        auto rule = any_rule();
        rule.threshold_is_met_when_equal = true;
        const auto tally = tally_of(any_count(200));
        const auto verdict = judge(rule, tally, all_of(tally));
        if (verdict.outcome == Outcome::below) {
            RC_ASSERT(verdict.basis_points < shown(rule.threshold));
        }
        if (verdict.outcome == Outcome::met) {
            RC_ASSERT(verdict.basis_points * rule.threshold.denominator >
                      rule.threshold.numerator * 10'000 - rule.threshold.denominator);
        }
    }));
}

TEST_CASE("met means that the score is at least the threshold's part of the full mark",
          "[core][verdict][property]")
{
    CHECK(rc::check("definition", [] {
        const auto rule = any_rule();
        const auto tally = tally_of(any_count(*rc::gen::element(3, 200)));
        const auto verdict = judge(rule, tally, all_of(tally));
        if (verdict.outcome == Outcome::no_result) return;
        const auto have = verdict.score * rule.threshold.denominator;
        const auto need = rule.threshold.numerator * 100 * verdict.base;
        const bool met = rule.threshold_is_met_when_equal ? have >= need : have > need;
        RC_ASSERT((verdict.outcome == Outcome::met) == met);
    }));
}

TEST_CASE("votes short is positive exactly when the result is below", "[core][verdict][property]")
{
    CHECK(rc::check("votes short", [] {
        const auto rule = any_rule();
        const auto tally = tally_of(any_count(200), *rc::gen::inRange<std::int64_t>(0, 50));
        const auto verdict = judge(rule, tally, all_of(tally));
        RC_ASSERT((verdict.votes_short > 0) == (verdict.outcome == Outcome::below));
        RC_ASSERT(verdict.votes_short <= verdict.base);
        RC_ASSERT(verdict.score <= 100 * verdict.base);
    }));
}
