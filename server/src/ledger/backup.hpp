// Copies of a data folder: taken while the server runs, checked before they are needed.
#pragma once

#include "trust/tree.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::ledger {

/// What a person can compare with the paper: how far each stream goes and its tree head.
struct StreamSummary {
    std::string name;
    std::uint64_t head{0};
    trust::Digest root{};
    std::set<std::string> decks{}; ///< SHA-256 of the slides that its events name.
};

/// Names of files in a data folder, each an SQLite database. The first is in every folder.
using DatabaseFiles = std::vector<std::string>;

/// Adds what belongs to a copy besides its databases. Called when these are whole and checked, and
/// do not bear their names yet: where it fails, or is cut off, nothing passes for a copy.
using Besides = std::function<std::expected<void, std::string>(const std::vector<StreamSummary>&)>;

// The errors are sentences for the operator.

/// Copies all files as they were at one moment, so that no file knows of something another lacks,
/// and checks the copy. The server may go on writing. `to` is made when missing; a file that is
/// already there is never replaced.
[[nodiscard]] std::expected<std::vector<StreamSummary>, std::string>
backup_folder(const std::filesystem::path& from, const std::filesystem::path& to,
              const DatabaseFiles& files = {"log.db", "box.db"}, const Besides& besides = {});

/// Whether every file is whole, and every line of log.db is what it was when it was written.
[[nodiscard]] std::expected<std::vector<StreamSummary>, std::string>
check_folder(const std::filesystem::path& folder,
             const DatabaseFiles& files = {"log.db", "box.db"});

/// Puts a backup back into an empty or new data folder, after checking it.
[[nodiscard]] std::expected<std::vector<StreamSummary>, std::string>
restore_folder(const std::filesystem::path& backup, const std::filesystem::path& to,
               const DatabaseFiles& files = {"log.db", "box.db"}, const Besides& besides = {});

} // namespace rostrum::ledger
