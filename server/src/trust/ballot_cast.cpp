#include "trust/ballot_cast.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rostrum::trust {

Bytes token_message(const Bytes32& prefix, std::string_view ballot, const Bytes32& voter)
{
    const std::string text = "hballot1/cred\n" + std::string{ballot} + '\n' + hex(voter) + '\n';
    Bytes message(prefix.begin(), prefix.end());
    std::ranges::copy(as_bytes(text), std::back_inserter(message));
    return message;
}

std::string cast_message(std::string_view ballot, std::uint64_t seq, std::string_view choice)
{
    return "hballot1/cast\n" + std::string{ballot} + '\n' + std::to_string(seq) + '\n' +
           std::string{choice} + '\n';
}

std::string receipt_message(std::string_view ballot, const Cast& cast)
{
    return "hballot1/receipt\n" + std::string{ballot} + '\n' + hex(cast.voter) + '\n' +
           std::to_string(cast.seq) + '\n' + hex(sha256(write_line(cast))) + '\n';
}

std::string write_line(const Cast& cast)
{
    return hex(cast.voter) + ' ' + std::to_string(cast.seq) + ' ' + cast.choice + ' ' +
           hex(cast.prefix) + ' ' + base64(cast.token) + ' ' + base64(cast.signature);
}

Word<Cast> read_cast(const Line& line)
{
    if (const auto count = check_word_count(line, 6, 6); !count)
        return std::unexpected(count.error());
    const auto voter = read_hex32(line[0]);
    if (!voter) return std::unexpected(voter.error());
    const auto seq = read_number(line[1], 1, limits::seq_max);
    if (!seq) return std::unexpected(seq.error());
    auto choice = read_choice(line[2]);
    if (!choice) return std::unexpected(choice.error());
    const auto prefix = read_hex32(line[3]);
    if (!prefix) return std::unexpected(prefix.error());
    auto token = read_base64(line[4]);
    if (!token) return std::unexpected(token.error());
    const auto signature = read_base64(line[5]);
    if (!signature) return std::unexpected(signature.error());
    if (signature->size() != Bytes64{}.size()) return std::unexpected(TextFault::wrong_length);

    Cast cast{.voter = *voter,
              .seq = *seq,
              .choice = std::move(*choice),
              .prefix = *prefix,
              .token = std::move(*token),
              .signature = {}};
    std::ranges::copy(*signature, cast.signature.begin());
    return cast;
}

std::expected<void, CastFault> check_cast(const BallotTerms& terms, const Cast& cast)
{
    if (std::ranges::find(terms.choices, cast.choice) == terms.choices.end())
        return std::unexpected(CastFault::unknown_choice);
    if (cast.seq < 1 || cast.seq > limits::seq_max)
        return std::unexpected(CastFault::seq_out_of_range);
    if (cast.token.size() != terms.key.size())
        return std::unexpected(CastFault::token_has_wrong_length);
    if (!terms.key.verifies(token_message(cast.prefix, terms.ballot, cast.voter), cast.token))
        return std::unexpected(CastFault::token_was_not_signed);
    if (!verifies(cast.voter, cast_message(terms.ballot, cast.seq, cast.choice), cast.signature))
        return std::unexpected(CastFault::not_signed_by_voter);
    return {};
}

SeqVerdict judge_seq(std::optional<std::uint64_t> stored, std::uint64_t offered)
{
    if (!stored || offered > *stored) return SeqVerdict::newer;
    return offered == *stored ? SeqVerdict::same : SeqVerdict::older;
}

std::string_view in_words(CastFault fault)
{
    switch (fault) {
    case CastFault::unknown_choice: return "a choice that the ballot does not have";
    case CastFault::seq_out_of_range: return "a sequence number out of range";
    case CastFault::token_has_wrong_length: return "a token of the wrong length";
    case CastFault::token_was_not_signed: return "the token was not signed by the ballot's key";
    case CastFault::not_signed_by_voter: return "the vote was not signed by its voter";
    }
    return {};
}

} // namespace rostrum::trust
