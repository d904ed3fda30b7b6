// Limits of the program as a process: each its value, its reason, and what happens beyond it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rostrum::cli::limits {

/// Files that a server has open while nobody is connected: databases, what its threads wait at, and
/// what it reads meanwhile: 38 were counted on two cores, and every further I/O thread has three.
/// Counted into what `check_open_files` asks for.
inline constexpr std::uint64_t own_files = 256;

/// Sockets of one phone of a rehearsal: it has a second connection at its vote, and both ends of
/// each are in one process. Where the system allows fewer, the rehearsal is refused.
inline constexpr std::uint64_t files_per_rehearsed_phone = 4;

/// Of all files of a package together, and so of each: a log of a million events has some 300 MB, a
/// box of twenty thousand votes 20. Beyond: `rostrum verify` does not read it. verify.py has the
/// same.
inline constexpr std::uintmax_t package_bytes_max = std::uintmax_t{1} << 30U;
/// Files and folders of a package: eight, and four for each draw and ballot. Beyond: likewise.
inline constexpr std::size_t package_entries_max = 10'000;

} // namespace rostrum::cli::limits
