#include "hall/ballot_keys.hpp"

#include "core/limits.hpp"
#include "hall/box_contents.hpp"
#include "protocol/ballot_files.hpp"

#include <algorithm>
#include <optional>

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

namespace {

void put_issued_keys(core::BallotBox& box, const World& world, const core::Hearing& hearing,
                     const core::Ballot& ballot, const std::string& secret)
{
    for (const auto& [participant, channel] : ballot.issued) {
        if (channel != core::BallotChannel::phone) continue;
        box.keys.emplace(ballot_key(world, secret, ballot.ballot, participant),
                         breakdown_category(hearing, ballot, participant));
    }
}

/// Whether a stored vote has a right to be counted.
class Checker {
public:
    Checker(const core::Ballot& ballot, const core::BallotBox& box, const core::BallotBox& known)
        : is_secret_(ballot.mode == core::BallotMode::secret), box_(box), known_(known)
    {
        if (is_secret_) terms_ = protocol::terms_of(ballot);
    }

    [[nodiscard]] bool holds(const core::BoxedBallot& vote) const
    {
        if (!is_secret_) return box_.keys.contains(vote.key);
        const auto earlier = known_.ballots.find(vote.key);
        if (earlier != known_.ballots.end() && earlier->second == vote) return true;
        const auto cast = protocol::cast_of(vote);
        return terms_ && cast && trust::check_cast(*terms_, *cast).has_value();
    }

private:
    bool is_secret_;
    const core::BallotBox& box_;
    const core::BallotBox& known_;
    std::optional<trust::BallotTerms> terms_;
};

} // namespace

core::BallotBox rebuilt_box(const World& world, const core::Hearing& hearing, const Box& stored,
                            const core::BallotBox& known)
{
    core::BallotBox box;
    const auto* ballot = core::current(hearing.ballots);
    const auto secret =
        ballot == nullptr || !core::takes_votes(*ballot)
            ? stored.secrets.end()
            : std::ranges::find(stored.secrets, ballot->ballot.value, &BoxSecret::ballot);
    if (secret == stored.secrets.end()) return box;
    box.ballot = ballot->ballot;
    if (ballot->mode == core::BallotMode::confidential)
        put_issued_keys(box, world, hearing, *ballot, secret->secret);

    const Checker checker{*ballot, box, known};
    for (const auto& [key, vote] : votes_of(stored, ballot->ballot)) {
        if (!checker.holds(vote)) {
            world.log_warning("stream " + hearing.hearing.value + ": a ballot of " +
                              ballot->ballot.value + " has no right to be in the box, and is not " +
                              "counted");
            continue;
        }
        core::put(box, vote, /*live_batch=*/0);
    }
    return box;
}

} // namespace rostrum::hall
