#include "core/ballot.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <expected>
#include <iterator>
#include <optional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::core {
namespace {

std::expected<const Ballot*, Refusal> find_open(const Hearing& hearing, const BallotId& ballot)
{
    const auto* found = find(hearing.ballots, ballot);
    if (found == nullptr) return Refused{Refusal::unknown_ballot};
    if (found->state != BallotState::open) return Refused{Refusal::ballot_is_not_open};
    return found;
}

/// Whether a card that is not spent yet may be spent now.
std::optional<Refusal> check_voter(const Hearing& hearing, const ParticipantId& participant)
{
    const auto* voter = find(hearing.roster, participant);
    if (voter == nullptr) return Refusal::not_on_roster;
    if (!voter->entry.may_vote) return Refusal::may_not_vote;
    if (!voter->presence) return Refusal::not_checked_in;
    return std::nullopt;
}

Decision opened_secretly(const OpenBallot& command, const Context& context)
{
    const bool is_exposed = !context.network_is_trusted;
    if (is_exposed && !command.accepts_untrusted_network.value_or(false))
        return Refused{Refusal::network_is_not_trusted};
    const auto& [key, receipt_key] = context.fresh_ballot_key;
    assert(!key.empty() && !receipt_key.empty());
    return happened(
        BallotOpened{.ballot = command.ballot,
                     .mode = command.mode,
                     .key = key,
                     .receipt_key = receipt_key,
                     .untrusted_network = is_exposed ? std::optional{true} : std::nullopt});
}

/// What the record keeps of a request for a token; nothing when the ballot has no tokens.
std::expected<std::optional<std::string>, Refusal>
request_of(const Ballot& ballot, const ClaimBallot& command, const BallotScheme& scheme)
{
    const bool is_secret = ballot.mode == BallotMode::secret;
    if (is_secret != command.blinded.has_value())
        return Refused{Refusal::token_request_is_malformed};
    if (!is_secret) return std::nullopt;
    auto digest = scheme.request_digest(ballot.key, *command.blinded);
    if (!digest) return Refused{Refusal::token_request_is_malformed};
    return digest;
}

/// Withdraws what rested on the ballot's result.
std::vector<Event> withdrawals(const Duties& duties, const BallotId& ballot)
{
    std::vector<Event> events;
    for (const auto& [id, duty] : duties.reports) {
        if (duty.ballot != ballot) continue; // Withdrawn when that one was voided.
        events.emplace_back(DutyWithdrawn{id});
    }
    return events;
}

} // namespace

const Ballot* current(const Ballots& ballots)
{
    for (const auto& ballot : std::views::reverse(ballots.ballots)) {
        if (ballot.state != BallotState::voided) return &ballot;
    }
    return nullptr;
}

const Ballot* find(const Ballots& ballots, const BallotId& ballot)
{
    const auto at = std::ranges::find(ballots.ballots, ballot, &Ballot::ballot);
    return at == ballots.ballots.end() ? nullptr : &*at;
}

bool takes_votes(const Ballot& ballot)
{
    return ballot.state == BallotState::open || ballot.state == BallotState::closing;
}

std::map<BallotChannel, std::int64_t> small_channels(const Ballot& ballot)
{
    const auto on_paper = ballot.issued_on_paper;
    const auto on_phones = static_cast<std::int64_t>(ballot.issued.size()) - on_paper;
    // One channel alone has all votes in it: it tells no more than the result does.
    if (on_paper == 0 || on_phones == 0) return {};
    // By the ballots issued, not by the votes: how many of so few agree is what nobody may learn.
    std::map<BallotChannel, std::int64_t> small;
    if (on_phones < limits::breakdown_group_min) small.emplace(BallotChannel::phone, on_phones);
    if (on_paper < limits::breakdown_group_min) small.emplace(BallotChannel::paper, on_paper);
    return small;
}

Ballot& stored(Ballots& ballots, const BallotId& ballot)
{
    const auto at = std::ranges::find(ballots.ballots, ballot, &Ballot::ballot);
    assert(at != ballots.ballots.end());
    return *at;
}

