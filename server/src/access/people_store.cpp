#include "access/people_store.hpp"

#include "access/limits.hpp"
#include "access/migrations.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <sqlite3.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <system_error>

namespace rostrum::access {
namespace {

constexpr auto owner_only =
    std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

constexpr std::string_view upsert_name =
    "INSERT INTO person (handle, name, organisation, title, seat) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (handle) DO UPDATE SET name = excluded.name, "
    "organisation = excluded.organisation, title = excluded.title, seat = excluded.seat";

StoreError error_of(const SQLite::Exception& exception)
{
    // Names the failure or the constraint; SQLite never puts a row's value into it.
    return {exception.what()};
}

/// In a sentence for the person who has to act on it.
StoreError not_opened(const std::filesystem::path& file, const std::string& why)
{
    return {file.string() + ' ' + why};
}

StoreError not_opened(const std::filesystem::path& file, const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode();
    const bool is_damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return not_opened(file, std::string{"cannot be opened: "} + exception.what() +
                                (is_damaged ? "; restore the last backup" : ""));
}

std::expected<void, std::string> check_wholeness(SQLite::Database& database)
{
    const std::string found = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (found == "ok") return {};
    return std::unexpected("is damaged (" + found + "); restore the last backup");
}

void set_up_connection(SQLite::Database& database)
{
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    // What is corrected or deleted is overwritten at once, not when its page is used again.
    database.exec("PRAGMA secure_delete = ON");
    // Or what VACUUM sorts would go through files of the machine that nobody overwrites.
    database.exec("PRAGMA temp_store = MEMORY");
}

/// Marks that a transaction runs, however it ends.
class Inside {
public:
    explicit Inside(bool& flag) : flag_{flag} { flag_ = true; }
    ~Inside() { flag_ = false; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    bool& flag_;
};

} // namespace

std::expected<std::unique_ptr<PeopleStore>, StoreError>
PeopleStore::open(const std::filesystem::path& file)
{
    try {
        auto database = std::make_unique<SQLite::Database>(
            file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, limits::busy_timeout_ms);
        // First of all, because a foreign file must not even be switched to another journal.
        if (const auto ours = check_ownership(*database); !ours)
            return std::unexpected(not_opened(file, ours.error()));
        if (const auto whole = check_wholeness(*database); !whole)
            return std::unexpected(not_opened(file, whole.error()));
        // SQLite gives its journal files the rights of the database.
        std::filesystem::permissions(file, owner_only);
        set_up_connection(*database);
        migrate(*database);
        return std::unique_ptr<PeopleStore>(new PeopleStore(std::move(database)));
    }
    catch (const SQLite::Exception& exception) {
        return std::unexpected(not_opened(file, exception));
    }
    catch (const std::filesystem::filesystem_error& exception) {
        return std::unexpected(not_opened(file, "cannot be opened: " + exception.code().message()));
    }
}

PeopleStore::PeopleStore(std::unique_ptr<SQLite::Database> database)
    : database_{std::move(database)}
{
}

PeopleStore::~PeopleStore() = default;

SQLite::Database& PeopleStore::database()
{
    return *database_;
}

std::expected<void, StoreError> PeopleStore::upsert_names(const PersonNames& names)
{
    return transact([&] {
        SQLite::Statement statement{*database_, std::string{upsert_name}};
        for (const auto& [handle, person] : names) {
            SQLite::bind(statement, handle.value, person.name, person.organisation, person.title,
                         person.seat);
            statement.exec();
            statement.reset();
        }
    });
}

std::expected<PersonNames, StoreError> PeopleStore::names()
{
    return guard([&] {
        PersonNames names;
        SQLite::Statement row{*database_,
                              "SELECT handle, name, organisation, title, seat FROM person"};
        while (row.executeStep()) {
            names.emplace(core::ParticipantId{row.getColumn(0).getString()},
                          PersonName{row.getColumn(1).getString(), row.getColumn(2).getString(),
                                     row.getColumn(3).getString(), row.getColumn(4).getString()});
        }
        return names;
    });
}

std::expected<void, StoreError> PeopleStore::backup_to(const std::filesystem::path& target)
{
    assert(!in_transaction_);
    // Made empty first ("x": never over another file), so that no name is ever in a file which
    // others may read; SQLite copies into an empty file as into none.
    std::FILE* const made = std::fopen(target.c_str(), "wx");
    if (made == nullptr) return std::unexpected(StoreError{std::strerror(errno)});
    std::fclose(made);
    std::error_code failure;
    std::filesystem::permissions(target, owner_only, failure);
    if (failure) return std::unexpected(StoreError{failure.message()});
    return guard([&] {
        SQLite::Statement copy{*database_, "VACUUM INTO ?"};
        copy.bind(1, target.string());
        copy.executeStep();
    });
}

void PeopleStore::after_commit(std::function<void()> hook)
{
    assert(in_transaction_);
    hooks_.push_back(std::move(hook));
}

std::expected<void, StoreError> PeopleStore::run_transaction(const std::function<void()>& work)
{
    if (in_transaction_) {
        work();
        return {};
    }
    const auto done = run_guarded([&] {
        // Immediate, so that another process makes us wait here and not fail half-way.
        SQLite::Transaction transaction{*database_, SQLite::TransactionBehavior::IMMEDIATE};
        const Inside inside{in_transaction_};
        work();
        transaction.commit();
    });
    const auto hooks = std::exchange(hooks_, {});
    if (!done) return done;
    for (const auto& hook : hooks) hook();
    return done;
}

std::expected<void, StoreError> PeopleStore::run_guarded(const std::function<void()>& work)
{
    if (in_transaction_) {
        // An exception must end the outer transaction too, so it is not caught here.
        work();
        return {};
    }
    try {
        work();
        return {};
    }
    catch (const SQLite::Exception& exception) {
        return std::unexpected(error_of(exception));
    }
}

} // namespace rostrum::access
