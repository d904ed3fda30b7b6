// Passwords under Argon2id. Pure computing of tens of milliseconds and 64 MiB: the caller runs
// these on its one password thread, with a queue of `limits::password_queue_max`, never on the
// hall's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace rostrum::access {

/// What one try costs, whoever makes it.
struct PasswordCost {
    unsigned long long passes;
    std::size_t memory_bytes;
};

/// libsodium's INTERACTIVE: 2 passes over 64 MiB.
[[nodiscard]] PasswordCost interactive_cost();
/// The least libsodium allows. For tests and rehearsals only.
[[nodiscard]] PasswordCost least_cost();

enum class PasswordRefusal : std::uint8_t {
    too_short,
    too_long,
    too_simple, ///< Made of what everybody tries first.
    no_memory,  ///< The machine could not spare it; nothing was stored.
};

/// Not bytes: four Chinese characters are no twelve.
[[nodiscard]] std::size_t count_characters(std::string_view text);

/// The salt is libsodium's own: a hash need not repeat, unlike everything the injected entropy
/// feeds.
[[nodiscard]] std::expected<std::string, PasswordRefusal> hash_password(std::string_view password,
                                                                        PasswordCost cost);

/// In the place of a hash that does not exist: as costly to verify as one of this cost, and of no
/// password that anybody will find. Costs nothing to make, which every start does.
[[nodiscard]] std::string nobodys_hash(PasswordCost cost);

/// Takes the same time for every password under the same cost. Thread-safe.
[[nodiscard]] bool verify_password(const std::string& hash, std::string_view password);

} // namespace rostrum::access
