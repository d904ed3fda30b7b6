// The smaller files of a data folder on a disk that fails at any call: people.db, files.db and
// checkpoints.db, new ones and such as there are.
#include "access/people_store.hpp"
#include "ledger/checkpoint_store.hpp"
#include "ledger/every_fault.hpp"
#include "ledger/faulty_disk.hpp"
#include "ledger/file_store.hpp"
#include "ledger/store_support.hpp"
#include "support/catch.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>

using namespace rostrum;
using namespace rostrum::ledger;

namespace {

namespace fs = std::filesystem;
using Numbers = std::set<std::size_t>;

/// The log says each time that a checkpoint could not be kept, which is what is done here.
class Silence {
public:
    Silence() { spdlog::set_level(spdlog::level::off); }
    ~Silence() { spdlog::set_level(before_); }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    spdlog::level::level_enum before_{spdlog::get_level()};
};

/// A file that numbered things are kept in.
struct Shelf {
    std::string file;
    /// Opens it, keeps these one after the other, and closes it: which were acknowledged.
    std::function<Numbers(const fs::path& folder, const Numbers& kept)> keep;
    /// Of a folder that can be opened.
    std::function<Numbers(const fs::path& folder)> found;
};

/// Longer than a page, so that a write may be torn in its midst.
std::string text_of(std::size_t number)
{
    return std::string(5'000, '.') + std::to_string(number);
}

Shelf people()
{
    const auto file = [](const fs::path& folder) { return folder / "people.db"; };
    const auto id_of = [](std::size_t number) {
        return core::ParticipantId{"A-000" + std::to_string(number)};
    };
    return {.file = "people.db",
            .keep =
                [=](const fs::path& folder, const Numbers& kept) {
                    Numbers acknowledged;
                    const auto store = access::PeopleStore::open(file(folder));
                    if (!store) return acknowledged;
                    for (const auto number : kept) {
                        const access::PersonNames one{
                            {id_of(number), {"Somebody " + id_of(number).value, "", "", ""}}};
                        if ((*store)->upsert_names(one)) acknowledged.insert(number);
                    }
                    return acknowledged;
                },
            .found =
                [=](const fs::path& folder) {
                    Numbers found;
                    const auto names =
                        access::PeopleStore::open(file(folder)).value()->names().value();
                    for (const auto& [id, person] : names)
                        found.insert(std::stoul(id.value.substr(2)));
                    return found;
                }};
}

Shelf submissions()
{
    return {.file = "files.db",
            .keep =
                [](const fs::path& folder, const Numbers& kept) {
                    Numbers acknowledged;
                    const auto store = FileStore::open(folder);
                    if (!store) return acknowledged;
                    for (const auto number : kept) {
                        const hall::SubmittedFile one{.round = static_cast<std::int64_t>(number),
                                                      .sha256 = {},
                                                      .name = "a.pdf",
                                                      .bytes = 0,
                                                      .at = {5}};
                        if ((*store)->keep({"h01"}, {"r1"}, one, text_of(number)))
                            acknowledged.insert(number);
                    }
                    return acknowledged;
                },
            .found =
                [](const fs::path& folder) {
                    Numbers found;
                    const auto store = FileStore::open(folder).value();
                    const auto files = store->list({"h01"}, {"r1"}).value();
                    for (const auto& one : files) {
                        const auto number = static_cast<std::size_t>(one.round);
                        CHECK(store->read(one.sha256).value() == text_of(number));
                        found.insert(number);
                    }
                    return found;
                }};
}

/// The n-th is the one over n lines of a log, which is on a disk that does not fail.
Shelf checkpoints()
{
    const auto entropy = [](std::span<std::byte> bytes) { std::ranges::fill(bytes, std::byte{7}); };
    return {.file = "checkpoints.db",
            .keep =
                [=](const fs::path& folder, const Numbers& kept) {
                    Numbers acknowledged;
                    const auto store = opened(folder);
                    auto grant = store->acquire("h01", "one", 5'000).value();
                    const auto signs = CheckpointStore::open(folder, *store, entropy);
                    if (!signs) return acknowledged;
                    for (const auto number : kept) {
                        while (grant.head < number)
                            grant.head = commit_one(*store, batch("h01", grant, {"e"}))->head;
                        if ((*signs)->certify(*store, "h01", /*closes=*/false))
                            acknowledged.insert(number);
                    }
                    return acknowledged;
                },
            .found =
                [=](const fs::path& folder) {
                    Numbers found;
                    const auto store = opened(folder);
                    REQUIRE(CheckpointStore::open(folder, *store, entropy));
                    const auto heads = read_checkpoints(folder).value();
                    for (const auto& one : heads) {
                        // Each takes the place of the one before, and says all that that one did.
                        for (std::size_t n = 1; n <= one.head.size; ++n) found.insert(n);
                    }
                    return found;
                }};
}

} // namespace

TEST_CASE("what a smaller file acknowledged is there, whichever call to its disk failed",
          "[ledger][faults]")
{
    const Silence silence;
    const auto shelf = GENERATE(people, submissions, checkpoints)();
    const bool is_new = GENERATE(true, false);
    INFO(shelf.file << (is_new ? ", a new one" : ""));
    const FileNames all{shelf.file, shelf.file + "-wal"};
    const std::map<DiskCall, FileNames> places{
        {DiskCall::write, all}, {DiskCall::sync, all}, {DiskCall::truncate, {shelf.file}}};
    for_every_place(places, [&](DiskFault fault) {
        const DataFolder folder;
        const auto data = folder.path() / "data";
        const auto dark = folder.path() / "dark";
        fs::create_directory(data);
        FaultyDisk disk;
        Numbers acknowledged;
        if (!is_new) {
            acknowledged = shelf.keep(data, {1});
            REQUIRE(acknowledged == Numbers{1});
        }
        fault.file = shelf.file;
        disk.set(fault);
        acknowledged.merge(shelf.keep(data, {2, 3}));
        auto struck = disk.struck();
        if (struck.empty()) CHECK(acknowledged.contains(3));
        disk.copy_after_power_cut(data, dark);
        disk.mend();
        for (const auto& found : {data, dark}) {
            INFO(found);
            CHECK(std::ranges::includes(shelf.found(found), acknowledged));
        }
        // And it goes on.
        CHECK(shelf.keep(data, {4}) == Numbers{4});
        CHECK(shelf.found(data).contains(4));
        return struck;
    });
}
