#include "cli/data_files.hpp"

#include "slides/store.hpp"

#include <iostream>
#include <utility>

namespace rostrum::cli {
namespace {

using Summaries = std::expected<std::vector<ledger::StreamSummary>, std::string>;

using Streams = std::vector<ledger::StreamSummary>;

/// The first deck that a log names and the store does not have as it was, as a sentence.
std::expected<void, std::string> find_decks(const slides::Store& store, const Streams& streams)
{
    for (const auto& stream : streams) {
        for (const auto& deck : stream.decks) {
            if (store.has(deck)) continue;
            return std::unexpected("the slides " + deck + ".pdf are lost or damaged, which the " +
                                   "record of " + stream.name + " names: put them back into " +
                                   "slides/, or say --without-lost-slides");
        }
    }
    return {};
}

/// Behind the databases as of one moment: a deck is kept before it is recorded and for ever after.
ledger::Besides slides_of(const std::filesystem::path& from, const std::filesystem::path& to,
                          LostSlides lost)
{
    return [from, to, lost](const Streams& streams) -> std::expected<void, std::string> {
        const auto target = slides::Store::in(to);
        const auto copied = slides::Store::in(from).copy_to(target);
        if (!copied) return std::unexpected("the slides were not copied: " + copied.error());
        for (const auto& sentence : copied->left_out)
            std::cerr << "rostrum: " << sentence << ", and is not copied\n";
        if (lost == LostSlides::left_out) return {};
        return find_decks(target, streams);
    };
}

} // namespace

ledger::DatabaseFiles data_files(const std::filesystem::path& folder)
{
    ledger::DatabaseFiles files{"log.db", "box.db", "people.db"};
    // Folders from before there were these have none.
    for (const auto* later : {"checkpoints.db", files_database})
        if (std::filesystem::exists(folder / later)) files.emplace_back(later);
    return files;
}

Summaries back_up_data(const std::filesystem::path& data, const std::filesystem::path& to,
                       LostSlides lost)
{
    return ledger::backup_folder(data, to, data_files(data), slides_of(data, to, lost));
}

Summaries restore_data(const std::filesystem::path& backup, const std::filesystem::path& data,
                       LostSlides lost)
{
    return ledger::restore_folder(backup, data, data_files(backup), slides_of(backup, data, lost));
}

} // namespace rostrum::cli
