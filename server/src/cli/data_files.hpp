// What a data folder holds, as backups and exports copy it.
#pragma once

#include "ledger/backup.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace rostrum::cli {

/// What units handed in.
inline constexpr auto files_database = "files.db";

/// The databases. The keys are not among them: a copy of a key could sign another log.
[[nodiscard]] ledger::DatabaseFiles data_files(const std::filesystem::path& folder);

/// What becomes of a copy whose slides are not all there. Left out: the operator knows that they
/// are lost, and wants the rest.
enum class LostSlides : std::uint8_t { refused, left_out };

/// Databases as of one moment, and the slides they speak of; only then does it pass for a backup.
/// The server may go on writing.
[[nodiscard]] std::expected<std::vector<ledger::StreamSummary>, std::string>
back_up_data(const std::filesystem::path& data, const std::filesystem::path& to, LostSlides lost);

/// The way back, into an empty or new folder.
[[nodiscard]] std::expected<std::vector<ledger::StreamSummary>, std::string>
restore_data(const std::filesystem::path& backup, const std::filesystem::path& data,
             LostSlides lost);

} // namespace rostrum::cli
