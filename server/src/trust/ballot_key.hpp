// The key of one secret ballot: signs tokens without seeing them, so that a vote cannot be traced
// to the person whose right it was. RFC 9474, RSABSSA-SHA384-PSS-Randomized.
#pragma once

#include "trust/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace rostrum::trust {

/// Of the message that is signed: against a signer who prepares keys.
inline constexpr std::size_t token_prefix_bytes = 32;
inline constexpr std::size_t token_salt_bytes = 48;

/// Bits of the modulus: 3072, or 2048 above 20 000 people, where signing would take minutes.
[[nodiscard]] unsigned ballot_key_bits(std::size_t electorate);

/// What everybody knows of it. Copies share one key; any thread may verify.
class BallotPublicKey {
public:
    /// No key yet: a place to put one.
    BallotPublicKey() = default;

    /// From base64 of a SubjectPublicKeyInfo. Nothing unless it is RSA of 2048, 3072 or 4096 bits
    /// with exponent 65537, spelt as `spki_base64` spells it.
    [[nodiscard]] static std::optional<BallotPublicKey> from_spki(std::string_view base64);

    [[nodiscard]] const std::string& spki_base64() const { return spki_; }
    /// Of the modulus; of every blinded message and token as well. 256, 384 or 512.
    [[nodiscard]] std::size_t size() const { return modulus_.size(); }
    /// Big-endian; its first byte is not 0.
    [[nodiscard]] ByteView modulus() const { return modulus_; }
    /// Whether the signature is a token for the input message.
    [[nodiscard]] bool verifies(ByteView input_message, ByteView token) const;

    /// For the voter's side, which computes with it.
    [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

    bool operator==(const BallotPublicKey& other) const { return spki_ == other.spki_; }

private:
    std::shared_ptr<evp_pkey_st> key_;
    std::string spki_;
    Bytes modulus_;
};

enum class BlindSignFault : std::uint8_t {
    wrong_length,    ///< Not exactly as long as the modulus.
    out_of_range,    ///< Not below the modulus.
    sign_went_wrong, ///< The result does not verify: faulty hardware. It must not leave the house.
};

[[nodiscard]] std::string_view in_words(BlindSignFault fault);

/// The private half. Whoever holds it can make votes: store it as the box is stored, and erase it
/// at the close. Erased from memory when it goes. Any thread may sign.
class BallotKey {
public:
    /// Takes a quarter of a second and more. The one place where chance is not an argument: OpenSSL
    /// makes keys from its own generator only, and blinds its own exponentiations with it.
    [[nodiscard]] static BallotKey generate(unsigned bits);

    /// Nothing unless it is a sound RSA key of a size in use.
    [[nodiscard]] static std::optional<BallotKey> from_pkcs8_der(ByteView der);
    [[nodiscard]] static std::optional<BallotKey> from_pkcs8_pem(std::string_view pem);
    /// Not encrypted.
    [[nodiscard]] SecretBytes pkcs8_der() const;
    [[nodiscard]] SecretBytes pkcs8_pem() const;

    [[nodiscard]] const BallotPublicKey& public_key() const { return public_; }

    /// RFC 9474 §4.3. The same for the same, so that a lost answer is given again.
    [[nodiscard]] std::expected<Bytes, BlindSignFault> blind_sign(ByteView blinded) const;

private:
    struct Release {
        void operator()(evp_pkey_st* key) const;
    };
    using Handle = std::unique_ptr<evp_pkey_st, Release>;

    explicit BallotKey(Handle key);
    [[nodiscard]] static std::optional<BallotKey> checked(Handle key);

    Handle key_;
    BallotPublicKey public_;
};

} // namespace rostrum::trust
