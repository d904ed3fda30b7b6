// The voter's side of one secret ballot, from the request for a token to the receipt. Phones do
// this in the browser; this is for phones that we simulate.
#pragma once

#include "trust/ballot_cast.hpp"
#include "trust/blind_client.hpp"
#include "trust/bytes.hpp"
#include "trust/signing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::trust {

class Voter {
public:
    /// Takes a few milliseconds.
    Voter(const BallotTerms& terms, const Entropy& entropy);

    /// For the server to sign, over the way on which it knows who asks.
    [[nodiscard]] const Bytes& request() const { return blinded_.message; }
    /// False when the server's answer does not give a token.
    [[nodiscard]] bool receive(const BallotTerms& terms, ByteView blind_signature);
    /// For the way on which the server does not know who sends. Precondition: a token was received.
    [[nodiscard]] Cast cast(const BallotTerms& terms, const std::string& choice,
                            std::uint64_t seq) const;

private:
    SigningKey key_;
    Bytes32 prefix_;
    Bytes message_;
    Blinded blinded_;
    Bytes token_;
};

/// Whether it is the server's word that this vote is in the box; `receipt` in base64.
[[nodiscard]] bool verifies_receipt(const BallotTerms& terms, const Cast& cast,
                                    std::string_view receipt, const Bytes32& receipt_key);

} // namespace rostrum::trust
