#include "hall/ballot_keys.hpp"

#include "core/limits.hpp"

#include <algorithm>

namespace rostrum::hall {

std::string ballot_key(const World& world, const std::string& secret, const core::BallotId& ballot,
                       const core::ParticipantId& participant)
{
    return world.hmac_sha256(secret,
                             "rostrum/key\n" + ballot.value + "\n" + participant.value + "\n");
}

core::CategoryId breakdown_category(const core::Hearing& hearing, const core::Ballot& ballot,
                                    const core::ParticipantId& participant)
{
    const auto* person = core::find(hearing.roster, participant);
    if (!ballot.rule.breakdown_by_category || person == nullptr) return {};

    const auto entitled = std::ranges::count_if(hearing.roster.participants, [&](const auto& one) {
        return one.second.entry.may_vote && one.second.entry.category == person->entry.category;
    });
    return entitled >= core::limits::breakdown_group_min ? person->entry.category
                                                         : core::CategoryId{};
}

core::BallotBox rebuilt_box(const World& world, const core::Hearing& hearing, const Box& stored)
{
    core::BallotBox box;
    const auto* ballot = core::current(hearing.ballots);
    const auto secret =
        ballot == nullptr || ballot->state != core::BallotState::open
            ? stored.secrets.end()
            : std::ranges::find(stored.secrets, ballot->ballot.value, &BoxSecret::ballot);
    if (secret == stored.secrets.end()) return box;
    box.ballot = ballot->ballot;

    for (const auto& [participant, channel] : ballot->issued) {
        if (channel != core::BallotChannel::phone) continue;
        box.keys.emplace(ballot_key(world, secret->secret, ballot->ballot, participant),
                         breakdown_category(hearing, *ballot, participant));
    }
    for (const auto& put : stored.ballots) {
        if (put.ballot != ballot->ballot.value) continue;
        if (!box.keys.contains(put.key)) {
            world.log_warning("stream " + hearing.hearing.value + ": a ballot of " + put.ballot +
                              " has a key that was not issued, and is not counted");
            continue;
        }
        core::put(box,
                  core::BoxedBallot{ballot->ballot, put.key, core::OptionId{put.choice},
                                    core::CategoryId{put.category}, put.revision},
                  /*live_batch=*/0);
    }
    return box;
}

} // namespace rostrum::hall
