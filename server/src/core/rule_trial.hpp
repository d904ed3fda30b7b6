// A ballot rule tried with a count that somebody made up: a worked example, before anybody votes.
#pragma once

#include "core/ballot_rule.hpp"
#include "core/refusal.hpp"
#include "core/verdict.hpp"

#include <expected>

namespace rostrum::core {

/// The verdict that this count would get in a hall; refused when no hall could ever count so:
/// nobody is present without being entitled, and nobody is issued a ballot without being present.
/// That more were returned than issued can happen, and has a verdict of its own.
[[nodiscard]] std::expected<Verdict, Refusal> try_rule(const BallotRule& rule, const Tally& tally,
                                                       const Electorate& electorate);

} // namespace rostrum::core
