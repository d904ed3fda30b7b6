// What a data folder survives, and what it is refused for. Appending itself: tests/contract.
#include "ledger/sqlite_store.hpp"

#include "ledger/store_support.hpp"
#include "support/catch.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;
using hall::Failure;

namespace fs = std::filesystem;

namespace {

/// A folder whose stream h01 holds a, b, c in two batches; nobody has it open.
void fill(const fs::path& folder)
{
    auto store = opened(folder);
    auto grant = store->acquire("h01", "one", 5'000).value();
    grant.head = commit_one(*store, batch("h01", grant, {"a", "b"})).value().head;
    REQUIRE(commit_one(*store, batch("h01", grant, {"c"})).has_value());
}

/// Changes the file as only somebody else would.
void tamper(const fs::path& path, const std::string& sql)
{
    SQLite::Database database{path.string(), SQLite::OPEN_READWRITE};
    database.exec("PRAGMA ignore_check_constraints = ON");
    for (const char* trigger : {"event_batch_never_changes", "event_batch_never_goes"}) {
        database.exec(std::string{"DROP TRIGGER IF EXISTS "} + trigger);
    }
    database.exec(sql);
}

std::string refusal(const fs::path& folder)
{
    auto result = SqliteStore::open(folder, [] { return 0; });
    REQUIRE_FALSE(result.has_value());
    return result.error().message;
}

std::string content(const fs::path& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void write_file(const fs::path& path, const std::string& bytes)
{
    std::ofstream{path, std::ios::binary} << bytes;
}

} // namespace

TEST_CASE("what was committed is there when the folder is opened again", "[ledger][store]")
{
    const DataFolder folder;
    fill(folder.path());
    {
        auto store = opened(folder.path());
        CHECK(store->read("h01", 0, 10, 3).value().lines ==
              std::vector<std::string>{"a", "b", "c"});
        const auto grant = store->acquire("h01", "one", 5'000).value();
        CHECK(grant.epoch == 2);
        CHECK(grant.head == 3);
        const auto done = commit_one(*store, batch("h01", grant, {"d"})).value();
        CHECK(hex(done.root) == hex(root_of({"a", "b", "c", "d"})));
    }
    CHECK(opened(folder.path())->read("h01", 3, 10, 4).value().lines ==
          std::vector<std::string>{"d"});
}

TEST_CASE("a lease does not outlive the process that held it, its epoch does", "[ledger][store]")
{
    const DataFolder folder;
    const auto first = opened(folder.path())->acquire("h01", "one", 1'000'000).value();
    auto store = opened(folder.path());
    CHECK(commit_one(*store, batch("h01", {0, 0}, {"x"})) == std::unexpected{Failure::fenced});
    CHECK(store->acquire("h01", "two", 5'000).value().epoch == first.epoch + 1);
}

TEST_CASE("a lease that is renewed or given back reaches no file", "[ledger][store]")
{
    const DataFolder folder;
    const auto store = opened(folder.path());
    const auto grant = store->acquire("h01", "one", 5'000).value();
    const auto written = std::filesystem::file_size(folder.path() / "log.db-wal");
    for (int i = 0; i < 10; ++i) CHECK(store->renew("h01", grant.epoch, 5'000));
    CHECK(store->release("h01", grant.epoch));
    CHECK(std::filesystem::file_size(folder.path() / "log.db-wal") == written);
}

TEST_CASE("a log that is not what it was is not opened, and told where", "[ledger][store]")
{
    struct Case {
        std::string sql;
        std::string told;
    };
    const std::string row = " WHERE stream = 'h01' AND first_seq = 0";
    const auto [sql, told] = GENERATE_COPY(
        Case{"UPDATE event_batch SET payload = CAST('a\nB' AS BLOB)" + row,
             "stream h01, event 1: the line does not match"},
        Case{"UPDATE event_batch SET leaves = zeroblob(64)" + row,
             "stream h01, event 0: the line does not match"},
        Case{"UPDATE event_batch SET leaves = zeroblob(32)" + row, "CHECK constraint failed"},
        Case{"UPDATE event_batch SET payload = CAST('ab' AS BLOB)" + row, "number of lines"},
        Case{"UPDATE event_batch SET n = -1" + row, "CHECK constraint failed"},
        Case{"UPDATE stream SET root = zeroblob(32)", "event 3: the tree of all lines before it"},
        Case{"UPDATE stream SET head = 4", "event 3: the stream should hold 4"},
        Case{"UPDATE stream SET head = 2", "event 3: the stream should hold 2"},
        Case{"DELETE FROM event_batch WHERE first_seq = 2", "event 2: the stream should hold 3"},
        Case{"DELETE FROM event_batch WHERE first_seq = 0", "event 0: it is missing"},
        Case{"UPDATE event_batch SET first_seq = 7 WHERE first_seq = 2", "event 2: it is missing"},
        Case{"PRAGMA foreign_keys = OFF; DELETE FROM stream", "stream h01, event 0: its stream"});

    const DataFolder folder;
    fill(folder.path());
    tamper(folder.path() / "log.db", sql);
    CHECK_THAT(refusal(folder.path()), tst::has_text(told));
}

TEST_CASE("the log's own file keeps its lines from being changed or deleted", "[ledger][store]")
{
    const DataFolder folder;
    fill(folder.path());
    SQLite::Database log{(folder.path() / "log.db").string(), SQLite::OPEN_READWRITE};
    CHECK_THROWS_WITH(log.exec("UPDATE event_batch SET n = 1"), tst::has_text("append-only"));
    CHECK_THROWS_WITH(log.exec("DELETE FROM event_batch"), tst::has_text("append-only"));
}

TEST_CASE("a file cut short is refused", "[ledger][store]")
{
    const DataFolder folder;
    fill(folder.path());
    const auto path = folder.path() / GENERATE("log.db", "box.db");
    fs::resize_file(path, fs::file_size(path) - 4096);
    CHECK_THAT(refusal(folder.path()), tst::has_text(path.string()));
}

TEST_CASE("a file that is no database is refused and left alone", "[ledger][store]")
{
    const DataFolder folder;
    const auto path = folder.path() / GENERATE("log.db", "box.db");
    const std::string text(5'000, 'x');
    write_file(path, text);
    if (path.filename() == "box.db") write_file(folder.path() / "log.db", "");
    CHECK_THAT(refusal(folder.path()), tst::has_text("not a database"));
    CHECK(content(path) == text);
}

TEST_CASE("a database of another program is refused and left alone", "[ledger][store]")
{
    const DataFolder folder;
    const auto path = folder.path() / "log.db";
    SQLite::Database{path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(
        GENERATE("CREATE TABLE stream (id)", "PRAGMA application_id = 7"));
    const auto before = content(path);
    CHECK_THAT(refusal(folder.path()), tst::has_text("another program"));
    CHECK(content(path) == before);
}

TEST_CASE("the log is not opened as the box", "[ledger][store]")
{
    const DataFolder folder;
    fill(folder.path());
    fs::copy_file(folder.path() / "log.db", folder.path() / "box.db",
                  fs::copy_options::overwrite_existing);
    CHECK_THAT(refusal(folder.path()), tst::has_text("another program"));
}

TEST_CASE("a file of a newer version is refused", "[ledger][store]")
{
    const DataFolder folder;
    fill(folder.path());
    tamper(folder.path() / GENERATE("log.db", "box.db"), "PRAGMA user_version = 99");
    CHECK_THAT(refusal(folder.path()), tst::has_text("has version 99"));
}

TEST_CASE("one file without the other is refused", "[ledger][store]")
{
    const DataFolder folder;
    fill(folder.path());
    const std::string name = GENERATE("log.db", "box.db");
    fs::remove(folder.path() / name);
    CHECK_THAT(refusal(folder.path()), tst::has_text("no " + name));
    CHECK_FALSE(fs::exists(folder.path() / name));
}

TEST_CASE("a folder has one server at a time", "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    CHECK_THAT(refusal(folder.path()), tst::has_text("another server"));
    store.reset();
    CHECK(opened(folder.path()) != nullptr);
}

TEST_CASE("a folder that cannot be made is told", "[ledger][store]")
{
    const DataFolder folder;
    write_file(folder.path() / "taken", "");
    CHECK_THAT(refusal(folder.path() / "taken" / "data"), tst::has_text("cannot be made"));
}

TEST_CASE("only the owner may read the files", "[ledger][store]")
{
    const DataFolder folder;
    const auto data = folder.path() / "data";
    fill(data);
    CHECK(fs::status(data).permissions() == fs::perms::owner_all);
    for (const char* name : {"log.db", "box.db"}) {
        CHECK(fs::status(data / name).permissions() ==
              (fs::perms::owner_read | fs::perms::owner_write));
    }
}

TEST_CASE("many batches of many streams share one transaction", "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    std::vector<hall::Batch> batches;
    for (int stream = 0; stream < 10; ++stream) {
        const std::string name = "h" + std::to_string(stream);
        auto grant = store->acquire(name, "one", 5'000).value();
        for (; grant.head < 5; ++grant.head) batches.push_back(batch(name, grant, {"x"}));
    }
    const auto outcomes = store->commit(batches);
    CHECK(store->transaction_count() == 1);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        REQUIRE(outcomes[i].has_value());
        CHECK(outcomes[i]->head == i % 5 + 1);
    }
    store.reset();
    CHECK(opened(folder.path())->read("h9", 0, 9, 5).value().lines.size() == 5);
}

TEST_CASE("a fenced batch does not hurt its neighbours in the transaction", "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    const auto a = store->acquire("a", "one", 5'000).value();
    const auto b = store->acquire("b", "one", 5'000).value();
    const auto outcomes = store->commit({batch("a", a, {"1"}), batch("b", {b.epoch, 7}, {"no"}),
                                         batch("a", a, {"again"}), batch("b", b, {"2"})});
    CHECK(outcomes[0].value().head == 1);
    CHECK(outcomes[1] == std::unexpected{Failure::fenced});
    CHECK(outcomes[2] == std::unexpected{Failure::fenced});
    CHECK(outcomes[3].value().head == 1);
    CHECK(store->read("a", 0, 9, 0).value().lines == std::vector<std::string>{"1"});
    CHECK(store->read("b", 0, 9, 0).value().lines == std::vector<std::string>{"2"});
}

TEST_CASE("a full disk fails the whole transaction and nothing of it stays", "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    const auto a = store->acquire("a", "one", 5'000).value();
    const auto b = store->acquire("b", "one", 5'000).value();
    const std::vector<hall::Batch> batches{
        batch("a", a, {"small"}),
        batch("b", b, std::vector<std::string>(20, std::string(60'000, 'x'))),
        batch("a", {a.epoch, 9}, {"fenced"})};

    store->limit_pages(1); // That is: as many as there are.
    const auto failed = store->commit(batches);
    CHECK(failed[0] == std::unexpected{Failure::storage});
    CHECK(failed[1] == std::unexpected{Failure::storage});
    CHECK(failed[2] == std::unexpected{Failure::fenced});
    CHECK(store->read("a", 0, 9, 0).value().lines.empty());
    CHECK(store->transaction_count() == 0);

    store->limit_pages(1'000'000);
    CHECK(store->commit(batches)[1].value().head == 20);
    store.reset();
    CHECK(opened(folder.path())->read("b", 0, 99, 20).value().lines.size() == 20);
}

TEST_CASE("a full disk in the box fails the batch before the log has it", "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    const auto grant = store->acquire("h01", "one", 5'000).value();
    auto votes = batch("h01", grant, {"100 votes"});
    for (int i = 100; i < 200; ++i) {
        votes.box.emplace_back(hall::PutBallot{"b1", ballot_key(std::to_string(i)), "yes", "", 1});
    }
    store->limit_pages(1);
    CHECK(commit_one(*store, votes) == std::unexpected{Failure::storage});
    CHECK(store->read("h01", 0, 9, 0).value().lines.empty());
    CHECK(store->read_box("h01").value().ballots.empty());

    store->limit_pages(1'000'000);
    CHECK(commit_one(*store, votes).has_value());
    CHECK(store->read_box("h01").value().ballots.size() == 100);
}

TEST_CASE("a sealed secret is in no file of the folder", "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    auto grant = store->acquire("h01", "one", 5'000).value();
    const std::string secret = "the-secret-of-ballot-one-32-bytes";
    auto opening = batch("h01", grant, {"opened"}, {hall::OpenBox{"b1", secret.substr(0, 32)}});
    opening.box.emplace_back(hall::PutBallot{"b1", ballot_key("aa"), "yes", "", 1});
    grant.head = commit_one(*store, opening).value().head;
    const auto is_found = [&](const char* name) {
        return content(folder.path() / name).find(secret.substr(0, 32)) != std::string::npos;
    };
    REQUIRE((is_found("box.db") || is_found("box.db-wal")));

    REQUIRE(commit_one(*store, batch("h01", grant, {"closed"}, {hall::SealBox{"b1"}})).has_value());
    for (const char* name : {"box.db", "box.db-wal", "log.db", "log.db-wal"}) {
        CHECK_FALSE(is_found(name));
    }
    CHECK(fs::file_size(folder.path() / "box.db-wal") == 0);
    CHECK(store->read_box("h01").value().ballots.size() == 1);
}

TEST_CASE("a sealed box does not tell in which order its ballots came", "[ledger][store]")
{
    const auto sealed_box = [](const std::vector<std::string>& keys) {
        const DataFolder folder;
        auto store = opened(folder.path());
        const auto grant = store->acquire("h01", "one", 5'000).value();
        for (const auto& key : keys) {
            const hall::PutBallot vote{"b1", key, "yes", "", 1};
            REQUIRE(commit_one(*store, batch("h01", grant, {}, {vote})).has_value());
        }
        REQUIRE(commit_one(*store, batch("h01", grant, {}, {hall::SealBox{"b1"}})).has_value());
        return content(folder.path() / "box.db");
    };
    std::vector<std::string> keys;
    for (int i = 0; i < 150; ++i)
        keys.push_back(hex(trust::to_bytes(trust::leaf_hash(std::to_string(i)))));
    const auto one = sealed_box(keys);
    std::rotate(keys.begin(), keys.begin() + 67, keys.end());
    std::reverse(keys.begin() + 20, keys.end());
    CHECK(sealed_box(keys) == one);
}

TEST_CASE("a box of the first version keeps its secrets and ballots", "[ledger][store]")
{
    const DataFolder folder;
    opened(folder.path()).reset();
    fs::remove(folder.path() / "box.db");
    const auto schema = fs::path{ROSTRUM_SOURCE_DIR} / "schema/sql/box/0001_init.sql";
    {
        SQLite::Database old{(folder.path() / "box.db").string(),
                             SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        old.exec(content(schema));
        old.exec("PRAGMA application_id = " + std::to_string(0x52424F58));
        old.exec("PRAGMA user_version = 1");
        old.exec("INSERT INTO box_secret VALUES ('h01', 'b1', zeroblob(32))");
        old.exec("INSERT INTO box_ballot VALUES ('h01', 'b1', '" + ballot_key("aa") +
                 "', 'yes', 'citizen', 2)");
    }
    const auto box = opened(folder.path())->read_box("h01").value();
    REQUIRE(box.secrets.size() == 1);
    CHECK(box.secrets.front().secret == std::string(32, '\0'));
    REQUIRE(box.ballots.size() == 1);
    CHECK(box.ballots.front().key == ballot_key("aa"));
    CHECK(box.ballots.front().category == "citizen");
    CHECK(box.ballots.front().revision == 2);
    CHECK(box.ballots.front().proof.empty());
}

TEST_CASE("the box's own file takes no proof that says something, and no short key",
          "[ledger][store]")
{
    const DataFolder folder;
    opened(folder.path()).reset();
    SQLite::Database box{(folder.path() / "box.db").string(), SQLite::OPEN_READWRITE};
    const auto put = [&](const std::string& proof) {
        box.exec("INSERT OR REPLACE INTO box_ballot VALUES ('h01', 'b1', '" + ballot_key("aa") +
                 "', 'yes', '', 1, '" + proof + "')");
    };
    CHECK_NOTHROW(put("0a1b AA+/aa== BBBB"));
    for (const std::string& proof : {std::string{"a-0001"}, std::string{"a\nb"},
                                     std::string{"\xe7\x94\xb2"}, std::string(1'025, 'c')})
        CHECK_THROWS_AS(put(proof), SQLite::Exception);
    const auto open = [&](int bytes) {
        box.exec("INSERT OR REPLACE INTO box_secret VALUES ('h01', 'b1', zeroblob(" +
                 std::to_string(bytes) + "))");
    };
    for (const int bytes : {32, 1'024, 4'096}) CHECK_NOTHROW(open(bytes));
    for (const int bytes : {0, 31, 33, 1'023, 4'097})
        CHECK_THROWS_AS(open(bytes), SQLite::Exception);
}

TEST_CASE("a secret is not forgotten when the close did not reach the log", "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    auto grant = store->acquire("h01", "one", 5'000).value();
    const auto opening = batch("h01", grant, {"opened"}, {hall::OpenBox{"b1", secret_of('s')}});
    grant.head = commit_one(*store, opening).value().head;

    const hall::Batch fenced = batch("h01", {grant.epoch, 7}, {"closed"}, {hall::SealBox{"b1"}});
    CHECK_FALSE(commit_one(*store, fenced).has_value());
    store->limit_pages(1);
    const auto closing = batch("h01", grant, std::vector<std::string>(3, std::string(60'000, 'x')),
                               {hall::SealBox{"b1"}});
    CHECK(commit_one(*store, closing) == std::unexpected{Failure::storage});
    CHECK(store->read_box("h01").value().secrets.size() == 1);
}

TEST_CASE("a seal that a reader of the box disturbs is finished by the next commit",
          "[ledger][store]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    auto grant = store->acquire("h01", "one", 5'000).value();
    const auto opening = batch("h01", grant, {"opened"}, {hall::OpenBox{"b1", secret_of('s')}});
    grant.head = commit_one(*store, opening).value().head;
    {
        SQLite::Database reader{(folder.path() / "box.db").string(), SQLite::OPEN_READONLY};
        reader.exec("BEGIN");
        REQUIRE(reader.execAndGet("SELECT count(*) FROM box_secret").getInt() == 1);
        const auto closing = batch("h01", grant, {"closed"}, {hall::SealBox{"b1"}});
        grant.head = commit_one(*store, closing).value().head;
        CHECK(store->read_box("h01").value().secrets.front().secret == std::string(32, '\0'));
        CHECK_FALSE(store->seals_are_done());
        CHECK(fs::file_size(folder.path() / "box.db-wal") > 0);
    }
    SECTION("of the same server") {}
    SECTION("of the next server, which finds that it is not done")
    {
        store.reset();
        store = opened(folder.path());
        grant = store->acquire("h01", "one", 5'000).value();
        REQUIRE(store->read_box("h01").value().secrets.size() == 1);
        const auto again = batch("h01", grant, {}, {hall::SealBox{"b1"}});
        REQUIRE(commit_one(*store, again).has_value());
    }
    REQUIRE(commit_one(*store, batch("h01", grant, {"later"})).has_value());
    CHECK(store->read_box("h01").value().secrets.empty());
    CHECK(store->seals_are_done());
    CHECK(fs::file_size(folder.path() / "box.db-wal") == 0);
}

TEST_CASE("a box that is sealed while somebody reads is laid out anew only once", "[ledger][store]")
{
    const DataFolder folder;
    const auto write_ahead_log = folder.path() / "box.db-wal";
    auto store = opened(folder.path());
    auto grant = store->acquire("h01", "one", 5'000).value();
    const auto commit = [&](std::vector<hall::BoxWrite> box) {
        grant.head = commit_one(*store, batch("h01", grant, {"e"}, std::move(box))).value().head;
    };
    commit({hall::OpenBox{"b1", secret_of('s')},
            hall::PutBallot{"b1", ballot_key("aa"), "yes", "", 1}});
    {
        SQLite::Database reader{(folder.path() / "box.db").string(), SQLite::OPEN_READONLY};
        reader.exec("BEGIN");
        REQUIRE(reader.execAndGet("SELECT count(*) FROM box_secret").getInt() == 1);
        commit({hall::SealBox{"b1"}});
        const auto size = fs::file_size(write_ahead_log);
        for (int i = 0; i < 5; ++i) commit({});
        CHECK(fs::file_size(write_ahead_log) == size);
        CHECK_FALSE(store->seals_are_done());
    }
    commit({});
    CHECK(store->seals_are_done());
    CHECK(fs::file_size(write_ahead_log) == 0);
}
