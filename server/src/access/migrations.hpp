// The schema of `people.db`: whose file it is, and how an older one comes forward.
#pragma once

#include <expected>
#include <string>

namespace SQLite {
class Database;
}

namespace rostrum::access {

/// "RrPe": tells our file from any other SQLite database, `file(1)` included.
inline constexpr int people_application_id = 0x5272'5065;

/// Whether the file is ours or still empty. The error says what it is instead; nothing is written.
[[nodiscard]] std::expected<void, std::string> check_ownership(SQLite::Database& database);

/// Applies what is missing, all of it in one transaction. Throws SQLite::Exception.
void migrate(SQLite::Database& database);

} // namespace rostrum::access
