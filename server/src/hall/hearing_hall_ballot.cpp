// The secret ballot of a hearing: its keys, its tokens, and votes that come without a name. The
// rest is in hearing_hall.cpp.
#include "hall/box_contents.hpp"
#include "hall/hearing_hall.hpp"
#include "trust/bytes.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace rostrum::hall {

void HearingHall::make_keys(Submission submission)
{
    const auto entitled = static_cast<std::size_t>(supposed_.hearing.roster.entitled);
    trust::Bytes32 seed{};
    std::ranges::copy(trust::as_bytes(world_.random_bytes(seed.size())), seed.begin());
    const auto keys = std::make_shared<SharedKeys>();
    world_.compute({[make = world_.make_ballot_key, bits = trust::ballot_key_bits(entitled), seed,
                     keys] { *keys = std::make_shared<const SecretKeys>(make(bits), seed); },
                    [self = shared_from_this(), submission = std::move(submission), keys] {
                        if (*keys) return self->decide(submission, std::move(*keys));
                        self->answers_.finish(sender_of(submission.actor), submission.id,
                                              Trouble::stopping, Answers::Keep::no);
                    }});
}

bool HearingHall::takes_keys(const core::Ballot& ballot)
{
    const auto secret = secrets_.find(ballot.ballot.value);
    if (secret == secrets_.end()) return false;
    if (ballot.mode == core::BallotMode::confidential) return true;
    auto keys = SecretKeys::read(secret->second, ballot);
    if (!keys) return false;
    secret->second.clear();
    hold_secret_ballot(ballot.ballot, std::move(keys));
    return true;
}

void HearingHall::hold_secret_ballot(const core::BallotId& id, SharedKeys keys)
{
    const auto* ballot = core::find(durable_.hearing.ballots, id);
    assert(ballot != nullptr);
    secret_ballot_ = std::make_shared<SecretBallot>(
        world_, *ballot, std::move(keys),
        [weak = weak_from_this()](const std::vector<core::SecretCast>& casts,
                                  SecretBallot::Written written) {
            if (const auto self = weak.lock()) return self->write_casts(casts, std::move(written));
            written(std::nullopt);
        });
}

void HearingHall::sign_token(const Step& step)
{
    const auto finish = [weak = weak_from_this(), actor = step.actor,
                         id = step.id](const std::optional<std::string>& signature) {
        const auto self = weak.lock();
        if (!self) return;
        Answer answer{Trouble::busy};
        if (signature) {
            const boost::json::object result{{"blind_signature", *signature}};
            answer = Acknowledged{boost::json::serialize(result)};
        }
        self->answers_.finish(sender_of(actor), id, answer, Answers::Keep::no);
    };
    auto blinded = trust::unhex(step.blinded);
    assert(secret_ballot_ && blinded); // Not sealed before this was settled; well formed.
    secret_ballot_->sign(std::move(*blinded), finish);
}

void HearingHall::cast(const std::string& public_ballot, trust::Cast cast,
                       std::function<void(CastAnswer)> done)
{
    if (!open_) return done(Trouble::unknown_hearing);
    const auto& ballots = durable_.hearing.ballots.ballots;
    const auto known = std::ranges::find(ballots, public_ballot, &core::Ballot::public_id);
    if (known == ballots.end() || known->mode != core::BallotMode::secret)
        return done(core::Refusal::unknown_ballot);
    if (!core::takes_votes(*known)) return done(core::Refusal::ballot_is_not_open);
    assert(secret_ballot_ && secret_ballot_->ballot() == known->ballot);
    secret_ballot_->cast(std::move(cast), std::move(done));
}

void HearingHall::write_casts(const std::vector<core::SecretCast>& casts,
                              SecretBallot::Written written)
{
    const auto at = world_.now();
    core::Outcomes taken;
    SecretBallot::Verdicts verdicts;
    Entry entry;
    for (const auto& cast : casts) {
        auto decision = core::judge_cast(supposed_.hearing, supposed_.box, cast);
        verdicts.push_back(decision ? std::nullopt : std::optional{decision.error()});
        if (!decision) continue;
        follow(supposed_, *decision, at);
        for (auto& ballot : decision->ballots) {
            entry.box.emplace_back(put_of(ballot));
            taken.ballots.push_back(std::move(ballot));
        }
    }
    entry.settle = [weak = weak_from_this(), at, taken = std::move(taken),
                    verdicts = std::move(verdicts), written = std::move(written)](bool durable) {
        const auto self = weak.lock();
        if (!self || !durable) return written(std::nullopt);
        self->follow(self->durable_, taken, at);
        self->showing_.changed();
        written(verdicts);
    };
    writer_->add(std::move(entry));
}

void HearingHall::ballot_file(const core::BallotId& ballot, std::string_view name,
                              CountedBallots::Done done)
{
    if (!open_) return done(std::unexpected(Trouble::unknown_hearing));
    const auto* known = core::find(durable_.hearing.ballots, ballot);
    if (known == nullptr) return done(Message{});
    counted_ballots_->file(*known, name, std::move(done));
}

} // namespace rostrum::hall
