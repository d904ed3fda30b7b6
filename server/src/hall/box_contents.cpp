#include "hall/box_contents.hpp"

namespace rostrum::hall {

core::BoxedBallot boxed(const PutBallot& put)
{
    return {.ballot = {put.ballot},
            .key = put.key,
            .choice = {put.choice},
            .category = {put.category},
            .revision = put.revision,
            .proof = put.proof};
}

PutBallot put_of(const core::BoxedBallot& ballot)
{
    return {.ballot = ballot.ballot.value,
            .key = ballot.key,
            .choice = ballot.choice.value,
            .category = ballot.category.value,
            .revision = ballot.revision,
            .proof = ballot.proof};
}

core::BoxedBallots votes_of(const Box& box, const core::BallotId& ballot)
{
    core::BoxedBallots votes;
    for (const auto& put : box.ballots)
        if (put.ballot == ballot.value) votes.emplace(put.key, boxed(put));
    return votes;
}

} // namespace rostrum::hall
