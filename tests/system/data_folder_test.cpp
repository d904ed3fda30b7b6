// The files of a data folder at the real program: copied while it works, and refused when they are
// not what they should be.
#include "system/askers.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <iterator>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// What the disk may hold in place of a file of ours, and what the operator is told.
struct Fault {
    const char* what;
    std::function<void(const fs::path&)> make;
    const char* told;
    const char* way_out;
};

const std::vector<Fault> faults{
    {"a text", [](const fs::path& file) { std::ofstream(file) << std::string(9'000, 'x'); },
     "file is not a database", "restore the last backup"},
    {"a database of another program",
     [](const fs::path& file) {
         fs::remove(file);
         SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
             .exec("CREATE TABLE recipe (name TEXT)");
     },
     "is a database of another program", "left alone"},
    {"a file of a newer version",
     [](const fs::path& file) {
         SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
     },
     "has version 99", "a newer Rostrum wrote it"},
    {"half a file", [](const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); },
     "malformed", "restore the last backup"},
    {"a file with a page from elsewhere",
     [](const fs::path& file) {
         std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
         damaged.seekp(static_cast<std::streamoff>(4'096));
         damaged << std::string(4'096, '\xA5');
     },
     "", "restore the last backup"},
};

/// Puts the rows of a file of today into one of its first version, which takes its place.
void take_back(const fs::path& file, const std::string& kind)
{
    auto newer = file;
    newer += ".newer";
    fs::rename(file, newer);
    SQLite::Database old{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    old.exec(content(fs::path{ROSTRUM_SOURCE_DIR} / "schema/sql" / kind / "0001_init.sql"));
    old.exec("ATTACH '" + newer.string() + "' AS newer");
    old.exec("PRAGMA application_id = " +
             old.execAndGet("PRAGMA newer.application_id").getString());
    old.exec("PRAGMA user_version = 1");
    std::vector<std::string> copies;
    for (SQLite::Statement table(
             old, "SELECT m.name, group_concat(c.name) FROM main.sqlite_schema m,"
                  " pragma_table_info(m.name, 'main') c WHERE m.type = 'table' GROUP BY m.name");
         table.executeStep();) {
        const auto name = table.getColumn(0).getString();
        const auto columns = table.getColumn(1).getString();
        copies.push_back("INSERT INTO main." + name + " (" + columns + ") SELECT " + columns +
                         " FROM newer." + name);
    }
    for (const auto& copy : copies) old.exec(copy);
    old.exec("DETACH newer");
    fs::remove(newer);
}

int version_of(const fs::path& file)
{
    return SQLite::Database(file.string()).execAndGet("PRAGMA user_version").getInt();
}

/// A server on this folder lets everybody in with their card, and answers what they ask.
void let_everybody_ask(const fs::path& data, const PreparedHall& hall)
{
    const ServerProcess server(data, 0);
    Loop loop;
    Askers askers(loop, server.endpoint(), hall, [] {});
    loop.until(
        [&] {
            askers.work();
            return askers.kept().questions.size() >= hall.people.size();
        },
        "everybody is answered");
    askers.stop();
    loop.drain();
}

} // namespace

TEST_CASE("a data folder of the first version is brought forward at the start, and its people come "
          "in with the cards they have",
          "[system][data]")
{
    const cli::ScratchFolder folder("rostrum-file-test");
    const auto data = folder.path() / "data";
    const auto hall = prepare(data, 3, core::Phase::inquiry);
    const int box_version = version_of(data / "box.db");
    const int people_version = version_of(data / "people.db");
    take_back(data / "box.db", "box");
    take_back(data / "people.db", "people");
    REQUIRE(version_of(data / "box.db") < box_version);
    REQUIRE(version_of(data / "people.db") < people_version);

    let_everybody_ask(data, hall);
    CHECK(version_of(data / "box.db") == box_version);
    CHECK(version_of(data / "people.db") == people_version);
}

TEST_CASE(
    "a file of the data folder that is damaged, foreign or newer is refused by its name, with "
    "a way out, and left as it was",
    "[system][data]")
{
    const cli::ScratchFolder folder("rostrum-file-test");
    const auto sound = folder.path() / "sound";
    const auto data = folder.path() / "data";
    (void)prepare(sound, 3, core::Phase::inquiry);
    for (const auto* name : {"log.db", "box.db", "people.db", "checkpoints.db", "files.db"}) {
        for (const auto& fault : faults) {
            CAPTURE(name, fault.what);
            fs::remove_all(data);
            fs::copy(sound, data, fs::copy_options::recursive);
            fault.make(data / name);
            const auto before = content(data / name);

            const auto refused =
                run({"serve", "--data", data.string(), "--web", "", "--port", "0"});
            CAPTURE(refused.output);
            CHECK(refused.exit_code == 1);
            CHECK_THAT(refused.output, tst::has_text((data / name).string()));
            CHECK_THAT(refused.output, tst::has_text(fault.told));
            CHECK_THAT(refused.output, tst::has_text(fault.way_out));
            CHECK(content(data / name) == before);
        }
    }
}

TEST_CASE("a data folder that has lost one of its files is not taken for a new one",
          "[system][data]")
{
    const cli::ScratchFolder folder("rostrum-file-test");
    const auto sound = folder.path() / "sound";
    const auto data = folder.path() / "data";
    (void)prepare(sound, 3, core::Phase::inquiry);
    for (const auto* name : {"log.db", "box.db", "people.db"}) {
        CAPTURE(name);
        fs::remove_all(data);
        fs::copy(sound, data, fs::copy_options::recursive);
        fs::remove(data / name);
        const auto refused = run({"serve", "--data", data.string(), "--web", "", "--port", "0"});
        CAPTURE(refused.output);
        CHECK(refused.exit_code == 1);
        CHECK_THAT(refused.output, tst::has_text(std::string{"but no "} + name));
        CHECK_THAT(refused.output, tst::has_text("restore the last backup"));
        CHECK_FALSE(fs::exists(data / name));
    }
}

TEST_CASE("backups of a server under load hold what was acknowledged before each, and each goes on "
          "when it is restored",
          "[system][data]")
{
    const cli::ScratchFolder folder("rostrum-load-test");
    const auto data = folder.path() / "data";
    const auto hall = prepare(data, 40, core::Phase::inquiry);
    const ServerProcess server(data, 0);
    Loop loop;
    int answers = 0;
    int meanwhile = 0;
    Askers askers(loop, server.endpoint(), hall, [&] { ++answers; });
    for (const int round : {1, 2}) {
        CAPTURE(round);
        loop.until(
            [&, wanted = answers + 5] {
                askers.work();
                return answers >= wanted;
            },
            "the hall is at work");
        const auto copy = folder.path() / ("copy" + std::to_string(round));
        const auto restored = folder.path() / ("restored" + std::to_string(round));
        const auto before = askers.kept();
        const int answered_before = answers;
        auto backup = std::async(std::launch::async, [&] {
            return run({"backup", "--data", data.string(), copy.string()});
        });
        loop.until(
            [&] {
                askers.work();
                return backup.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
            },
            "the backup is made");
        const auto made = backup.get();
        CAPTURE(made.output);
        REQUIRE(made.exit_code == 0);
        meanwhile += answers - answered_before;
        REQUIRE(run({"restore", copy.string(), "--data", restored.string()}).exit_code == 0);
        askers.check_kept(before, state_of(restored));
    }
    CHECK(meanwhile > 0); // Nobody had to wait for a backup.
    askers.stop();
    loop.drain();

    const auto restored = folder.path() / "restored2";
    // The same commands again get the answers they had, others their first.
    let_everybody_ask(restored, hall);
    const auto package = (folder.path() / "package").string();
    REQUIRE(run({"export", "--data", restored.string(), "--hearing", "h01", "--package", package})
                .exit_code == 0);
    CHECK(run({"verify", package}).exit_code == 0);
}

} // namespace rostrum::system_test
