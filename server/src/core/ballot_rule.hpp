// The ballot rule as data: locked, hashed and shown before voting opens.
#pragma once

#include "core/ids.hpp"
#include "core/refusal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::core {

struct BallotOption {
    OptionId option;
    std::string label;      ///< 满意
    std::string label_en;   ///< Satisfied
    std::int64_t weight{0}; ///< 0 to 100.
    bool counted{true};     ///< False (不了解, 弃权): returned, but not among the valid.

    bool operator==(const BallotOption&) const = default;
};

/// What the weighted sum is divided by.
enum class BallotBase : std::uint8_t {
    valid,    ///< 有效: returned, and an option that counts was chosen.
    returned, ///< 收回.
    present,  ///< Checked in and entitled when the ballot closed.
    entitled, ///< On the roster with the right to vote.
};

struct Fraction {
    std::int64_t numerator{0};
    std::int64_t denominator{1};

    bool operator==(const Fraction&) const = default;
};

/// What the quorum is a part of.
enum class QuorumOf : std::uint8_t { present, entitled };

enum class BallotMode : std::uint8_t {
    confidential, ///< The server could know; the phone says so.
    secret,       ///< Nobody can know.
};

struct BallotRule {
    std::vector<BallotOption> options;
    BallotBase base{BallotBase::valid};
    Fraction threshold{9, 10};
    bool threshold_is_met_when_equal{true};
    Fraction quorum{1, 2}; ///< Returned ballots, at least this part; 0/1: none.
    QuorumOf quorum_of{QuorumOf::present};
    std::int64_t live_batch{
        0}; ///< 0: hidden until published; else the tally moves in such steps (≥ 10).
    bool breakdown_by_category{false};

    bool operator==(const BallotRule&) const = default;
};

/// 满意 100, 基本满意 100, 不满意 0; base valid; 90 %; half of those present must return a ballot.
[[nodiscard]] BallotRule default_ballot_rule();

[[nodiscard]] const BallotOption* find_option(const BallotRule& rule, const OptionId& option);

/// Empty when the rule can be applied; a threshold nobody could ever meet cannot.
[[nodiscard]] std::optional<Refusal> check_rule(const BallotRule& rule);

/// The rule as lines of text, one fact each, in a fixed order: what is hashed and shown.
[[nodiscard]] std::string canonical_text(const BallotRule& rule);

} // namespace rostrum::core
