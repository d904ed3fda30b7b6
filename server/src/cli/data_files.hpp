// The databases of a data folder, as backups and exports copy them.
#pragma once

#include "ledger/backup.hpp"

#include <filesystem>

namespace rostrum::cli {

/// The keys are not among them: a copy of a key could sign another log.
[[nodiscard]] inline ledger::DatabaseFiles data_files(const std::filesystem::path& folder)
{
    ledger::DatabaseFiles files{"log.db", "box.db", "people.db"};
    // Folders from before there were these have none.
    for (const auto* later : {"checkpoints.db", "files.db"})
        if (std::filesystem::exists(folder / later)) files.emplace_back(later);
    return files;
}

} // namespace rostrum::cli
