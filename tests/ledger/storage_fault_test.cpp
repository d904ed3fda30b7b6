// The real store on a disk that fails at its n-th write, sync or truncation, for every n until a
// run meets none: what was acknowledged is there, what failed is told, and what was to be forgotten
// is gone.
#include "ledger/every_fault.hpp"
#include "ledger/faulty_disk.hpp"
#include "ledger/sqlite_store.hpp"
#include "ledger/store_support.hpp"
#include "support/catch.hpp"

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;

namespace {

constexpr int commits = 3;

// What nobody may find in a box once its ballot is sealed: what the keys came from, longer than one
// page keeps of a row, and what the voters are.
const std::string phrase = "what the keys of the ballot came from; ";
const std::string category = "category-of-the-voter";

std::string long_secret()
{
    std::string secret;
    while (secret.size() < 1'200) secret += phrase;
    return secret;
}

/// SQLite's own of every thousand pages, which a short run never reaches. Like that one it tells
/// nobody when it fails: what it could not move stays in the write-ahead log.
class Checkpoints {
public:
    explicit Checkpoints(const std::filesystem::path& folder)
        : log_{(folder / "log.db").string(), SQLite::OPEN_READWRITE}
    {
        (void)log_.execAndGet("SELECT count(*) FROM stream"); // Else it knows of no such log yet.
    }
    void make() { (void)log_.tryExec("PRAGMA wal_checkpoint"); }

private:
    SQLite::Database log_;
};

/// What one writer was told, batch by batch.
struct Ledgerkeeper {
    SqliteStore& store;
    hall::Grant grant;
    std::vector<std::string> acknowledged{};
    std::vector<std::string> ballots{};
    std::vector<std::vector<std::string>> failed{}; ///< Appends since the last that did not.
    bool is_told{false};                            ///< That something went wrong.
    bool is_sealed{false};

    explicit Ledgerkeeper(SqliteStore& own)
        : store(own), grant(own.acquire("h01", "one", 5'000).value())
    {
    }

    bool append(const std::vector<std::string>& lines, std::vector<hall::BoxWrite> box = {})
    {
        const auto appended = commit_one(store, batch("h01", grant, lines, std::move(box)));
        is_told = is_told || !appended || !store.seals_are_done();
        if (!appended) {
            REQUIRE(appended.error() == hall::Failure::storage);
            failed.push_back(lines);
            return false;
        }
        grant.head = appended->head;
        acknowledged.insert(acknowledged.end(), lines.begin(), lines.end());
        failed.clear();
        return true;
    }

    void open_ballot() { REQUIRE(append({"opened"}, {hall::OpenBox{"b1", long_secret()}})); }

    /// Two lines and a ballot.
    void commit(int number)
    {
        const auto name = std::to_string(number);
        // The first that come have the last keys, so that a box in the order of their coming is
        // none in the order of their keys.
        const auto key = ballot_key(std::to_string(9 - number % 10) + "c");
        // Longer than a page, so that a write may be torn in its midst.
        if (append({name + "a" + std::string(3'000, '.'), name + "b"},
                   {hall::PutBallot{"b1", key, "yes", category, 1}}))
            ballots.push_back(key);
    }

    void seal(const std::string& line)
    {
        is_sealed = append({line}, {hall::SealBox{"b1"}}) || is_sealed;
    }

    [[nodiscard]] bool is_forgotten() const { return is_sealed && store.seals_are_done(); }
};

std::string bytes_of(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// A folder as it was found must hold all that was acknowledged; behind it, at most one append
/// whole that failed, because nothing was written in its place. Opening checks every leaf and the
/// root.
void check_found(const std::filesystem::path& folder, const Ledgerkeeper& keeper)
{
    const auto store = opened(folder);
    auto lines = store->read("h01", 0, 1'000, keeper.acknowledged.size()).value().lines;
    REQUIRE(lines.size() >= keeper.acknowledged.size());
    const auto behind = lines.begin() + static_cast<std::ptrdiff_t>(keeper.acknowledged.size());
    const std::vector<std::string> more{behind, lines.end()};
    CHECK((more.empty() || std::ranges::count(keeper.failed, more) == 1));
    lines.erase(behind, lines.end());
    CHECK(lines == keeper.acknowledged);
    const auto box = store->read_box("h01").value();
    for (const auto& key : keeper.ballots)
        CHECK(std::ranges::count(box.ballots, key, &hall::PutBallot::key) == 1);
    // No seal that nobody was told to be in the log has cost the ballot its secret.
    if (!keeper.is_sealed && more.empty())
        CHECK((box.secrets.size() == 1 && box.secrets.front().secret == long_secret()));
}

void check_nothing_tells(const std::filesystem::path& folder)
{
    for (const char* name : {"box.db", "box.db-wal"}) {
        INFO(name);
        const auto bytes = bytes_of(folder / name);
        CHECK(bytes.find(phrase) == std::string::npos);
        CHECK(bytes.find(category) == std::string::npos);
    }
}

/// Behind SQLite's header, which counts transactions.
std::string rows_of_box(const std::filesystem::path& folder)
{
    constexpr std::size_t header = 100;
    return bytes_of(folder / "box.db").substr(header);
}

/// What a box with these ballots looks like that met no fault, if they came in this order.
const std::string& sealed_rows(const std::vector<hall::PutBallot>& ballots)
{
    static std::map<std::vector<std::string>, std::string> known; // By keys: most runs have few.
    std::vector<std::string> keys;
    for (const auto& ballot : ballots) keys.push_back(ballot.key);
    const auto [place, is_new] = known.try_emplace(std::move(keys));
    if (!is_new) return place->second;
    const DataFolder folder;
    {
        const auto store = opened(folder.path());
        Ledgerkeeper keeper{*store};
        keeper.open_ballot();
        for (const auto& ballot : ballots) REQUIRE(keeper.append({}, {ballot}));
        keeper.seal("sealed");
        REQUIRE(keeper.is_forgotten());
    }
    return place->second = rows_of_box(folder.path());
}

/// The box of a folder that nobody has open is, byte for byte, what it would be if its ballots, by
/// keys, had come in that order.
void check_no_order(const std::filesystem::path& folder,
                    const std::vector<hall::PutBallot>& ballots)
{
    CHECK((rows_of_box(folder) == sealed_rows(ballots))); // Bytes that nobody wants to be shown.
}

/// The next server seals what it finds unsealed.
void check_can_be_sealed(const std::filesystem::path& folder)
{
    std::vector<hall::PutBallot> ballots;
    {
        const auto store = opened(folder);
        Ledgerkeeper keeper{*store};
        if (!store->read_box("h01").value().secrets.empty()) keeper.seal("sealed again");
        CHECK(store->seals_are_done());
        auto box = store->read_box("h01").value();
        CHECK(box.secrets.empty());
        ballots = std::move(box.ballots);
        check_nothing_tells(folder);
    }
    check_no_order(folder, ballots);
}

/// Appends, checkpoints and a seal on a disk with a fault: what it struck.
FileNames work(Ledgerkeeper& keeper, const std::filesystem::path& data, FaultyDisk& disk,
               const DiskFault& fault)
{
    Checkpoints checkpoints{data};
    disk.set(fault);
    for (int number = 1; number < commits; ++number) {
        keeper.commit(number);
        checkpoints.make();
    }
    keeper.seal("sealed");
    keeper.append({"after that"});
    return disk.struck();
}

/// A store in which a ballot is open, and its writer.
struct Writing {
    DataFolder folder;
    std::filesystem::path data{folder.path() / "data"};
    FaultyDisk disk;
    std::unique_ptr<SqliteStore> store{opened(data)};
    Ledgerkeeper keeper{*store};

    Writing() { keeper.open_ballot(); }
};

/// The same process goes on as soon as the disk does. A seal that was acknowledged and could not be
/// finished is finished by whatever comes next; one that was refused can be said again.
void check_goes_on(Ledgerkeeper& keeper, const std::filesystem::path& data)
{
    if (keeper.is_forgotten()) check_nothing_tells(data);
    if (keeper.is_sealed)
        keeper.append({"later"});
    else
        keeper.seal("sealed later");
    CHECK(keeper.failed.empty());
    CHECK(keeper.is_forgotten());
    check_nothing_tells(data);
}

} // namespace

TEST_CASE("what was acknowledged is there after a kill or a power cut, whichever call to the disk "
          "failed",
          "[ledger][faults]")
{
    const FileNames all{"log.db", "log.db-wal", "box.db", "box.db-wal"};
    const std::map<DiskCall, FileNames> places{
        {DiskCall::write, all},
        {DiskCall::sync, all},
        {DiskCall::truncate, {"log.db", "box.db", "box.db-wal"}}};
    for_every_place(places, [](const DiskFault& fault) {
        Writing writing;
        auto& [folder, data, disk, store, keeper] = writing;
        keeper.commit(0);
        const auto struck = work(keeper, data, disk, fault);
        // Whoever writes to a write-ahead log is not acknowledged when that fails. Whether a sync
        // that failed was told, the power cut shows: those of a checkpoint need not be.
        const bool must_tell = fault.call == DiskCall::write &&
                               (struck.contains("log.db-wal") || struck.contains("box.db-wal"));
        CHECK((keeper.is_told || !must_tell));
        const auto killed = folder.path() / "killed";
        const auto dark = folder.path() / "dark";
        FaultyDisk::copy_after_kill(data, killed);
        disk.copy_after_power_cut(data, dark);
        disk.mend();
        for (const auto& found : {killed, dark}) {
            INFO(found);
            if (keeper.is_forgotten()) check_nothing_tells(found);
            check_found(found, keeper);
            check_can_be_sealed(found);
        }
        check_goes_on(keeper, data);
        const auto ballots = store->read_box("h01").value().ballots;
        store.reset();
        check_found(data, keeper);
        check_no_order(data, ballots);
        return struck;
    });
}

TEST_CASE("what was acknowledged is there after a close at which any call to the disk failed",
          "[ledger][faults]")
{
    const FileNames files{"log.db", "box.db"};
    const std::map<DiskCall, FileNames> places{
        {DiskCall::write, files}, {DiskCall::sync, files}, {DiskCall::truncate, files}};
    for_every_place(places, [](const DiskFault& fault) {
        Writing writing;
        auto& [folder, data, disk, store, keeper] = writing;
        for (int number = 0; number < commits; ++number) keeper.commit(number);
        disk.set(fault);
        store.reset();
        auto struck = disk.struck();
        const auto dark = folder.path() / "dark";
        disk.copy_after_power_cut(data, dark);
        disk.mend();
        for (const auto& found : {data, dark}) {
            INFO(found);
            check_found(found, keeper);
            check_can_be_sealed(found);
        }
        return struck;
    });
}

TEST_CASE("what was acknowledged is on the disk and not only on its way when the power goes",
          "[ledger][faults]")
{
    const DataFolder folder;
    const auto data = folder.path() / "data";
    const FaultyDisk disk;
    auto store = opened(data);
    Ledgerkeeper keeper{*store};
    Checkpoints checkpoints{data};
    const auto found_after = [&](const std::string& name) {
        INFO("after " << name);
        const auto found = folder.path() / name;
        disk.copy_after_power_cut(data, found);
        if (keeper.is_forgotten()) check_nothing_tells(found);
        check_found(found, keeper);
    };
    keeper.open_ballot();
    found_after("the opening");
    for (int number = 0; number < commits; ++number) {
        keeper.commit(number);
        found_after("commit " + std::to_string(number));
        checkpoints.make();
        found_after("checkpoint " + std::to_string(number));
    }
    keeper.seal("sealed");
    CHECK(keeper.is_forgotten());
    found_after("the seal");
}

TEST_CASE("a folder whose opening failed at any call to the disk can be opened afterwards",
          "[ledger][faults]")
{
    const FileNames all{"log.db", "log.db-wal", "box.db", "box.db-wal"};
    const std::map<DiskCall, FileNames> places{
        {DiskCall::write, all}, {DiskCall::sync, all}, {DiskCall::truncate, {"log.db", "box.db"}}};
    for_every_place(places, [](const DiskFault& fault) {
        const DataFolder folder;
        FaultyDisk disk;
        disk.set(fault);
        const bool failed = !SqliteStore::open(folder.path() / "data", [] { return 1'000; });
        auto struck = disk.struck();
        CHECK((!struck.empty() || !failed));
        disk.mend();
        auto store = SqliteStore::open(folder.path() / "data", [] { return 1'000; });
        REQUIRE(store);
        Ledgerkeeper keeper{**store};
        keeper.open_ballot();
        keeper.commit(0);
        CHECK(keeper.failed.empty());
        return struck;
    });
}

TEST_CASE("a seal that the disk has failed waits for another process afterwards as before",
          "[ledger][faults]")
{
    const DataFolder folder;
    FaultyDisk disk;
    const auto store = opened(folder.path());
    Ledgerkeeper keeper{*store};
    keeper.open_ballot();
    disk.set({.call = DiskCall::truncate, .at = 1});
    keeper.seal("sealed");
    REQUIRE_FALSE(store->seals_are_done());
    disk.mend();
    SQLite::Database other{(folder.path() / "box.db").string(), SQLite::OPEN_READWRITE};
    other.exec("BEGIN IMMEDIATE");
    bool has_waited = false;
    disk.when_waiting([&] {
        has_waited = true;
        other.exec("ROLLBACK");
    });
    keeper.commit(1);
    CHECK(has_waited);
    CHECK(keeper.failed.empty());
}
