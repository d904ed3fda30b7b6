#include "ledger/backup.hpp"

#include "ledger/sqlite_ledger.hpp"
#include "ledger/store_support.hpp"
#include "protocol/event_codec.hpp"
#include "support/catch.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <atomic>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>

using namespace rostrum;
using namespace rostrum::ledger;

namespace fs = std::filesystem;

namespace {

/// Keeps a stream of a running ledger busy on the ledger's own thread: each answer calls for the
/// next append. Every event is one vote.
class Busy {
public:
    Busy(SqliteLedger& ledger, hall::Grant grant) : ledger_{ledger}, grant_{grant} {}

    void next()
    {
        const auto number = std::to_string(grant_.head);
        ledger_.append(batch("h01", grant_, {"vote " + number},
                             {hall::PutBallot{"b1", ballot_key(number + "a"), "yes", "", 1}}),
                       [this](auto result) {
                           if (!result) return; // Closed.
                           grant_.head = result->head;
                           head_ = result->head;
                           head_.notify_one();
                           next();
                       });
    }
    void wait_for(hall::Seq head)
    {
        for (auto now = head_.load(); now < head; now = head_.load()) head_.wait(now);
    }
    [[nodiscard]] hall::Seq head() const { return head_; }

private:
    SqliteLedger& ledger_;
    hall::Grant grant_;
    std::atomic<hall::Seq> head_{0};
};

std::set<std::string> names_in(const fs::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder}) names.insert(entry.path().filename());
    return names;
}

