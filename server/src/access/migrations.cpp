#include "access/migrations.hpp"

#include "sql/people.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <iterator>

namespace rostrum::access {
namespace {

constexpr int newest_version = static_cast<int>(std::size(sql::people_migrations));

int number_of(SQLite::Database& database, const std::string& query)
{
    SQLite::Statement row{database, query};
    row.executeStep();
    return row.getColumn(0).getInt();
}

int version_of(SQLite::Database& database)
{
    return number_of(database, "PRAGMA user_version");
}

} // namespace

std::expected<void, std::string> check_ownership(SQLite::Database& database)
{
    const int application = number_of(database, "PRAGMA application_id");
    const int version = version_of(database);
    const int objects = number_of(database, "SELECT count(*) FROM sqlite_schema");
    if (application == 0 && version == 0 && objects == 0) return {};
    if (application != people_application_id)
        return std::unexpected("is a database of another program and is left alone");
    if (version > newest_version)
        return std::unexpected("has version " + std::to_string(version) +
                               ", but this program knows only " + std::to_string(newest_version) +
                               ": a newer Rostrum wrote it, and only that one can open it");
    return {};
}

void migrate(SQLite::Database& database)
{
    if (version_of(database) == newest_version) return;
    SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
    // Asked again under the lock: another process may have been first.
    for (int version = version_of(database); version < newest_version; ++version) {
        database.exec(std::string{sql::people_migrations[version]});
        database.exec("PRAGMA user_version = " + std::to_string(version + 1));
    }
    database.exec("PRAGMA application_id = " + std::to_string(people_application_id));
    transaction.commit();
}

} // namespace rostrum::access
