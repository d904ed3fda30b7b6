// The short code printed beside a card's QR code, for whoever cannot scan: eight characters, typed
// together with the card's number. Hashing is pure computing of some milliseconds: the caller runs
// it on the thread for codes, never on the door's.
#pragma once

#include "access/passwords.hpp"
#include "access/tokens.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::access {

/// Argon2id, 2 passes over 19 MiB (OWASP's smallest recommendation): 12 ms, and 40 bits cost years.
[[nodiscard]] PasswordCost code_cost();

/// 8 digits of Crockford's base32: 40 bits.
[[nodiscard]] std::string make_code(const Entropy& entropy);

/// The one spelling of a typed code, as `normalise_token` has it of a token.
[[nodiscard]] std::optional<std::string> normalise_code(std::string_view typed);

/// `K7M2-9QXT`: as it is printed.
[[nodiscard]] std::string printed_code(std::string_view code);

/// Hashes and checks codes, and counts how often: that wrong codes and unknown cards cost the same
/// is seen by counting. Thread-safe.
class CodeHasher {
public:
    explicit CodeHasher(PasswordCost cost = code_cost());

    /// Nothing when the machine has not the memory.
    [[nodiscard]] std::optional<std::string> hash(std::string_view code);
    /// An empty hash is nobody's: it costs the same and is never right.
    [[nodiscard]] bool verify(const std::string& hash, std::string_view code);

    /// Since the start.
    [[nodiscard]] std::int64_t count() const { return count_; }

private:
    PasswordCost cost_;
    std::string nobodys_hash_;
    std::atomic<std::int64_t> count_{0};
};

} // namespace rostrum::access
