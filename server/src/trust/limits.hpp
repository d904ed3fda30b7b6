// What the protocols bound, each with what happens beyond it: the file is rejected.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rostrum::trust::limits {

inline constexpr std::size_t handle_length_max = 24;
inline constexpr std::size_t stratum_length_max = 24;
inline constexpr std::size_t choice_length_max = 24;
inline constexpr std::size_t public_id_length_max = 64;
inline constexpr std::size_t public_text_length_max = 128;

/// Tickets of one person.
inline constexpr std::uint64_t weight_max = 1000;
/// Keeps contrib.txt below 90 kB, which every phone fetches within the second.
inline constexpr std::size_t contributors_max = 1024;
/// People that one rule may call; above any hall.
inline constexpr std::uint64_t called_max = 1'000'000;
/// Strata of one quota.
inline constexpr std::size_t quota_parts_max = 64;
/// Lines that one file may announce.
inline constexpr std::uint64_t file_lines_max = 10'000'000;
/// What every PBKDF2 takes: OpenSSL counts in an int.
inline constexpr std::uint64_t delay_max = 2'147'483'647;

inline constexpr std::size_t choices_max = 64;
/// The greatest integer that is exact in a browser.
inline constexpr std::uint64_t seq_max = 9'007'199'254'740'991;

/// Of a log's line, without its line feed.
inline constexpr std::size_t log_line_bytes_max = 65'536;
/// Lines of a log; the greatest integer that is exact in a browser.
inline constexpr std::uint64_t log_size_max = 9'007'199'254'740'991;
/// Signatures of one note. The C2SP document lets a reader refuse more than a hundred.
inline constexpr std::size_t note_signatures_max = 100;

/// A file that is wrong everywhere says so this often; then the check ends.
inline constexpr std::size_t findings_max = 100;

} // namespace rostrum::trust::limits
