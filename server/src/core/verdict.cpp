#include "core/verdict.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace rostrum::core {
namespace {

/// A full roster on phones and as many on paper. With weights up to 100, denominators up to 10,000
/// and basis points, every product below stays under 10^12.
constexpr auto count_max = static_cast<std::int64_t>(2 * limits::roster_max);
constexpr std::int64_t weight_full = 100;

std::int64_t votes_for(const Tally& tally, const OptionId& option)
{
    const auto at = tally.votes.find(option);
    return at == tally.votes.end() ? 0 : at->second;
}

std::int64_t base_of(const BallotRule& rule, std::int64_t valid, const Tally& tally,
                     const Electorate& electorate)
{
    switch (rule.base) {
    case BallotBase::valid: return valid;
    case BallotBase::returned: return tally.returned;
    case BallotBase::present: return electorate.present;
    case BallotBase::entitled: return electorate.entitled;
    }
    return 0;
}

bool has_quorum(const BallotRule& rule, const Tally& tally, const Electorate& electorate)
{
    const auto whole =
        rule.quorum_of == QuorumOf::present ? electorate.present : electorate.entitled;
    return tally.returned * rule.quorum.denominator >= rule.quorum.numerator * whole;
}

/// The smallest score that meets the threshold.
std::int64_t score_needed(const BallotRule& rule, std::int64_t base)
{
    const auto mark = rule.threshold.numerator * weight_full * base;
    const auto den = rule.threshold.denominator;
    return rule.threshold_is_met_when_equal ? (mark + den - 1) / den : mark / den + 1;
}

/// Changes ballots from the lowest weight upwards to the highest, because these gain most. Ballots
/// that are in the base without being valid weigh nothing and gain the full weight.
std::int64_t votes_short(const BallotRule& rule, const Tally& tally, const Verdict& verdict)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> by_weight{{0, verdict.base - verdict.valid}};
    std::int64_t best = 0;
    for (const auto& option : rule.options) {
        if (!option.counted) continue;
        best = std::max(best, option.weight);
        by_weight.emplace_back(option.weight, votes_for(tally, option.option));
    }
    std::ranges::sort(by_weight);

    auto missing = score_needed(rule, verdict.base) - verdict.score;
    std::int64_t changed = 0;
    for (const auto& [weight, count] : by_weight) {
        const auto gain = best - weight;
        if (missing <= 0 || gain == 0) break;
        const auto take = std::min(count, (missing + gain - 1) / gain);
        missing -= take * gain;
        changed += take;
    }
    assert(missing <= 0); // `check_rule` refuses a threshold that nobody could meet.
    return changed;
}

Verdict without_result(Verdict verdict, Outcome outcome, OutcomeReason reason)
{
    verdict.outcome = outcome;
    verdict.reason = reason;
    return verdict;
}

} // namespace

Tally operator+(const Tally& a, const Tally& b)
{
    Tally sum = a;
    sum.issued += b.issued;
    sum.returned += b.returned;
    sum.invalid += b.invalid;
    for (const auto& [option, votes] : b.votes) sum.votes[option] += votes;
    return sum;
}

Verdict judge(const BallotRule& rule, const Tally& tally, const Electorate& electorate)
{
    assert(!check_rule(rule));
    assert(adds_up(rule, tally));
    assert(tally.returned <= count_max);
    assert(electorate.present >= 0 && electorate.present <= electorate.entitled);
    assert(electorate.entitled <= count_max);

    Verdict verdict;
    for (const auto& option : rule.options) {
        if (!option.counted) continue;
        verdict.valid += votes_for(tally, option.option);
        verdict.score += option.weight * votes_for(tally, option.option);
    }
    verdict.base = base_of(rule, verdict.valid, tally, electorate);

    if (tally.returned > tally.issued) {
        return without_result(verdict, Outcome::invalid, OutcomeReason::returned_exceeds_issued);
    }
    if (verdict.valid == 0 || verdict.base == 0) {
        return without_result(verdict, Outcome::no_result, OutcomeReason::no_valid_ballots);
    }
    if (!has_quorum(rule, tally, electorate)) {
        return without_result(verdict, Outcome::no_result, OutcomeReason::no_quorum);
    }
    assert(verdict.valid <= verdict.base); // Whoever was issued a ballot was present and entitled.

    const bool met = verdict.score >= score_needed(rule, verdict.base);
    verdict.outcome = met ? Outcome::met : Outcome::below;
    verdict.reason = met ? OutcomeReason::threshold_is_met : OutcomeReason::threshold_is_missed;
    verdict.basis_points = verdict.score * weight_full / verdict.base;
    if (!met) verdict.votes_short = votes_short(rule, tally, verdict);
    return verdict;
}

bool adds_up(const BallotRule& rule, const Tally& tally)
{
    if (tally.issued < 0 || tally.returned < 0 || tally.invalid < 0) return false;
    if (tally.returned > count_max || tally.invalid > tally.returned) return false;
    auto rest = tally.returned - tally.invalid;
    for (const auto& [option, votes] : tally.votes) {
        if (find_option(rule, option) == nullptr || votes < 0 || votes > rest) return false;
        rest -= votes;
    }
    return rest == 0;
}

} // namespace rostrum::core
