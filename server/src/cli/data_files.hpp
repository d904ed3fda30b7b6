// What a data folder holds, as backups and exports copy it.
#pragma once

#include "ledger/backup.hpp"

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace rostrum::cli {

/// The databases. The keys are not among them: a copy of a key could sign another log.
[[nodiscard]] ledger::DatabaseFiles data_files(const std::filesystem::path& folder);

/// Databases as of one moment, then the slides they speak of. The server may go on writing.
[[nodiscard]] std::expected<std::vector<ledger::StreamSummary>, std::string>
back_up_data(const std::filesystem::path& data, const std::filesystem::path& to);

/// The way back, into an empty or new folder.
[[nodiscard]] std::expected<std::vector<ledger::StreamSummary>, std::string>
restore_data(const std::filesystem::path& backup, const std::filesystem::path& data);

} // namespace rostrum::cli
