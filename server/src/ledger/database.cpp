#include "ledger/database.hpp"

#include "ledger/limits.hpp"

#include "sql/box.hpp"
#include "sql/checkpoints.hpp"
#include "sql/files.hpp"
#include "sql/log.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>

#include <sqlite3.h>

#include <optional>
#include <string>
#include <utility>

namespace rostrum::ledger {
namespace {

using SQLite::Database;

std::optional<std::string> foreign(Database& database, const DatabaseKind& kind)
{
    const int id = database.execAndGet("PRAGMA application_id").getInt();
    if (id == kind.application_id) return std::nullopt;

    const int tables = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
    if (id == 0 && tables == 0) return std::nullopt; // Just created.
    return "is a database of another program and is left alone";
}

std::optional<std::string> too_new(Database& database, const DatabaseKind& kind)
{
    const auto known = kind.migrations.size();
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    if (version >= 0 && static_cast<std::size_t>(version) <= known) return std::nullopt;
    return "has version " + std::to_string(version) + ", but this program knows only " +
           std::to_string(known) + ": a newer Rostrum wrote it, and only that one can open it";
}

std::optional<std::string> damaged(Database& database)
{
    const std::string found = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (found == "ok") return std::nullopt;
    return "is damaged (" + found + "); restore the last backup";
}

/// What is not even readable enough to be looked at.
std::string unreadable(const SQLite::Exception& error)
{
    const int code = error.getErrorCode();
    const bool is_damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return std::string{"cannot be opened: "} + error.what() +
           (is_damaged ? "; restore the last backup" : "");
}

void configure(Database& database)
{
    const std::string mode = database.execAndGet("PRAGMA journal_mode = WAL").getString();
    if (mode != "wal") {
        throw SQLite::Exception("no write-ahead log here; is this a network folder?");
    }
    // FULL: a commit is on the disk when it returns. Acknowledged means durable.
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA foreign_keys = ON");
    // What is deleted or replaced is overwritten with zeros, not left in a free page.
    database.exec("PRAGMA secure_delete = ON");
    // VACUUM makes a second copy of everything: keep it out of the machine's temporary folder.
    database.exec("PRAGMA temp_store = MEMORY");
    database.exec("PRAGMA trusted_schema = OFF");
}

void migrate(Database& database, const DatabaseKind& kind)
{
    auto version = static_cast<std::size_t>(database.execAndGet("PRAGMA user_version").getInt());
    for (; version < kind.migrations.size(); ++version) {
        // The two numbers live in the file's first page and so in the same transaction.
        SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
        database.exec(std::string{kind.migrations[version]});
        database.exec("PRAGMA application_id = " + std::to_string(kind.application_id));
        database.exec("PRAGMA user_version = " + std::to_string(version + 1));
        transaction.commit();
    }
}

} // namespace

DatabaseKind log_database()
{
    return {.application_id = 0x524C4F47, .migrations = sql::log_migrations}; // "RLOG"
}

DatabaseKind box_database()
{
    return {.application_id = 0x52424F58, .migrations = sql::box_migrations}; // "RBOX"
}

DatabaseKind checkpoint_database()
{
    return {.application_id = 0x52434850, .migrations = sql::checkpoints_migrations}; // "RCHP"
}

DatabaseKind file_database()
{
    return {.application_id = 0x5246494C, .migrations = sql::files_migrations}; // "RFIL"
}

std::expected<Database, OpenError> open_database(const std::filesystem::path& path,
                                                 const DatabaseKind& kind)
{
    try {
        Database database{path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                          limits::busy_timeout_ms};
        // In this order: nothing is written before the file is known to be ours, and of our
        // version.
        auto problem = foreign(database, kind);
        if (!problem) problem = too_new(database, kind);
        if (!problem) problem = damaged(database);
        if (problem) return std::unexpected{OpenError{path.string() + " " + *problem}};

        std::filesystem::permissions(path, std::filesystem::perms::owner_read |
                                               std::filesystem::perms::owner_write);
        configure(database);
        migrate(database, kind);
        return database;
    }
    catch (const SQLite::Exception& error) {
        return std::unexpected{OpenError{path.string() + ' ' + unreadable(error)}};
    }
    catch (const std::filesystem::filesystem_error& error) {
        return std::unexpected{OpenError{error.what()}};
    }
}

} // namespace rostrum::ledger
