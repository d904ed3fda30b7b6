#include "access/people_store.hpp"

#include "access/migrations.hpp"
#include "access_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

using namespace rostrum::access;
using rostrum::core::ParticipantId;

namespace {

PersonNames odd_people()
{
    return {{ParticipantId{"A-0001"}, {"欧阳娜娜", "市人大常委会", "代表", "3排5座"}},
            {ParticipantId{"B-0002"}, {"Zoë O'Neil\"; DROP TABLE person;--", "", "", ""}}};
}

std::string slurp(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

TEST_CASE("names come back as they were given, Chinese ones too", "[access][people_store]")
{
    const DataFolder folder;
    {
        const auto store = PeopleStore::open(folder.file()).value();
        REQUIRE(store->upsert_names(odd_people()));
        CHECK(store->names().value() == odd_people());
    }
    CHECK(PeopleStore::open(folder.file()).value()->names().value() == odd_people());
}

TEST_CASE("a name given again replaces the one before", "[access][people_store]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    REQUIRE(store->upsert_names(odd_people()));
    const PersonName corrected{"欧阳娜", "市政协", "委员", "1排1座"};
    REQUIRE(store->upsert_names({{ParticipantId{"A-0001"}, corrected}}));
    CHECK(store->names().value().at(ParticipantId{"A-0001"}) == corrected);
    CHECK(store->names().value().size() == 2);
}

TEST_CASE("of a list with one bad entry nothing is stored", "[access][people_store]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    const ParticipantId bad = GENERATE(ParticipantId{""}, ParticipantId{"Z 1"},
                                       ParticipantId{std::string(25, 'Z')}, ParticipantId{"Z票"});
    auto names = odd_people();
    names[bad] = {"someone", "", "", ""};
    CHECK_FALSE(store->upsert_names(names));
    CHECK(store->names().value().empty());
    CHECK_FALSE(store->upsert_names({{ParticipantId{"A-1"}, {"", "", "", ""}}}));
    CHECK_FALSE(store->upsert_names({{ParticipantId{"A-1"}, {std::string(121, 'x'), "", "", ""}}}));
    CHECK(store->upsert_names(odd_people())); // And the store is none the worse for it.
}

TEST_CASE("an error never repeats the name it is about", "[access][people_store]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    const auto failed =
        store->upsert_names({{ParticipantId{"A-1"}, {std::string(121, 'x'), "", "", ""}}});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message.find("xxx") == std::string::npos);
}

TEST_CASE("a file of another program is refused and left as it was", "[access][people_store]")
{
    const DataFolder folder;
    {
        SQLite::Database foreign{folder.file().string(),
                                 SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        foreign.exec("CREATE TABLE recipe (name TEXT)");
    }
    const auto before = slurp(folder.file());
    const auto refused = PeopleStore::open(folder.file());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message ==
          folder.file().string() + " is a database of another program and is left alone");
    CHECK(slurp(folder.file()) == before);
}

TEST_CASE("a file that is no database is refused and left as it was", "[access][people_store]")
{
    const DataFolder folder;
    const std::string text = "handle,name\nA-0001,somebody\n" + std::string(5'000, '.');
    std::ofstream{folder.file(), std::ios::binary} << text;
    const auto refused = PeopleStore::open(folder.file());
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, tst::has_text("restore the last backup"));
    CHECK(slurp(folder.file()) == text);
}

TEST_CASE("a file of a newer version is refused", "[access][people_store]")
{
    const DataFolder folder;
    {
        const auto store = PeopleStore::open(folder.file()).value();
        store->database().exec("PRAGMA user_version = 999");
    }
    const auto refused = PeopleStore::open(folder.file());
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, tst::has_text("has version 999"));
    CHECK_THAT(refused.error().message, tst::has_text("a newer Rostrum wrote it"));
}

