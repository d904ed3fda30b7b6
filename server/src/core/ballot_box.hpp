// The ballot box: what was voted, under anonymous keys. Kept apart from the hearing's state and
// log; nothing in here says who, when, or in which order.
#pragma once

#include "core/ballot_rule.hpp"
#include "core/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::core {

/// One ballot. A higher revision under the same key replaces it until the close.
struct BoxedBallot {
    BallotId ballot;
    std::string key; ///< 64 hexadecimal digits; of a secret ballot the voter's own.
    OptionId choice;
    CategoryId
        category; ///< Empty unless the rule allows a breakdown and the group is large enough.
    std::uint64_t revision{1};
    std::string proof{}; ///< Of a secret ballot: the rest of its line in ballots.txt.

    bool operator==(const BoxedBallot&) const = default;
};

/// By their keys, which is the only order that tells nothing.
using BoxedBallots = std::map<std::string, BoxedBallot>;

struct LiveTally {
    std::int64_t count{0};
    std::map<OptionId, std::int64_t> votes;

    bool operator==(const LiveTally&) const = default;
};

/// The box of the ballot that is open (or was last).
struct BallotBox {
    BallotId ballot;
    /// Keys issued, with the category to write beside a choice. A secret ballot has none.
    std::map<std::string, CategoryId> keys;
    BoxedBallots ballots;
    std::map<OptionId, std::int64_t> votes;
    /// What everybody sees while votes come in, and what they see next. Both are tallies at a
    /// multiple of the batch, and the one shown is always a batch behind: so the difference of two
    /// published tallies spans a batch, also of the last one and the result. Empty after a restart.
    LiveTally live;
    LiveTally next_live;

    bool operator==(const BallotBox&) const = default;
};

/// Puts or replaces. Precondition: the key is issued, or the ballot carries its proof; and the
/// revision is higher than the stored one.
void put(BallotBox& box, const BoxedBallot& ballot, std::int64_t live_batch);

struct CategoryBreakdown {
    CategoryId category;
    std::map<OptionId, std::int64_t> votes;

    bool operator==(const CategoryBreakdown&) const = default;
};

/// Groups with fewer than five ballots or a unanimous result are left out; and if what is left out
/// would itself tell on a person, by subtraction from the whole, the smallest other group with it.
[[nodiscard]] std::vector<CategoryBreakdown> breakdown(const BallotBox& box);

} // namespace rostrum::core
