#include "trust/voter.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace rostrum::trust {
namespace {

Bytes32 fresh(const Entropy& entropy)
{
    Bytes32 bytes{};
    entropy(std::as_writable_bytes(std::span{bytes}));
    return bytes;
}

} // namespace

Voter::Voter(const BallotTerms& terms, const Entropy& entropy)
    : key_(fresh(entropy)),
      prefix_(fresh(entropy)),
      message_(token_message(prefix_, terms.ballot, key_.public_key())),
      blinded_(blind(terms.key, message_, entropy))
{
}

bool Voter::receive(const BallotTerms& terms, ByteView blind_signature)
{
    auto token = finalize(terms.key, message_, blind_signature, blinded_.inverse);
    if (!token) return false;
    token_ = std::move(*token);
    return true;
}

Cast Voter::cast(const BallotTerms& terms, const std::string& choice, std::uint64_t seq) const
{
    assert(!token_.empty());
    return {.voter = key_.public_key(),
            .seq = seq,
            .choice = choice,
            .prefix = prefix_,
            .token = token_,
            .signature = key_.sign(cast_message(terms.ballot, seq, choice))};
}

bool verifies_receipt(const BallotTerms& terms, const Cast& cast, std::string_view receipt,
                      const Bytes32& receipt_key)
{
    const auto bytes = unbase64(receipt);
    Bytes64 signature{};
    if (!bytes || bytes->size() != signature.size()) return false;
    std::ranges::copy(*bytes, signature.begin());
    return verifies(receipt_key, receipt_message(terms.ballot, cast), signature);
}

} // namespace rostrum::trust
