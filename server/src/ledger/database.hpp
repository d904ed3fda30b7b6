// Opens one SQLite file of ours: is it ours, is it whole, is it of a version we know; and brings it
// forward to the present one.
#pragma once

#include "ledger/open_error.hpp"

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <expected>
#include <filesystem>
#include <span>
#include <string_view>

namespace rostrum::ledger {

struct DatabaseKind {
    /// Written into the file's header, so that a file of another program is told from ours.
    std::int32_t application_id;
    /// Element i takes a file from version i to i + 1.
    std::span<const std::string_view> migrations;
};

[[nodiscard]] DatabaseKind log_database();
[[nodiscard]] DatabaseKind box_database();
[[nodiscard]] DatabaseKind checkpoint_database();
[[nodiscard]] DatabaseKind file_database();

/// Creates the file when it is missing. A foreign, damaged or newer file is left as it was.
[[nodiscard]] std::expected<SQLite::Database, OpenError>
open_database(const std::filesystem::path& path, const DatabaseKind& kind);

} // namespace rostrum::ledger
