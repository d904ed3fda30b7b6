// Reads log.db: a page of a stream, or all of it to see whether every line is still what it was.
#pragma once

#include "hall/ports.hpp"
#include "ledger/open_error.hpp"
#include "ledger/stream_state.hpp"

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::ledger {

using Streams = std::map<std::string, StreamState>;

/// The lines of one stored batch, or nothing when the payload does not hold exactly `n` of them.
[[nodiscard]] std::optional<std::vector<std::string_view>> split_lines(std::string_view payload,
                                                                       std::int64_t n);

/// Rebuilds every stream's tree from its lines and compares it with the stored leaf hashes, head
/// and root. The error names the stream and the first event that is not right. Throws
/// SQLite::Exception.
[[nodiscard]] std::expected<Streams, OpenError> load_streams(SQLite::Database& log);

/// At most `max` lines from `from`, or `storage` when a stored batch is not whole.
/// Throws SQLite::Exception.
[[nodiscard]] std::expected<hall::Page, hall::Failure>
read_lines(SQLite::Database& log, const std::string& stream, hall::Seq from, std::size_t max);

/// The stored leaf hashes of the first `max` lines. Throws SQLite::Exception.
[[nodiscard]] std::vector<trust::Digest> read_leaves(SQLite::Database& log,
                                                     const std::string& stream, hall::Seq max);

/// SHA-256 of the slides that a stream's events name. Throws SQLite::Exception.
[[nodiscard]] std::set<std::string> read_decks(SQLite::Database& log, const std::string& stream);

} // namespace rostrum::ledger
