#include "simulation/voting.hpp"

#include "simulation/violation.hpp"

#include <string_view>
#include <utility>
#include <variant>

namespace rostrum::simulation {

namespace json = boost::json;

namespace {

/// A person changes their mind at one look in so many; in a secret ballot more often, for a vote
/// takes a second there.
constexpr std::size_t looks_per_vote = 12;
constexpr std::size_t looks_per_secret_vote = 3;

std::string text_at(const json::object& object, std::string_view name)
{
    return std::string{object.at(name).as_string()};
}

} // namespace

Voting::Voting(Ground ground, std::string subject, Ask ask, Post post)
    : ground_(ground), subject_(std::move(subject)), ask_(std::move(ask)), post_(std::move(post))
{
}

void Voting::look(const json::object& ballot, bool may_claim)
{
    const core::BallotId id{text_at(ballot, "ballot")};
    const bool is_open = ballot.at("state") == "open";
    if (ballot.at("mode") == "confidential") {
        if (is_open) look_confidential(id, ballot, may_claim);
    }
    else if (is_open || ballot.at("state") == "closing")
        look_secret(id, ballot, may_claim && is_open);
}

void Voting::claimed(const core::BallotId& ballot, const json::object& result)
{
    if (result.contains("key")) {
        auto& vote = confidential_[ballot];
        auto key = text_at(result, "key");
        require(vote.key.empty() || vote.key == key, rule::same_answer,
                subject_ + " was given another key");
        vote.key = std::move(key);
    }
    const auto vote = secret_.find(ballot);
    if (!result.contains("blind_signature") || vote == secret_.end() || vote->second.has_token)
        return;
    const auto bytes = trust::unhex(text_at(result, "blind_signature"));
    require(bytes && vote->second.voter->receive(vote->second.terms, *bytes), rule::same_answer,
            subject_ + " was given a token that does not hold");
    vote->second.has_token = true;
}

void Voting::look_confidential(const core::BallotId& id, const json::object& ballot, bool may_claim)
{
    auto& vote = confidential_[id];
    if (vote.key.empty()) {
        if (may_claim) ask_(core::ClaimBallot{id});
        return;
    }
    if (vote.revision > 0 && !ground_.chance.once_in(looks_per_vote)) return;
    ask_(core::CastBallot{id, vote.key, {choice(ballot)}, ++vote.revision});
}

void Voting::look_secret(const core::BallotId& id, const json::object& ballot, bool may_claim)
{
    auto found = secret_.find(id);
    if (found == secret_.end()) {
        if (!may_claim) return;
        found = secret_.emplace(id, prepared(ballot)).first;
    }
    auto& vote = found->second;
    if (!vote.has_token) {
        if (may_claim) ask_(core::ClaimBallot{id, trust::hex(vote.voter->request())});
        return;
    }
    if (vote.has_sent && !vote.has_receipt) return send(id, vote);
    if (vote.has_sent && !ground_.chance.once_in(looks_per_secret_vote)) return;
    vote.sent = vote.voter->cast(vote.terms, choice(ballot), vote.has_sent ? vote.sent.seq + 1 : 1);
    vote.has_sent = true;
    vote.has_receipt = false;
    send(id, vote);
}

Voting::Secret Voting::prepared(const json::object& ballot) const
{
    Secret vote;
    auto key = trust::BallotPublicKey::from_spki(text_at(ballot, "key"));
    require(key.has_value(), rule::shown, "a ballot is shown with a key that is none");
    vote.terms = {.ballot = text_at(ballot, "public_id"), .choices = {}, .key = std::move(*key)};
    for (const auto& option : ballot.at("rule").at("options").as_array())
        vote.terms.choices.push_back(text_at(option.as_object(), "option"));
    vote.receipt_key = trust::unhex32(text_at(ballot, "receipt_key")).value();
    vote.voter = std::make_unique<trust::Voter>(vote.terms, [this](std::span<std::byte> bytes) {
        for (auto& byte : bytes) byte = static_cast<std::byte>(ground_.chance.next() & 0xff);
    });
    return vote;
}

std::string Voting::choice(const json::object& ballot) const
{
    const auto& options = ballot.at("rule").at("options").as_array();
    return text_at(options.at(ground_.chance.below(options.size())).as_object(), "option");
}

void Voting::send(const core::BallotId& id, const Secret& vote)
{
    post_(vote.terms.ballot, vote.sent, [this, id, cast = vote.sent](const auto& answer) {
        const auto* receipt = std::get_if<std::string>(&answer);
        auto& told = secret_.at(id);
        if (receipt == nullptr || told.sent != cast) return; // Or the last was another vote.
        require(trust::verifies_receipt(told.terms, cast, *receipt, told.receipt_key),
                rule::same_answer, subject_ + " was given a receipt that does not hold");
        told.has_receipt = true;
    });
}

} // namespace rostrum::simulation
