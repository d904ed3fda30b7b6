// How many files, sockets among them, the process may have open at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>

namespace rostrum::cli {

/// Raises what is allowed as far as the system lets this process: by itself a shell or a systemd
/// unit gives a program 1024, which a hall of that many people exceeds.
void raise_open_files();

/// A sentence for the operator when fewer are allowed than a server needs that is full: every
/// connection that it keeps, and a phone for every card.
[[nodiscard]] std::expected<void, std::string> check_open_files(std::size_t cards);

/// Likewise for a rehearsal, which could not come to its end.
[[nodiscard]] std::expected<void, std::string> check_rehearsal_files(std::uint64_t phones);

} // namespace rostrum::cli
