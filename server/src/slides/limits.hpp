// Every limit of what is uploaded as slides: its value, its reason, and what happens beyond it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace rostrum::slides::limits {

/// A deck of photographs from an office is some 30 MB. Beyond: 413 `body_too_large`; of what is
/// made of a presentation, `slides_are_too_demanding`.
inline constexpr std::size_t file_bytes_max = 64 * 1024 * 1024;

/// Decks that wait to be looked into. A round has one for each hearing, and they do not come at
/// once. Beyond: `busy`.
inline constexpr std::size_t waiting_max = 8;

/// Looking into a sound PDF takes a fraction of a second; who takes longer was made to. Beyond:
/// `slides_are_too_demanding`.
inline constexpr std::chrono::seconds counting_max{20};
/// A presentation of 20 slides takes an office program one or two seconds, and hundreds of pictures
/// a minute. Beyond: `slides_are_too_demanding`.
inline constexpr std::chrono::seconds converting_max{150};

/// Memory of the process that looks into a file: a few bytes of it can unpack to gigabytes.
/// Beyond: `slides_are_too_demanding`.
inline constexpr std::uint64_t counting_bytes_max = 1024ULL * 1024 * 1024;
/// Of that which converts one; it takes some 220 MB.
inline constexpr std::uint64_t converting_bytes_max = 2048ULL * 1024 * 1024;
/// Files that process may have open: what a program is given by itself. The server's own limit is
/// none of its business, and some programs close every number there could be, one by one. Beyond:
/// `slides_not_converted`.
inline constexpr std::uint64_t open_files_max = 1024;

/// Decks kept in memory for those who read them now: the one that is shown, and the next hearing's.
/// Beyond: the one that was asked for longest ago is read from the disk again.
inline constexpr std::size_t decks_kept = 2;
/// Questions for decks that wait for the disk. Beyond: `busy`.
inline constexpr std::size_t reading_max = 4096;

} // namespace rostrum::slides::limits
