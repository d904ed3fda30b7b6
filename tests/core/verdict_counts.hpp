// Rules and counts for the tests of the verdict.
#pragma once

#include "core/verdict.hpp"

#include <cstdint>

namespace rostrum::test {

/// Satisfied and not satisfied only; no quorum.
inline core::BallotRule plain_rule(core::BallotBase base = core::BallotBase::valid)
{
    auto rule = core::default_ballot_rule();
    rule.base = base;
    rule.quorum = {0, 1};
    return rule;
}

/// 100 / 70 / 30, and 不了解 that does not count.
inline core::BallotRule graded_rule(core::BallotBase base = core::BallotBase::valid)
{
    auto rule = plain_rule(base);
    rule.options[1].weight = 70;
    rule.options[2].weight = 30;
    rule.options.push_back({{"no_idea"}, "不了解", "No idea", 0, /*counted=*/false});
    return rule;
}

struct Count {
    std::int64_t good{0};
    std::int64_t fair{0};
    std::int64_t bad{0};
    std::int64_t no_idea{0};
    std::int64_t invalid{0};
};

inline core::Tally tally_of(const Count& count, std::int64_t not_returned = 0)
{
    core::Tally tally;
    tally.returned = count.good + count.fair + count.bad + count.no_idea + count.invalid;
    tally.issued = tally.returned + not_returned;
    tally.invalid = count.invalid;
    tally.votes = {{{"satisfied"}, count.good},
                   {{"basically_satisfied"}, count.fair},
                   {{"not_satisfied"}, count.bad}};
    if (count.no_idea > 0) tally.votes[{"no_idea"}] = count.no_idea;
    return tally;
}

/// Everybody present was issued a ballot, and everybody entitled is present.
inline core::Electorate all_of(const core::Tally& tally)
{
    return {tally.issued, tally.issued};
}

inline core::Verdict verdict_of(const core::BallotRule& rule, const Count& count)
{
    const auto tally = tally_of(count);
    return core::judge(rule, tally, all_of(tally));
}

} // namespace rostrum::test
