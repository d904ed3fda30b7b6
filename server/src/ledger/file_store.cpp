#include "ledger/file_store.hpp"

#include "ledger/database.hpp"
#include "trust/bytes.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <utility>

namespace rostrum::ledger {
namespace {

/// Runs the work and turns what SQLite throws into a sentence.
template <typename Work>
auto told(Work work) -> std::expected<decltype(work()), std::string>
{
    try {
        return work();
    }
    catch (const SQLite::Exception& error) {
        return std::unexpected{std::string{"files.db: "} + error.what()};
    }
}

void put_bytes(SQLite::Database& database, const std::string& sha256, const std::string& bytes)
{
    SQLite::Statement put{database, "INSERT INTO file (sha256, bytes) VALUES (?, ?) "
                                    "ON CONFLICT (sha256) DO NOTHING"};
    put.bind(1, sha256);
    put.bind(2, bytes.data(), static_cast<int>(bytes.size()));
    put.exec();
}

} // namespace

std::expected<std::unique_ptr<FileStore>, OpenError>
FileStore::open(const std::filesystem::path& folder)
{
    auto database = open_database(folder / "files.db", file_database());
    if (!database) return std::unexpected{std::move(database.error())};
    return std::unique_ptr<FileStore>{new FileStore{std::move(*database)}};
}

std::expected<hall::SubmittedFile, std::string> FileStore::keep(const core::HearingId& hearing,
                                                                const core::DutyId& duty,
                                                                const hall::SubmittedFile& file,
                                                                const std::string& bytes)
{
    auto kept = file;
    kept.sha256 = trust::hex(trust::sha256(bytes));
    kept.bytes = static_cast<std::int64_t>(bytes.size());
    return told([&] {
        SQLite::Transaction transaction{database_};
        put_bytes(database_, kept.sha256, bytes);
        SQLite::Statement put{
            database_, "INSERT INTO submission (hearing, duty, round, sha256, name, at) "
                       "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hearing, duty, round) DO UPDATE "
                       "SET sha256 = excluded.sha256, name = excluded.name, at = excluded.at"};
        put.bind(1, hearing.value);
        put.bind(2, duty.value);
        put.bind(3, kept.round);
        put.bind(4, kept.sha256);
        put.bind(5, kept.name);
        put.bind(6, kept.at.ms);
        put.exec();
        // What it took the place of belongs to nobody any more.
        database_.exec("DELETE FROM file WHERE sha256 NOT IN (SELECT sha256 FROM submission)");
        transaction.commit();
        return kept;
    });
}

std::expected<std::vector<hall::SubmittedFile>, std::string>
FileStore::list(const core::HearingId& hearing, const core::DutyId& duty)
{
    return told([&] {
        std::vector<hall::SubmittedFile> files;
        SQLite::Statement row{database_,
                              "SELECT round, sha256, name, length(bytes), at FROM submission "
                              "JOIN file USING (sha256) WHERE hearing = ? AND duty = ? "
                              "ORDER BY round"};
        row.bind(1, hearing.value);
        row.bind(2, duty.value);
        while (row.executeStep())
            files.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                             row.getColumn(2).getString(), row.getColumn(3).getInt64(),
                             core::Instant{row.getColumn(4).getInt64()}});
        return files;
    });
}

std::expected<std::optional<std::string>, std::string> FileStore::read(const std::string& sha256)
{
    return told([&]() -> std::optional<std::string> {
        SQLite::Statement row{database_, "SELECT bytes FROM file WHERE sha256 = ?"};
        row.bind(1, sha256);
        if (!row.executeStep()) return std::nullopt;
        const auto column = row.getColumn(0);
        std::string bytes{static_cast<const char*>(column.getBlob()),
                          static_cast<std::size_t>(column.getBytes())};
        if (trust::hex(trust::sha256(bytes)) != sha256) return std::nullopt;
        return bytes;
    });
}

} // namespace rostrum::ledger
