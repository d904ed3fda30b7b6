// The verdict: integers compared with integers, never a percentage with a percentage.
#pragma once

#include "core/ballot_rule.hpp"
#include "core/ids.hpp"

#include <cstdint>
#include <map>

namespace rostrum::core {

/// What was counted. Phone and paper are counted alike and added.
struct Tally {
    std::int64_t issued{0};   ///< 发出
    std::int64_t returned{0}; ///< 收回
    std::int64_t invalid{0};  ///< 无效: returned, but unmarked, spoilt or with more than one mark.
    std::map<OptionId, std::int64_t> votes; ///< returned − invalid, by option.

    bool operator==(const Tally&) const = default;
};

[[nodiscard]] Tally operator+(const Tally& a, const Tally& b);

struct Electorate {
    std::int64_t entitled{0};
    std::int64_t present{0};

    bool operator==(const Electorate&) const = default;
};

enum class Outcome : std::uint8_t {
    met,
    below,
    no_result, ///< No quorum, or nothing to divide by. Never "below".
    invalid,   ///< More ballots returned than issued (收回 > 发出): void, to be held again.
};

enum class OutcomeReason : std::uint8_t {
    threshold_is_met,
    threshold_is_missed,
    no_quorum,
    no_valid_ballots,
    returned_exceeds_issued,
};

struct Verdict {
    Outcome outcome{Outcome::no_result};
    OutcomeReason reason{OutcomeReason::no_valid_ballots};
    std::int64_t valid{0};
    std::int64_t base{0};  ///< The divisor the rule names; the score's full mark is 100 × base.
    std::int64_t score{0}; ///< Σ weight × votes, 0 to 100 × base.
    /// Hundredths of a percent, rounded down so that a figure below the threshold never prints as
    /// the threshold; −1 without a result.
    std::int64_t basis_points{-1};
    /// The fewest ballots that had to be different for the threshold to be met; 0 unless `below`.
    std::int64_t votes_short{0};

    bool operator==(const Verdict&) const = default;
};

/// Judges a count by a rule that `check_rule` accepts.
[[nodiscard]] Verdict judge(const BallotRule& rule, const Tally& tally,
                            const Electorate& electorate);

/// True when the options and the invalid ballots add up to what was returned, and nothing is
/// negative.
[[nodiscard]] bool adds_up(const BallotRule& rule, const Tally& tally);

} // namespace rostrum::core