void fill_with_box(const fs::path& folder)
{
    auto store = opened(folder);
    const auto grant = store->acquire("h01", "one", 5'000).value();
    REQUIRE(commit_one(*store, batch("h01", grant, {"a", "b"},
                                     {hall::OpenBox{"b1", secret_of('s')},
                                      hall::PutBallot{"b1", ballot_key("aa"), "yes", "", 1}})));
}

void make_people(const fs::path& folder)
{
    SQLite::Database people{(folder / "people.db").string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    people.exec("CREATE TABLE person (name TEXT); INSERT INTO person VALUES ('王小明')");
}

} // namespace

TEST_CASE("a backup of an idle folder is the whole of it, in plain files", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    make_people(data.path());
    const auto to = copies.path() / "monday";

    const auto done = backup_folder(data.path(), to, {"log.db", "box.db", "people.db"});
    REQUIRE(done.has_value());
    REQUIRE(done->size() == 1);
    CHECK(done->front().name == "h01");
    CHECK(done->front().head == 2);
    CHECK(hex(trust::to_bytes(done->front().root)) == hex(root_of({"a", "b"})));
    CHECK(names_in(to) == std::set<std::string>{"log.db", "box.db", "people.db"});
    CHECK(fs::status(to).permissions() == fs::perms::owner_all);

    SQLite::Database people{(to / "people.db").string()};
    CHECK(people.execAndGet("SELECT name FROM person").getString() == "王小明");
}

TEST_CASE("a backup can be taken while votes come in, and counts none that its box lacks",
          "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    auto store = opened(data.path());
    const auto grant = store->acquire("h01", "one", 5'000).value();
    // Its answers are given on its own thread, so that it goes on while this one copies.
    SqliteLedger ledger{std::move(store), [](const auto& task) { task(); }};
    Busy busy{ledger, grant};
    busy.next();
    for (int round = 0; round < 5; ++round) {
        const auto until = busy.head() + 20;
        busy.wait_for(until);
        const auto to = copies.path() / std::to_string(round);
        const auto done = backup_folder(data.path(), to);
        REQUIRE(done.has_value());
        CHECK(done->front().head >= until);
        CHECK(opened(to)->read_box("h01").value().ballots.size() >= done->front().head);
    }
    ledger.close();
    CHECK(busy.head() > 100);
}

TEST_CASE("a restored folder opens and goes on", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    REQUIRE(backup_folder(data.path(), copies.path() / "b").has_value());
    REQUIRE(restore_folder(copies.path() / "b", copies.path() / "restored").has_value());

    auto store = opened(copies.path() / "restored");
    const auto grant = store->acquire("h01", "two", 5'000).value();
    CHECK(grant.epoch > 1);
    CHECK(commit_one(*store, batch("h01", grant, {"c"})).value().head == 3);
    CHECK(store->read_box("h01").value().secrets.front().secret == secret_of('s'));
}

TEST_CASE("neither a backup nor a restore replaces a file", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder other;
    fill_with_box(data.path());
    fill_with_box(other.path());
    const auto done = GENERATE(true, false) ? backup_folder(data.path(), other.path())
                                            : restore_folder(data.path(), other.path());
    REQUIRE_FALSE(done.has_value());
    CHECK_THAT(done.error(), tst::has_text("is there already"));
    CHECK(opened(other.path())->read("h01", 0, 9, 2).has_value());
}

TEST_CASE("nothing is restored beside what SQLite left of old databases", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder target;
    fill_with_box(data.path());
    const auto left = GENERATE("people.db-wal", "log.db-journal", "checkpoints.db");
    std::ofstream(target.path() / left) << "of old";
    const auto done = restore_folder(data.path(), target.path());
    REQUIRE_FALSE(done.has_value());
    CHECK_THAT(done.error(), tst::has_text(left) && tst::has_text("is there already"));
    CHECK(names_in(target.path()) == std::set<std::string>{left});
}

TEST_CASE("a copy that was cut off between two names is finished by the same command",
          "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    const DatabaseFiles files{"log.db", "box.db", "people.db"};
    fill_with_box(data.path());
    make_people(data.path());
    REQUIRE(backup_folder(data.path(), copies.path(), files).has_value());
    fs::rename(copies.path() / "log.db", copies.path() / "log.db.partial");
    std::ofstream(copies.path() / "people.db.partial-journal") << "of the copy";

    REQUIRE(backup_folder(data.path(), copies.path(), files).has_value());
    CHECK(names_in(copies.path()) == std::set<std::string>{files.begin(), files.end()});
    CHECK(opened(copies.path())->read("h01", 0, 9, 2).has_value());
}

TEST_CASE("what is shown after a restore continues nothing that was shown since the backup",
          "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    REQUIRE(backup_folder(data.path(), copies.path() / "backup").has_value());
    std::set<hall::Epoch> since;
    for (int start = 0; start < 5; ++start)
        since.insert(opened(data.path())->acquire("h01", "one", 5'000).value().epoch);
    for (const auto* restored : {"one", "two"}) {
        const auto to = copies.path() / restored;
        REQUIRE(restore_folder(copies.path() / "backup", to).has_value());
        CHECK(since.insert(opened(to)->acquire("h01", "one", 5'000).value().epoch).second);
    }
}

TEST_CASE("a backup of a folder without its files says which is missing", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    const auto done = backup_folder(data.path(), copies.path() / "b", {"log.db", "people.db"});
    REQUIRE_FALSE(done.has_value());
    CHECK_THAT(done.error(), tst::has_text("people.db is missing"));
    CHECK_FALSE(fs::exists(copies.path() / "b"));
}

TEST_CASE("a changed line in a backup is found before it is restored", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    const auto copy = copies.path() / "b";
    REQUIRE(backup_folder(data.path(), copy).has_value());
    {
        SQLite::Database log{(copy / "log.db").string(), SQLite::OPEN_READWRITE};
        log.exec("DROP TRIGGER event_batch_never_changes");
        log.exec("UPDATE event_batch SET payload = CAST('a\nB' AS BLOB)");
    }
    const auto checked = check_folder(copy);
    REQUIRE_FALSE(checked.has_value());
    CHECK_THAT(checked.error(), tst::has_text("stream h01, event 1"));
    CHECK_FALSE(restore_folder(copy, copies.path() / "restored").has_value());
    CHECK_FALSE(fs::exists(copies.path() / "restored"));
}

TEST_CASE("a backup that is no database is found", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    const auto copy = copies.path() / "b";
    REQUIRE(backup_folder(data.path(), copy).has_value());
    std::ofstream{copy / "box.db", std::ios::trunc} << std::string(9'000, 'x');
    const auto checked = check_folder(copy);
    REQUIRE_FALSE(checked.has_value());
    CHECK_THAT(checked.error(), tst::has_text("not a database"));
}

TEST_CASE("a damaged source makes no backup", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    SQLite::Database{(data.path() / "log.db").string(), SQLite::OPEN_READWRITE}.exec(
        "UPDATE stream SET root = zeroblob(32)");
    CHECK_FALSE(backup_folder(data.path(), copies.path() / "b").has_value());
    CHECK(names_in(copies.path() / "b").empty());
}

TEST_CASE("a copy is whole only with what belongs to it besides", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    fill_with_box(data.path());
    const auto to = copies.path() / "b";
    std::set<std::string> there;
    const auto refuse = [&](const auto& streams) -> std::expected<void, std::string> {
        CHECK(streams.front().head == 2);
        there = names_in(to);
        return std::unexpected{std::string{"the slides are lost"}};
    };
    const auto done = backup_folder(data.path(), to, {"log.db", "box.db"}, refuse);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error() == "the slides are lost");
    CHECK_FALSE(there.contains("log.db"));
    CHECK_FALSE(there.contains("box.db"));
    CHECK(names_in(to).empty());
}

TEST_CASE("a backup knows the slides that its log names", "[ledger][backup]")
{
    const DataFolder data;
    const DataFolder copies;
    const auto line = [](std::uint64_t number, core::Event event) {
        return protocol::encode_line(
            {number, {1}, {core::Role::secretariat, "s"}, "c", std::move(event)});
    };
    {
        auto store = opened(data.path());
        const auto grant = store->acquire("h01", "one", 5'000).value();
        REQUIRE(commit_one(
            *store, batch("h01", grant,
                          {line(0, core::SlidesAttached{R"(","e":"slides_attached",")",
                                                        std::string(64, 'a'), 3}),
                           line(1, core::SlideShown{2}),
                           line(2, core::SlidesAttached{"again.pdf", std::string(64, 'b'), 1})})));
    }
    const auto done = backup_folder(data.path(), copies.path() / "b", {"log.db"});
    REQUIRE(done.has_value());
    CHECK(done->front().decks == std::set{std::string(64, 'a'), std::string(64, 'b')});
}
