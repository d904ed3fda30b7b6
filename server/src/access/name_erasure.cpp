#include "access/name_erasure.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rostrum::access {
namespace {

void note_erasure(SQLite::Database& database, const Erasure& erasure)
{
    if (erasure.names == 0) return;
    SQLite::Statement insert{database, "INSERT INTO erasure (at, hearing, names) VALUES (?, ?, ?)"};
    insert.bind(1, erasure.at.ms);
    if (erasure.hearing) insert.bind(2, erasure.hearing->value);
    insert.bind(3, erasure.names);
    insert.exec();
}

bool is_scrubbed(SQLite::Database& database)
{
    SQLite::Statement open{database, "SELECT count(*) FROM erasure WHERE scrubbed = 0"};
    open.executeStep();
    return open.getColumn(0).getInt() == 0;
}

/// Leaves no byte of what was deleted.
std::expected<void, StoreError> scrub(PeopleStore& store)
{
    return store.guard([&] {
        auto& database = store.database();
        if (is_scrubbed(database)) return;
        // A deleted row stays readable in its page until the file is written anew.
        database.exec("VACUUM");
        // The old pages would otherwise stay readable in the write-ahead log until it is reused.
        SQLite::Statement checkpoint{database, "PRAGMA wal_checkpoint(TRUNCATE)"};
        if (!checkpoint.executeStep() || checkpoint.getColumn(0).getInt() != 0)
            throw SQLite::Exception{"the names are deleted, but another process still holds the "
                                    "write-ahead log: try again"};
        checkpoint.reset();
        database.exec("UPDATE erasure SET scrubbed = 1");
    });
}

template <typename Delete>
std::expected<std::int64_t, StoreError> erase(PeopleStore& store, Erasure erasure, Delete remove)
{
    const auto erased = store.transact([&] {
        erasure.names = remove(store.database());
        note_erasure(store.database(), erasure);
    });
    if (!erased) return std::unexpected(erased.error());
    if (const auto scrubbed = scrub(store); !scrubbed) return std::unexpected(scrubbed.error());
    return erasure.names;
}

} // namespace

std::expected<std::int64_t, StoreError> erase_names(PeopleStore& store, core::Instant now)
{
    return erase(store, {now, std::nullopt, 0}, [](SQLite::Database& database) -> std::int64_t {
        return database.exec("DELETE FROM person");
    });
}

std::expected<std::int64_t, StoreError> erase_names_of(PeopleStore& store,
                                                       const core::HearingId& hearing,
                                                       const std::set<core::ParticipantId>& people,
                                                       core::Instant now)
{
    return erase(store, {now, hearing, 0}, [&](SQLite::Database& database) {
        std::int64_t count = 0;
        SQLite::Statement one{database, "DELETE FROM person WHERE handle = ?"};
        for (const auto& person : people) {
            one.bind(1, person.value);
            count += one.exec();
            one.reset();
        }
        return count;
    });
}

std::expected<std::vector<Erasure>, StoreError> erasures(PeopleStore& store)
{
    return store.guard([&] {
        std::vector<Erasure> all;
        SQLite::Statement row{store.database(),
                              "SELECT at, hearing, names FROM erasure ORDER BY id"};
        while (row.executeStep()) {
            Erasure erasure{{row.getColumn(0).getInt64()}, {}, row.getColumn(2).getInt64()};
            if (!row.getColumn(1).isNull())
                erasure.hearing = core::HearingId{row.getColumn(1).getString()};
            all.push_back(erasure);
        }
        return all;
    });
}

} // namespace rostrum::access
