#include "cli/data_files.hpp"

#include "slides/store.hpp"

#include <utility>

namespace rostrum::cli {
namespace {

using Summaries = std::expected<std::vector<ledger::StreamSummary>, std::string>;

/// Behind the databases: a deck is kept before it is recorded and for ever after.
Summaries with_slides(Summaries databases, const std::filesystem::path& from,
                      const std::filesystem::path& to)
{
    if (!databases) return databases;
    const auto copied = slides::Store::in(from).copy_to(slides::Store::in(to));
    if (!copied) return std::unexpected("the slides were not copied: " + copied.error());
    return databases;
}

} // namespace

ledger::DatabaseFiles data_files(const std::filesystem::path& folder)
{
    ledger::DatabaseFiles files{"log.db", "box.db", "people.db"};
    // Folders from before there were these have none.
    for (const auto* later : {"checkpoints.db", "files.db"})
        if (std::filesystem::exists(folder / later)) files.emplace_back(later);
    return files;
}

Summaries back_up_data(const std::filesystem::path& data, const std::filesystem::path& to)
{
    return with_slides(ledger::backup_folder(data, to, data_files(data)), data, to);
}

Summaries restore_data(const std::filesystem::path& backup, const std::filesystem::path& data)
{
    return with_slides(ledger::restore_folder(backup, data, data_files(backup)), backup, data);
}

} // namespace rostrum::cli
