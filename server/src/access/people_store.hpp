// The file `people.db`: names, cards, accounts, sessions, links. One per data folder, that is per
// series. The only file with personal data; the record itself holds card handles.
#pragma once

#include "core/ids.hpp"

#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace SQLite {
class Database;
}

namespace rostrum::access {

/// The disk or the file failed. For the operator's log; holds no secret and no value of a row.
struct StoreError {
    std::string message;
};

struct PersonName {
    std::string name;
    std::string organisation;
    std::string title;
    std::string seat;

    bool operator==(const PersonName&) const = default;
};

using PersonNames = std::map<core::ParticipantId, PersonName>;

/// Single-threaded, synchronous: a write returns when it is synced, so after some milliseconds.
class PeopleStore {
public:
    /// Opens or creates the file (readable by its owner only) and brings its schema forward.
    /// Refuses a file of another program, or of a newer version of this one, without changing a
    /// byte of it.
    static std::expected<std::unique_ptr<PeopleStore>, StoreError>
    open(const std::filesystem::path& file);

    ~PeopleStore();
    PeopleStore(const PeopleStore&) = delete;
    PeopleStore& operator=(const PeopleStore&) = delete;

    /// Adds or replaces all of them, or none when one of them cannot be stored.
    std::expected<void, StoreError> upsert_names(const PersonNames& names);
    [[nodiscard]] std::expected<PersonNames, StoreError> names();

    /// A consistent copy while the server runs. The target must not exist yet.
    std::expected<void, StoreError> backup_to(const std::filesystem::path& target);

    // ---- For the other classes of this folder.

    [[nodiscard]] SQLite::Database& database();

    /// Runs `work` in one transaction: all of it is durable on success, none of it otherwise.
    /// Inside another transaction it joins that one, so that a card and its session change
    /// together.
    template <typename Work>
    auto transact(Work&& work) -> std::expected<std::invoke_result_t<Work>, StoreError>
    {
        return collect(&PeopleStore::run_transaction, std::forward<Work>(work));
    }

    /// Runs `work` without a transaction of its own, for reading; SQLite's exceptions stop here.
    template <typename Work>
    auto guard(Work&& work) -> std::expected<std::invoke_result_t<Work>, StoreError>
    {
        return collect(&PeopleStore::run_guarded, std::forward<Work>(work));
    }

    /// Call within `transact`: runs `hook` once the outermost transaction is durable, never
    /// otherwise. What is kept in memory changes here, so that memory never knows more than the
    /// disk.
    void after_commit(std::function<void()> hook);

private:
    using Runner = std::expected<void, StoreError> (PeopleStore::*)(const std::function<void()>&);

    explicit PeopleStore(std::unique_ptr<SQLite::Database> database);
    std::expected<void, StoreError> run_transaction(const std::function<void()>& work);
    std::expected<void, StoreError> run_guarded(const std::function<void()>& work);

    template <typename Work>
    auto collect(Runner runner, Work&& work)
        -> std::expected<std::invoke_result_t<Work>, StoreError>
    {
        using Result = std::invoke_result_t<Work>;
        if constexpr (std::is_void_v<Result>) {
            return (this->*runner)(work);
        }
        else {
            std::optional<Result> result;
            const auto done = (this->*runner)([&] { result.emplace(work()); });
            if (!done) return std::unexpected(done.error());
            return std::move(*result);
        }
    }

    std::unique_ptr<SQLite::Database> database_;
    std::vector<std::function<void()>> hooks_;
    bool in_transaction_{false};
};

} // namespace rostrum::access
