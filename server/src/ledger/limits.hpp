// Every limit of the ledger: its value, its reason, and what happens beyond it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rostrum::ledger::limits {

/// Longest line. Source: hlog1; a verifier may refuse longer ones. Beyond: `storage`, nothing
/// written.
inline constexpr std::size_t line_bytes_max = 65'536;

/// Longest name of a stream, a ballot, an option or a category, as in the migrations.
inline constexpr std::size_t name_bytes_max = 64;

/// Bytes of a confidential ballot's secret, and digits of a ballot's key.
inline constexpr std::size_t secret_bytes = 32;
/// The secret of a secret ballot: as many, and an RSA key of 2048 to 4096 bits as PKCS#8.
inline constexpr std::size_t keys_bytes_min = 1'024;
inline constexpr std::size_t keys_bytes_max = 4'096;
/// The proof beside a vote: at 4096 bits some 840 characters.
inline constexpr std::size_t proof_bytes_max = 1'024;
/// The greatest number that is exact in a browser.
inline constexpr std::uint64_t revision_max = 9'007'199'254'740'991;
inline constexpr std::size_t key_digits = 64;

/// Calls waiting for the ledger's thread. Every hearing has one append in flight, so this is more
/// hearings than a server bears. Beyond: `storage`.
inline constexpr std::size_t jobs_max = 16'384;

/// Lines that one transaction takes before it is synced, so that the first of a long queue is not
/// kept waiting for the last. Beyond: the rest goes into the next transaction.
inline constexpr std::size_t group_bytes_max = 8'388'608;

/// Pages a backup copies in one step; between two steps it can be told to stop by ending the
/// process.
inline constexpr int backup_step_pages = 256;

/// How often a backup tries to hold all files still at one moment before it gives up. One try takes
/// microseconds, a commit milliseconds.
inline constexpr int backup_tries_max = 1'000;

/// How long a connection waits for another process that opens the same file, before it fails.
inline constexpr int busy_timeout_ms = 2'000;

} // namespace rostrum::ledger::limits
