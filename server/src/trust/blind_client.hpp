// The voter's side of a token: blind the message, let the server sign, take the blinding off.
// Phones do this in the browser; this is for phones that we simulate.
#pragma once

#include "trust/ballot_key.hpp"
#include "trust/bytes.hpp"

#include <array>
#include <cstdint>
#include <expected>

namespace rostrum::trust {

enum class BlindFault : std::uint8_t {
    not_invertible, ///< The blinding factor, or the message, shares a factor with the modulus.
    wrong_length,   ///< Of a signature.
    does_not_verify,
};

struct Blinded {
    Bytes message;       ///< For the server: as long as the modulus.
    SecretBytes inverse; ///< To take the blinding off; with the message it names the token.
};

/// RFC 9474 §4.2 with chance given: `factor` is below the modulus and as long. For test vectors;
/// otherwise `blind`.
[[nodiscard]] std::expected<Blinded, BlindFault>
blind_with(const BallotPublicKey& key, ByteView input_message,
           const std::array<unsigned char, token_salt_bytes>& salt, ByteView factor);

/// RFC 9474 §4.2.
[[nodiscard]] Blinded blind(const BallotPublicKey& key, ByteView input_message,
                            const Entropy& entropy);

/// RFC 9474 §4.4: the token, which has been verified.
[[nodiscard]] std::expected<Bytes, BlindFault> finalize(const BallotPublicKey& key,
                                                        ByteView input_message,
                                                        ByteView blind_signature,
                                                        const SecretBytes& inverse);

} // namespace rostrum::trust
