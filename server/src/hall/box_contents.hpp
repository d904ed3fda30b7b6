// Ballots as the rules know them and as the ledger's box holds them.
#pragma once

#include "core/ballot_box.hpp"
#include "hall/ports.hpp"

namespace rostrum::hall {

[[nodiscard]] core::BoxedBallot boxed(const PutBallot& put);
[[nodiscard]] PutBallot put_of(const core::BoxedBallot& ballot);

/// All of one ballot.
[[nodiscard]] core::BoxedBallots votes_of(const Box& box, const core::BallotId& ballot);

} // namespace rostrum::hall
