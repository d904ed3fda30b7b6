// The real store on a disk that fails at its n-th write, sync or truncation, for every n until a
// run meets none: what was acknowledged is there, and what failed is told.
#include "ledger/faulty_disk.hpp"
#include "ledger/sqlite_store.hpp"
#include "ledger/store_support.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;

namespace {

constexpr int commits = 4;

/// What one writer was told, batch by batch. Each batch holds two lines and a ballot.
struct Ledgerkeeper {
    SqliteStore& store;
    hall::Grant grant;
    std::vector<std::string> acknowledged;
    std::vector<std::string> ballots;
    std::vector<std::vector<std::string>> failed; ///< Appends since the last that did not.
    int failures{0};

    void commit(int number)
    {
        const auto name = std::to_string(number);
        // Longer than a page, so that a write may be torn in its midst.
        const std::vector<std::string> lines{name + "a" + std::string(3'000, '.'), name + "b"};
        auto votes = batch("h01", grant, lines);
        const auto key = ballot_key(std::to_string(number % 10) + "c");
        votes.box.emplace_back(hall::PutBallot{"b1", key, "yes", "", 1});
        const auto appended = commit_one(store, votes);
        if (!appended) {
            REQUIRE(appended.error() == hall::Failure::storage);
            ++failures;
            failed.push_back(lines);
            return;
        }
        grant.head = appended->head;
        acknowledged.insert(acknowledged.end(), lines.begin(), lines.end());
        ballots.push_back(key);
        failed.clear();
    }
};

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
}

struct Kind {
    const char* name;
    DiskFault fault;
};

const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> kinds{
        {"a write fails", {.call = DiskCall::write}},
        {"a write is torn", {.call = DiskCall::write, .writes_half = true}},
        {"the disk is full from a write on",
         {.call = DiskCall::write, .stays = true, .is_full = true, .writes_half = true}},
        {"a sync fails", {.call = DiskCall::sync}},
        {"every sync fails from one on", {.call = DiskCall::sync, .stays = true}},
        {"a truncation fails", {.call = DiskCall::truncate}},
    };
    return kinds;
}

/// Runs with the fault at the first, second … call, until one run meets none.
void for_every_place(const std::function<bool(const DiskFault&)>& run)
{
    for (const auto& [name, fault] : kinds()) {
        auto placed = fault;
        bool met = true;
        for (placed.at = 1; met; ++placed.at) {
            INFO(name << ", number " << placed.at);
            REQUIRE(placed.at < 500);
            met = run(placed);
        }
    }
}

} // namespace

TEST_CASE("what was acknowledged is there after a kill, whichever call to the disk failed",
          "[ledger][faults]")
{
    for_every_place([](const DiskFault& fault) {
        const DataFolder folder;
        FaultyDisk disk;
        auto store = opened(folder.path() / "data");
        Ledgerkeeper keeper{*store, store->acquire("h01", "one", 5'000).value(), {}, {}, {}, 0};
        keeper.commit(0);
        disk.set(fault);
        for (int number = 1; number < commits; ++number) keeper.commit(number);
        const bool met = disk.has_failed();
        // A failure of the disk that nobody was told of would be a lie about what is durable.
        if (met && fault.call != DiskCall::truncate) CHECK(keeper.failures > 0);
        FaultyDisk::copy_after_kill(folder.path() / "data", folder.path() / "killed");
        disk.mend();
        check_found(folder.path() / "killed", keeper);
        // The same process goes on as soon as the disk does.
        keeper.commit(commits);
        CHECK(keeper.failed.empty());
        store.reset();
        check_found(folder.path() / "data", keeper);
        return met;
    });
}

TEST_CASE("what was acknowledged is on the disk and not only on its way when the power goes",
          "[ledger][faults]")
{
    const DataFolder folder;
    const FaultyDisk disk;
    auto store = opened(folder.path() / "data");
    Ledgerkeeper keeper{*store, store->acquire("h01", "one", 5'000).value(), {}, {}, {}, 0};
    for (int number = 0; number < commits; ++number) {
        INFO("after commit " << number);
        keeper.commit(number);
        const auto found = folder.path() / ("power-" + std::to_string(number));
        disk.copy_after_power_cut(folder.path() / "data", found);
        check_found(found, keeper);
    }
}

TEST_CASE("a folder whose opening failed at any call to the disk can be opened afterwards",
          "[ledger][faults]")
{
    for_every_place([](const DiskFault& fault) {
        const DataFolder folder;
        FaultyDisk disk;
        disk.set(fault);
        const bool failed = !SqliteStore::open(folder.path() / "data", [] { return 1'000; });
        const bool met = disk.has_failed();
        CHECK((met || !failed));
        disk.mend();
        auto store = SqliteStore::open(folder.path() / "data", [] { return 1'000; });
        REQUIRE(store);
        Ledgerkeeper keeper{**store, (*store)->acquire("h01", "one", 5'000).value(), {}, {}, {}, 0};
        keeper.commit(0);
        CHECK(keeper.failures == 0);
        return met;
    });
}
