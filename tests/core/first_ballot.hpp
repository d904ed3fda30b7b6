// The first ballot of the demo hearing, and what it lets people choose.
#pragma once

#include "core/ballot.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

namespace rostrum::test {

inline const core::BallotId b1{"b1"};
inline const core::OptionId good{"satisfied"}, fair{"basically_satisfied"}, bad{"not_satisfied"};

inline const core::Ballot& ballot_of(const Scene& scene)
{
    const auto* ballot = core::find(scene.hearing().ballots, b1);
    REQUIRE(ballot != nullptr);
    return *ballot;
}

} // namespace rostrum::test
