// Ed25519, RFC 8032: voters sign their votes with it, and the server its receipts.
#pragma once

#include "trust/bytes.hpp"

#include <string_view>

namespace rostrum::trust {

/// The secret half. Erased when it goes.
class SigningKey {
public:
    /// Of a seed of 32 random bytes, which is the secret.
    explicit SigningKey(const Bytes32& seed);

    [[nodiscard]] const Bytes32& public_key() const { return public_; }
    [[nodiscard]] Bytes64 sign(std::string_view message) const;

private:
    SecretBytes secret_;
    Bytes32 public_{};
};

/// False as well for keys that sign anything (small order), and signatures spelt in a second way.
[[nodiscard]] bool verifies(const Bytes32& public_key, std::string_view message,
                            const Bytes64& signature);

} // namespace rostrum::trust
