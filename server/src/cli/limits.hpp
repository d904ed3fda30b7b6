// Limits of the program as a process: each its value, its reason, and what happens beyond it.
#pragma once

#include <cstdint>

namespace rostrum::cli::limits {

/// Files that a server has open while nobody is connected: databases, what its threads wait at, and
/// what it reads meanwhile: 38 were counted on two cores, and every further I/O thread has three.
/// Counted into what `check_open_files` asks for.
inline constexpr std::uint64_t own_files = 256;

/// Sockets of one phone of a rehearsal: it has a second connection at its vote, and both ends of
/// each are in one process. Where the system allows fewer, the rehearsal is refused.
inline constexpr std::uint64_t files_per_rehearsed_phone = 4;

} // namespace rostrum::cli::limits