TEST_CASE("a file of any earlier version comes forward with all that is in it",
          "[access][people_store]")
{
    // What each version wrote, by the statements that made its tables.
    const std::vector<std::string> steps{"0001_init", "0002_codes", "0003_calendar",
                                         "0004_erasure"};
    const auto version = GENERATE(1, 2, 3, 4); // The fifth is that of today.
    CAPTURE(version);
    const DataFolder folder;
    {
        SQLite::Database old{folder.file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        for (int step = 0; step < version; ++step) {
            old.exec(slurp(std::filesystem::path{ROSTRUM_SOURCE_DIR} / "schema/sql/people" /
                           (steps.at(static_cast<std::size_t>(step)) + ".sql")));
        }
        old.exec("PRAGMA application_id = " + std::to_string(people_application_id));
        old.exec("PRAGMA user_version = " + std::to_string(version));
        old.exec("INSERT INTO person VALUES ('A-0001', '王小明', '街道', '', '3-7');"
                 "INSERT INTO staff (login, role, display_name, password_hash)"
                 " VALUES ('mo', 'moderator', 'Mo', '$argon2id$v=19$x');"
                 "INSERT INTO seat_card (handle, token_hash, issued_at)"
                 " VALUES ('A-0001', '" +
                 std::string(64, 'a') + "', 5)");
    }
    const auto store = PeopleStore::open(folder.file()).value();
    CHECK(store->database().execAndGet("PRAGMA user_version").getInt() == 5);
    CHECK(store->names().value().at(ParticipantId{"A-0001"}).name == "王小明");
    const auto first = [&](const std::string& query) {
        return store->database().execAndGet(query).getString();
    };
    CHECK(first("SELECT login FROM staff WHERE totp_key IS NULL AND totp_step = 0") == "mo");
    CHECK(first("SELECT handle FROM seat_card WHERE code_hash IS NULL") == "A-0001");
    CHECK(first("SELECT count(*) FROM calendar_link") == "0");
    CHECK(first("SELECT count(*) FROM erasure") == "0");
}

TEST_CASE("a file that was cut short is refused, and says what to do", "[access][people_store]")
{
    const DataFolder folder;
    {
        const auto store = PeopleStore::open(folder.file()).value();
        CHECK(store->upsert_names(odd_people()));
    }
    std::filesystem::resize_file(folder.file(), std::filesystem::file_size(folder.file()) / 2);
    const auto refused = PeopleStore::open(folder.file());
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, tst::has_text(folder.file().string()));
    CHECK_THAT(refused.error().message, tst::has_text("restore the last backup"));
}

TEST_CASE("a folder that does not exist is an error, not a crash", "[access][people_store]")
{
    const DataFolder folder;
    CHECK_FALSE(PeopleStore::open(folder.file("missing/people.db")));
}

TEST_CASE("only the owner may read the file", "[access][people_store]")
{
    using std::filesystem::perms;
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    REQUIRE(store->upsert_names(odd_people()));
    for (const auto& entry : std::filesystem::directory_iterator{folder.file().parent_path()})
        CHECK((entry.status().permissions() & (perms::group_all | perms::others_all)) ==
              perms::none);
}

TEST_CASE("a backup is a whole database and never overwrites", "[access][people_store]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    REQUIRE(store->upsert_names(odd_people()));
    REQUIRE(store->backup_to(folder.file("copy.db")));
    CHECK(PeopleStore::open(folder.file("copy.db")).value()->names().value() == odd_people());
    CHECK_FALSE(store->backup_to(folder.file("copy.db")));
}

TEST_CASE("a transaction that fails half-way leaves nothing, and its hooks do not run",
          "[access][people_store]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    bool hooked = false;
    const auto failed = store->transact([&] {
        store->after_commit([&] { hooked = true; });
        store->upsert_names(odd_people()).value(); // Joins the transaction.
        store->database().exec("INSERT INTO person (handle) VALUES ('A-9')");
    });
    CHECK_FALSE(failed);
    CHECK_FALSE(hooked);
    CHECK(store->names().value().empty());
    REQUIRE(store->transact([&] { store->after_commit([&] { hooked = true; }); }));
    CHECK(hooked);
}
