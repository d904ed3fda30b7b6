// What stands for the trust protocols in tests of the core: recomputable, fast, and not the real
// ones.
#include "support/hearing_builder.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::test {
namespace {

/// A protocol that is recomputable, and not the real one.
class FakeScheme final : public core::DrawScheme {
public:
    [[nodiscard]] std::string commit(const std::string& public_id,
                                     const std::string& secret) const override
    {
        return fake_sha256("commit " + public_id + secret);
    }
    [[nodiscard]] std::string redraw_id(const std::string& public_id) const override
    {
        return public_id + ".2";
    }
    [[nodiscard]] std::uint32_t delay(core::DrawPace pace) const override
    {
        return pace == core::DrawPace::quick ? 500 : 1000;
    }
    [[nodiscard]] core::DrawSeals seals(const core::Draw& draw) const override
    {
        const auto pool = static_cast<std::int64_t>(draw.pool.size());
        const auto given = static_cast<std::int64_t>(draw.contributions.size());
        std::string nonces;
        for (const auto& [participant, nonce] : draw.contributions)
            nonces += participant.value + nonce;
        return {
            {pool, fake_sha256("pool")}, {given, fake_sha256(nonces)}, fake_sha256(draw.commit)};
    }
    [[nodiscard]] std::vector<core::ParticipantId> drawn(const core::Draw& draw,
                                                         const std::string& seed) const override
    {
        return fake_drawn(draw.pool, draw.rule, seed);
    }
};

class FakeBallotScheme final : public core::BallotScheme {
public:
    [[nodiscard]] std::optional<std::string>
    request_digest(const std::string& key, const std::string& blinded) const override
    {
        if (key != fake_ballot_key().key || !blinded.starts_with("blinded ")) return std::nullopt;
        return fake_sha256(blinded);
    }
    [[nodiscard]] std::string sheet_sha256(const core::Ballot& ballot,
                                           const core::BallotBox& box) const override
    {
        std::string text = ballot.public_id + ballot.key;
        for (const auto& participant : ballot.roll) text += ' ' + participant.value;
        for (const auto& [participant, digest] : ballot.requests)
            text += ' ' + participant.value + digest;
        for (const auto& [key, cast] : box.ballots) text += ' ' + key + cast.choice.value;
        return fake_sha256(text);
    }
};

std::uint64_t fnv(const std::string& text, std::uint64_t hash)
{
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    // A finaliser, so that texts which differ in their last character differ everywhere.
    hash ^= hash >> 33U;
    hash *= 0xff51afd7ed558ccdU;
    hash ^= hash >> 33U;
    return hash;
}

} // namespace

std::string fake_sha256(const std::string& text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string digest;
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (int part = 0; part < 4; ++part) {
        hash = fnv(text, hash);
        for (unsigned shift = 0; shift < 64; shift += 4)
            digest += digits.at((hash >> shift) & 0xfU);
    }
    return digest;
}

const core::DrawScheme& fake_scheme()
{
    static const FakeScheme scheme;
    return scheme;
}

const core::BallotScheme& fake_ballot_scheme()
{
    static const FakeBallotScheme scheme;
    return scheme;
}

core::FreshBallotKey fake_ballot_key()
{
    return {std::string(564, 'K'), fake_sha256("receipts")};
}

core::OpenBallot open_secretly(const core::BallotId& ballot)
{
    return {ballot, core::BallotMode::secret};
}

core::ClaimBallot claim_token(const core::BallotId& ballot, int number)
{
    return {ballot, "blinded " + card(number).value};
}

core::SecretCast secret_cast(const core::BallotId& ballot, int voter, const core::OptionId& choice,
                             std::uint64_t seq)
{
    const auto name = "voter " + std::to_string(voter);
    return {ballot, fake_sha256(name), seq, choice,
            "proof of " + name + ' ' + choice.value + ' ' + std::to_string(seq)};
}

std::vector<core::ParticipantId> fake_drawn(std::span<const core::PoolLine> pool,
                                            const core::DrawRule& rule, const std::string& seed)
{
    std::vector<core::ParticipantId> ranking;
    for (const auto& line : pool)
        if (line.weight > 0) ranking.push_back(line.participant);
    std::ranges::sort(
        ranking, {}, [&](const core::ParticipantId& one) { return fake_sha256(seed + one.value); });
    ranking.resize(std::min(ranking.size(), static_cast<std::size_t>(rule.count)));
    return ranking;
}

} // namespace rostrum::test
