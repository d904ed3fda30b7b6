// One vote of a secret ballot by `hballot1`: a token that the server signed blindly, for a key that
// only the voter has, and the choice signed with that key.
#pragma once

#include "trust/ballot_key.hpp"
#include "trust/bytes.hpp"
#include "trust/signing.hpp"
#include "trust/text_file.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::trust {

/// What all votes of a ballot have in common.
struct BallotTerms {
    std::string ballot;               ///< Its public id.
    std::vector<std::string> choices; ///< Each once.
    BallotPublicKey key;

    bool operator==(const BallotTerms&) const = default;
};

/// A line of ballots.txt, and what a phone sends.
struct Cast {
    Bytes32 voter{};      ///< The voter's public key: Ed25519, made for this ballot.
    std::uint64_t seq{1}; ///< Counts the voter's changes of mind, 1 to `seq_max`.
    std::string choice;
    Bytes32 prefix{};    ///< Random, before the message that the token signs.
    Bytes token;         ///< RSA-PSS, as long as the modulus.
    Bytes64 signature{}; ///< The voter's.

    bool operator==(const Cast&) const = default;
};

enum class CastFault : std::uint8_t {
    unknown_choice,
    seq_out_of_range,
    token_has_wrong_length,
    token_was_not_signed, ///< By the ballot's key, for this voter's key.
    not_signed_by_voter,
};

[[nodiscard]] std::string_view in_words(CastFault fault);

/// What the token signs: prefix ‖ "hballot1/cred\n<ballot>\n<pk hex>\n".
[[nodiscard]] Bytes token_message(const Bytes32& prefix, std::string_view ballot,
                                  const Bytes32& voter);
/// What the voter signs: "hballot1/cast\n<ballot>\n<seq>\n<choice>\n".
[[nodiscard]] std::string cast_message(std::string_view ballot, std::uint64_t seq,
                                       std::string_view choice);
/// What the server signs: "hballot1/receipt\n<ballot>\n<pk>\n<seq>\n<sha256 of the line>\n", the
/// line without its line feed.
[[nodiscard]] std::string receipt_message(std::string_view ballot, const Cast& cast);

/// Without the line feed: `<pk> <seq> <choice> <prefix hex> <rsa b64> <ed b64>`.
[[nodiscard]] std::string write_line(const Cast& cast);
[[nodiscard]] Word<Cast> read_cast(const Line& line);

/// All that can be judged of a vote by itself.
[[nodiscard]] std::expected<void, CastFault> check_cast(const BallotTerms& terms, const Cast& cast);

enum class SeqVerdict : std::uint8_t {
    newer, ///< Goes into the place of what is stored.
    same,  ///< Of the same vote: the receipt is given again. Of another: refused.
    older, ///< Refused.
};

/// How a vote stands to the one stored under its key, if there is one. Stored numbers only rise, so
/// nobody can bring back a vote that its voter has changed.
[[nodiscard]] SeqVerdict judge_seq(std::optional<std::uint64_t> stored, std::uint64_t offered);

} // namespace rostrum::trust