Decision decide_one(const Hearing& hearing, const LockBallotRule& /*command*/,
                    const Context& context)
{
    if (current(hearing.ballots) != nullptr) return Refused{Refusal::ballot_exists};
    const auto& rule = hearing.rules.ballot;
    const auto number = hearing.ballots.ballots.size() + 1;
    return happened(BallotRuleLocked{.ballot = {"b" + std::to_string(number)},
                                     .rule = rule,
                                     .rule_sha256 = context.sha256(canonical_text(rule))});
}

Decision decide_one(const Hearing& hearing, const OpenBallot& command, const Context& context)
{
    const auto* ballot = current(hearing.ballots);
    if (ballot == nullptr) return Refused{Refusal::rule_is_not_locked};
    if (ballot->ballot != command.ballot) return Refused{Refusal::unknown_ballot};
    if (ballot->state != BallotState::locked) return Refused{Refusal::ballot_exists};
    if (command.mode == BallotMode::secret) return opened_secretly(command, context);
    return happened(BallotOpened{.ballot = command.ballot, .mode = command.mode});
}

Decision decide_one(const Hearing& hearing, const ClaimBallot& command, const Context& context)
{
    const auto ballot = find_open(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    const auto digest = request_of(**ballot, command, context.ballot_scheme);
    if (!digest) return Refused{digest.error()};
    const ParticipantId participant{context.actor.id};
    const auto& issued = (*ballot)->issued;
    if (const auto at = issued.find(participant); at != issued.end()) {
        if (at->second == BallotChannel::paper) return Refused{Refusal::card_is_spent};
        // Again on the phone: it gets the same again, even if its owner was marked absent since.
        if (!*digest || (*ballot)->requests.at(participant) == **digest) return happened();
        return Refused{Refusal::token_is_issued_already};
    }
    if (const auto refusal = check_voter(hearing, participant)) return Refused{*refusal};
    return happened(BallotIssued{command.ballot, participant, BallotChannel::phone, *digest});
}

Decision decide_one(const Hearing& hearing, const CastBallot& command, const Context& context)
{
    const auto ballot = find_open(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    const auto& box = context.box;
    if (box.ballot != command.ballot) return Refused{Refusal::unknown_ballot};
    const auto key = box.keys.find(command.key);
    if (key == box.keys.end()) return Refused{Refusal::unknown_key};
    if (find_option((*ballot)->rule, command.choice) == nullptr) {
        return Refused{Refusal::unknown_option};
    }

    std::uint64_t revision_stored = 0;
    if (const auto at = box.ballots.find(command.key); at != box.ballots.end()) {
        revision_stored = at->second.revision;
        // A repeat, because our first answer may have been lost.
        if (command.revision == revision_stored && command.choice == at->second.choice) {
            return happened();
        }
    }
    if (command.revision <= revision_stored) return Refused{Refusal::revision_is_old};

    Outcomes outcomes;
    outcomes.ballots.push_back({.ballot = command.ballot,
                                .key = command.key,
                                .choice = command.choice,
                                .category = key->second,
                                .revision = command.revision});
    return outcomes;
}

Decision judge_cast(const Hearing& hearing, const BallotBox& box, const SecretCast& cast)
{
    const auto* ballot = find(hearing.ballots, cast.ballot);
    if (ballot == nullptr || ballot->mode != BallotMode::secret)
        return Refused{Refusal::unknown_ballot};
    if (!takes_votes(*ballot)) return Refused{Refusal::ballot_is_not_open};
    assert(box.ballot == cast.ballot && !cast.proof.empty());
    if (find_option(ballot->rule, cast.choice) == nullptr) return Refused{Refusal::unknown_option};

    BoxedBallot put{.ballot = cast.ballot,
                    .key = cast.voter,
                    .choice = cast.choice,
                    .category = {},
                    .revision = cast.seq,
                    .proof = cast.proof};
    const auto at = box.ballots.find(cast.voter);
    // A repeat, because our first answer may have been lost.
    if (at != box.ballots.end() && at->second == put) return happened();
    const std::uint64_t seq_stored = at == box.ballots.end() ? 0 : at->second.revision;
    if (cast.seq <= seq_stored) return Refused{Refusal::seq_is_old};
    Outcomes outcomes;
    outcomes.ballots.push_back(std::move(put));
    return outcomes;
}

Decision decide_one(const Hearing& hearing, const HandOutPaper& command, const Context& /*context*/)
{
    const auto ballot = find_open(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    if (const auto refusal = check_voter(hearing, command.participant)) return Refused{*refusal};
    if ((*ballot)->issued.contains(command.participant)) return Refused{Refusal::card_is_spent};
    return happened(BallotIssued{command.ballot, command.participant, BallotChannel::paper});
}

Decision decide_one(const Hearing& hearing, const TakeBackPaper& command,
                    const Context& /*context*/)
{
    const auto ballot = find_open(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    if (const auto refusal = check_reason(command.reason)) return Refused{*refusal};
    // What a phone holds may be cast already; and nobody could tell its vote from the others.
    const auto issued = (*ballot)->issued.find(command.participant);
    if (issued == (*ballot)->issued.end() || issued->second != BallotChannel::paper)
        return Refused{Refusal::has_no_paper};
    return happened(PaperTakenBack{command.ballot, command.participant, command.reason});
}

Decision decide_one(const Hearing& hearing, const VoidBallot& command, const Context& /*context*/)
{
    const auto* ballot = find(hearing.ballots, command.ballot);
    if (ballot == nullptr || ballot->state == BallotState::voided) {
        return Refused{Refusal::unknown_ballot};
    }
    if (const auto refusal = check_reason(command.reason)) return Refused{*refusal};
    Outcomes outcomes;
    outcomes.events.emplace_back(BallotVoided{command.ballot, command.reason});
    auto withdrawn = withdrawals(hearing.duties, command.ballot);
    std::ranges::move(withdrawn, std::back_inserter(outcomes.events));
    return outcomes;
}

void evolve_one(Hearing& hearing, const BallotRuleLocked& event, Instant /*at*/)
{
    assert(current(hearing.ballots) == nullptr);
    assert(find(hearing.ballots, event.ballot) == nullptr);
    Ballot ballot;
    ballot.ballot = event.ballot;
    ballot.public_id =
        hearing.hearing.value + "/ballot/" + std::to_string(hearing.ballots.ballots.size() + 1);
    ballot.rule = event.rule;
    ballot.rule_sha256 = event.rule_sha256;
    hearing.ballots.ballots.push_back(std::move(ballot));
}

void evolve_one(Hearing& hearing, const BallotOpened& event, Instant at)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::locked);
    ballot.state = BallotState::open;
    ballot.mode = event.mode;
    ballot.key = event.key.value_or("");
    ballot.receipt_key = event.receipt_key.value_or("");
    ballot.untrusted_network = event.untrusted_network.value_or(false);
    ballot.opened_at = at;
}

void evolve_one(Hearing& hearing, const BallotIssued& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::open);
    const auto [at, is_new] = ballot.issued.emplace(event.participant, event.channel);
    assert(is_new); // Nobody is ever given two ballots.
    if (at->second == BallotChannel::paper) ++ballot.issued_on_paper;
    if (event.blinded_sha256) ballot.requests.emplace(event.participant, *event.blinded_sha256);
}

void evolve_one(Hearing& hearing, const PaperTakenBack& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::open);
    assert(ballot.issued.at(event.participant) == BallotChannel::paper);
    ballot.issued.erase(event.participant);
    --ballot.issued_on_paper;
}

void evolve_one(Hearing& hearing, const BallotVoided& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state != BallotState::voided);
    ballot.state = BallotState::voided;
    ballot.void_reason = event.reason;
}

} // namespace rostrum::core
