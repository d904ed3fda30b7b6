#include "ledger/file_store.hpp"

#include "ledger/backup.hpp"
#include "ledger/store_support.hpp"

#include "support/catch.hpp"

#include <SQLiteCpp/Database.h>

#include <string>

using namespace rostrum;

namespace {

hall::SubmittedFile named(std::int64_t round, const std::string& name)
{
    return {.round = round, .sha256 = {}, .name = name, .bytes = 0, .at = {5}};
}

} // namespace

TEST_CASE("a file that is handed in is kept under its hash, one for each round", "[files]")
{
    const ledger::DataFolder folder;
    auto store = ledger::FileStore::open(folder.path()).value();
    const auto first = store->keep({"h01"}, {"r1"}, named(1, "a.pdf"), "one").value();
    CHECK(first.sha256 == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
    CHECK(first.bytes == 3);
    const auto second = store->keep({"h01"}, {"r1"}, named(2, "b.pdf"), "two").value();
    CHECK(store->list({"h01"}, {"r1"}).value() == std::vector{first, second});
    CHECK(store->list({"h01"}, {"r2"}).value().empty());
    CHECK(store->read(second.sha256).value() == "two");

    // Another for the same round takes its place, and nothing of it stays.
    store->keep({"h01"}, {"r1"}, named(1, "c.pdf"), "three").value();
    CHECK(store->list({"h01"}, {"r1"}).value().front().name == "c.pdf");
    CHECK_FALSE(store->read(first.sha256).value());
}

TEST_CASE("a file that is not what it was is not given out", "[files]")
{
    const ledger::DataFolder folder;
    auto store = ledger::FileStore::open(folder.path()).value();
    const auto kept = store->keep({"h01"}, {"r1"}, named(1, "a.pdf"), "one").value();
    SQLite::Database{(folder.path() / "files.db").string(), SQLite::OPEN_READWRITE}.exec(
        "UPDATE file SET bytes = CAST('won' AS BLOB)");
    CHECK_FALSE(store->read(kept.sha256).value());
}

TEST_CASE("a backup holds the files that were handed in", "[files]")
{
    const ledger::DataFolder folder;
    const auto from = folder.path() / "data";
    const auto to = folder.path() / "copy";
    std::filesystem::create_directory(from);
    const auto kept =
        ledger::FileStore::open(from).value()->keep({"h01"}, {"r1"}, named(1, "a.pdf"), "one");
    REQUIRE(ledger::backup_folder(from, to, {"files.db"}));
    CHECK(ledger::FileStore::open(to).value()->read(kept->sha256).value() == "one");
}
