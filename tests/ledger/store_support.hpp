// What the tests of the SQLite store share.
#pragma once

#include "ledger/ledger_support.hpp"
#include "ledger/sqlite_store.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::ledger {

inline std::unique_ptr<SqliteStore> opened(const std::filesystem::path& folder)
{
    return SqliteStore::open(folder, [] { return 1'000; }).value();
}

inline hall::Batch batch(std::string stream, hall::Grant grant, std::vector<std::string> lines,
                         std::vector<hall::BoxWrite> box = {})
{
    return {.stream = std::move(stream),
            .epoch = grant.epoch,
            .expected_head = grant.head,
            .lines = std::move(lines),
            .box = std::move(box)};
}

inline std::expected<hall::Appended, hall::Failure> commit_one(SqliteStore& store,
                                                               const hall::Batch& one)
{
    return store.commit({one}).front();
}

} // namespace rostrum::ledger
