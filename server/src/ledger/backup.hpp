// Copies of a data folder: taken while the server runs, checked before they are needed.
#pragma once

#include "trust/tree.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace rostrum::ledger {

/// What a person can compare with the paper: how far each stream goes and its tree head.
struct StreamSummary {
    std::string name;
    std::uint64_t head{0};
    trust::Digest root{};
};

/// Names of files in a data folder, each an SQLite database.
using DatabaseFiles = std::vector<std::string>;

// The errors are sentences for the operator.

/// Copies all files as they were at one moment, so that no file knows of something another lacks,
/// and checks the copy. The server may go on writing. `to` is made when missing; a file that is
/// already there is never replaced.
[[nodiscard]] std::expected<std::vector<StreamSummary>, std::string>
backup_folder(const std::filesystem::path& from, const std::filesystem::path& to,
              const DatabaseFiles& files = {"log.db", "box.db"});

/// Whether every file is whole, and every line of log.db is what it was when it was written.
[[nodiscard]] std::expected<std::vector<StreamSummary>, std::string>
check_folder(const std::filesystem::path& folder,
             const DatabaseFiles& files = {"log.db", "box.db"});

/// Puts a backup back into an empty or new data folder, after checking it.
[[nodiscard]] std::expected<std::vector<StreamSummary>, std::string>
restore_folder(const std::filesystem::path& backup, const std::filesystem::path& to,
               const DatabaseFiles& files = {"log.db", "box.db"});

} // namespace rostrum::ledger
