#include "ledger/backup.hpp"

#include "disk/durable_file.hpp"
#include "ledger/limits.hpp"
#include "ledger/log_reading.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <list>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace rostrum::ledger {
namespace {

namespace fs = std::filesystem;
using SQLite::Database;

constexpr auto database_extension = ".db";

/// A thing the operator must know; never leaves this file.
struct Trouble : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One file of the folder that is copied.
struct Source {
    std::string name;
    /// Holds its read transaction, the file as of one moment, until it is destroyed.
    Database reader;
    /// Never in a transaction, so it sees when somebody commits.
    Database watcher;

    Source(const fs::path& folder, std::string its_name)
        : name{std::move(its_name)},
          reader{(folder / name).string(), SQLite::OPEN_READONLY, limits::busy_timeout_ms},
          watcher{(folder / name).string(), SQLite::OPEN_READONLY, limits::busy_timeout_ms}
    {
    }
};

/// Changes whenever another connection has committed to one of the files.
std::vector<int> versions_of(std::list<Source>& sources)
{
    std::vector<int> versions;
    for (auto& source : sources) {
        versions.push_back(source.watcher.execAndGet("PRAGMA data_version").getInt());
    }
    return versions;
}

/// Begins a read transaction on all files between two commits. One file after the other is not
/// enough: a box copied after the log could have forgotten a secret which that log still needs.
void hold_still(std::list<Source>& sources)
{
    for (int tries = 0; tries < limits::backup_tries_max; ++tries) {
        const auto before = versions_of(sources);
        for (auto& source : sources) {
            source.reader.exec("BEGIN");
            // The transaction takes its moment with the first read, not with BEGIN.
            source.reader.execAndGet("SELECT count(*) FROM sqlite_schema");
        }
        if (versions_of(sources) == before) return;
        for (auto& source : sources) source.reader.exec("ROLLBACK");
    }
    throw Trouble{"the files change without a pause; try the backup again"};
}

void copy(Source& source, const fs::path& target)
{
    Database copied{target.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write);
    {
        SQLite::Backup backup{copied, source.reader};
        // Cannot begin anew for ever: the reader's transaction sees nobody's commits.
        do {
            backup.executeStep(limits::backup_step_pages);
        } while (backup.getRemainingPageCount() > 0);
    }
    // The write-ahead log was copied as a setting. A backup is one file that can be read from a
    // stick without writing to it; the server sets it anew.
    copied.execAndGet("PRAGMA journal_mode = DELETE");
}

/// What an earlier copy into this folder had finished when it was cut off between two names: the
/// first file, which gets its own last, has none yet, and only that one has its unfinished name.
void remove_finished(const fs::path& to, const DatabaseFiles& files)
{
    const auto& last = files.front();
    if (fs::exists(to / last) || !fs::exists(to / (last + disk::unfinished))) return;
    for (const auto& name : files)
        if (!fs::exists(to / (name + disk::unfinished))) fs::remove(to / name);
}

/// A database of old, or what SQLite left beside one: it would be laid over what is copied.
void require_free(const fs::path& to)
{
    for (const auto& entry : fs::directory_iterator(to)) {
        const auto name = entry.path().filename().string();
        if (name.find(database_extension) == std::string::npos ||
            name.find(disk::unfinished) != std::string::npos)
            continue;
        throw Trouble{entry.path().string() + " is there already and is not replaced"};
    }
}

void require_present(const fs::path& from, const DatabaseFiles& files)
{
    for (const auto& name : files) {
        if (!fs::exists(from / name)) throw Trouble{(from / name).string() + " is missing"};
    }
}

void remove_unfinished(const fs::path& to, const DatabaseFiles& files)
{
    std::error_code ignored; // Called when something worse has happened already.
    for (const auto& name : files) {
        // What SQLite left beside it when it was killed would be played back into the next.
        for (const auto* beside : {"", "-journal", "-wal", "-shm"})
            fs::remove(to / (name + disk::unfinished + beside), ignored);
    }
}

void copy_all(const fs::path& from, const fs::path& to, const DatabaseFiles& files)
{
    require_present(from, files);
    if (fs::create_directories(to)) fs::permissions(to, fs::perms::owner_all);
    remove_finished(to, files);
    require_free(to);
    remove_unfinished(to, files);

    std::list<Source> sources;
    for (const auto& name : files) sources.emplace_back(from, name);
    hold_still(sources);
    for (auto& source : sources) copy(source, to / (source.name + disk::unfinished));
}

/// Only whole and checked copies bear the real names: one that was cut off cannot pass. Between two
/// names neither, for the file that is in every folder gets its own last.
void finish(const fs::path& to, const DatabaseFiles& files)
{
    for (auto name = files.rbegin(); name != files.rend(); ++name)
        fs::rename(to / (*name + disk::unfinished), to / *name);
    disk::sync_folder(to);
}

void check_pages(Database& database, const fs::path& path)
{
    const std::string found = database.execAndGet("PRAGMA integrity_check(1)").getString();
    if (found != "ok") throw Trouble{path.string() + " is damaged: " + found};
}

std::vector<StreamSummary> check_log(Database& log, const fs::path& path)
{
    const auto streams = load_streams(log);
    if (!streams) throw Trouble{path.string() + ": " + streams.error().message};
    std::vector<StreamSummary> summaries;
    for (const auto& [name, state] : *streams) {
        summaries.push_back({name, state.head(), state.tree.root(), read_decks(log, name)});
    }
    return summaries;
}

std::vector<StreamSummary> check_all(const fs::path& folder, const DatabaseFiles& files,
                                     const std::string& suffix)
{
    std::vector<StreamSummary> summaries;
    for (const auto& name : files) {
        const auto path = folder / (name + suffix);
        if (!fs::exists(path)) throw Trouble{path.string() + " is missing"};
        Database database{path.string(), SQLite::OPEN_READONLY, limits::busy_timeout_ms};
        check_pages(database, path);
        if (name == "log.db") summaries = check_log(database, path);
    }
    return summaries;
}

/// Runs the work and turns whatever it throws into a sentence.
template <typename Work>
std::expected<std::vector<StreamSummary>, std::string> told(const fs::path& folder, Work work)
{
    try {
        return work();
    }
    catch (const SQLite::Exception& error) {
        return std::unexpected{folder.string() + ": " + error.what()};
    }
    catch (const Trouble& error) {
        return std::unexpected{std::string{error.what()}};
    }
    catch (const std::system_error& error) { // Of the files or of the folder.
        return std::unexpected{std::string{error.what()}};
    }
}

/// Phones may have been shown what came after the backup: what comes now, under an epoch that was
/// in use since, would look to them like its continuation. By chance, for a backup may be restored
/// more than once.
void raise_epochs(const fs::path& path)
{
    Database log{path.string(), SQLite::OPEN_READWRITE};
    log.exec("UPDATE stream SET epoch = epoch + " + std::to_string(std::random_device{}()));
}

/// `change` has the copies while they still have their unfinished names.
template <typename Change>
std::expected<std::vector<StreamSummary>, std::string>
copy_folder(const fs::path& from, const fs::path& to, const DatabaseFiles& files,
            const Besides& besides, Change change)
{
    auto result = told(from, [&] {
        copy_all(from, to, files);
        change();
        auto summaries = check_all(to, files, disk::unfinished);
        const auto added = besides ? besides(summaries) : std::expected<void, std::string>{};
        if (!added) throw Trouble{added.error()};
        finish(to, files);
        return summaries;
    });
    if (!result) remove_unfinished(to, files);
    return result;
}

} // namespace

std::expected<std::vector<StreamSummary>, std::string> backup_folder(const fs::path& from,
                                                                     const fs::path& to,
                                                                     const DatabaseFiles& files,
                                                                     const Besides& besides)
{
    return copy_folder(from, to, files, besides, [] {});
}

std::expected<std::vector<StreamSummary>, std::string> check_folder(const fs::path& folder,
                                                                    const DatabaseFiles& files)
{
    return told(folder, [&] { return check_all(folder, files, ""); });
}

std::expected<std::vector<StreamSummary>, std::string> restore_folder(const fs::path& backup,
                                                                      const fs::path& to,
                                                                      const DatabaseFiles& files,
                                                                      const Besides& besides)
{
    if (auto checked = check_folder(backup, files); !checked) return checked;
    return copy_folder(backup, to, files, besides,
                       [&] { raise_epochs(to / (std::string{"log.db"} + disk::unfinished)); });
}

} // namespace rostrum::ledger
