#include "protocol/ballot_files.hpp"

#include "protocol/draw_files.hpp"
#include "trust/ballot_files.hpp"

#include <cassert>

namespace rostrum::protocol {
namespace {

trust::Roll roll_of(const core::Ballot& ballot)
{
    trust::Roll roll;
    for (const auto& participant : ballot.roll) roll.handles.push_back(participant.value);
    return roll;
}

trust::Issued issued_of(const core::Ballot& ballot)
{
    trust::Issued issued;
    for (const auto& [participant, digest] : ballot.requests)
        issued.lines.push_back({participant.value, bytes32_of(digest)});
    return issued;
}

std::string line_of(const core::BoxedBallot& cast)
{
    return cast.key + ' ' + std::to_string(cast.revision) + ' ' + cast.choice.value + ' ' +
           cast.proof;
}

} // namespace

BallotFiles ballot_files(const core::Ballot& ballot, const core::BoxedBallots& casts)
{
    auto terms = terms_of(ballot);
    assert(terms);
    BallotFiles files;
    auto& [roll, issued, ballots, sheet] = files;
    roll = trust::write(roll_of(ballot));
    issued = trust::write(issued_of(ballot));
    for (const auto& [key, cast] : casts) ballots += line_of(cast) + '\n';
    sheet = trust::write(trust::BallotSheet{.terms = std::move(*terms),
                                            .roll = trust::file_hash(roll),
                                            .issued = trust::file_hash(issued),
                                            .ballots = trust::file_hash(ballots)});
    return files;
}

std::string sheet_sha256(const BallotFiles& files)
{
    return trust::hex(trust::sha256(files.back()));
}

std::optional<trust::BallotTerms> terms_of(const core::Ballot& ballot)
{
    auto key = trust::BallotPublicKey::from_spki(ballot.key);
    if (!key) return std::nullopt;
    trust::BallotTerms terms{.ballot = ballot.public_id, .choices = {}, .key = std::move(*key)};
    for (const auto& option : ballot.rule.options) terms.choices.push_back(option.option.value);
    return terms;
}

core::SecretCast secret_cast(const core::BallotId& ballot, const trust::Cast& cast)
{
    return {.ballot = ballot,
            .voter = trust::hex(cast.voter),
            .seq = cast.seq,
            .choice = {cast.choice},
            .proof = trust::hex(cast.prefix) + ' ' + trust::base64(cast.token) + ' ' +
                     trust::base64(cast.signature)};
}

std::optional<trust::Cast> cast_of(const core::BoxedBallot& ballot)
{
    const auto text = line_of(ballot) + '\n';
    const auto lines = trust::read_lines(text);
    if (!lines || lines->size() != 1) return std::nullopt;
    auto cast = trust::read_cast(lines->front());
    if (!cast) return std::nullopt;
    return std::move(*cast);
}

} // namespace rostrum::protocol
