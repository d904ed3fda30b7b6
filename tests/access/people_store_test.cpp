#include "access/people_store.hpp"

#include "access_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

using namespace rostrum::access;
using rostrum::core::ParticipantId;

namespace {

PersonNames two_people()
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
        REQUIRE(store->upsert_names(two_people()));
        CHECK(store->names().value() == two_people());
    }
    CHECK(PeopleStore::open(folder.file()).value()->names().value() == two_people());
}

TEST_CASE("a name given again replaces the one before", "[access][people_store]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    REQUIRE(store->upsert_names(two_people()));
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
    auto names = two_people();
    names[bad] = {"someone", "", "", ""};
    CHECK_FALSE(store->upsert_names(names));
    CHECK(store->names().value().empty());
    CHECK_FALSE(store->upsert_names({{ParticipantId{"A-1"}, {"", "", "", ""}}}));
    CHECK_FALSE(store->upsert_names({{ParticipantId{"A-1"}, {std::string(121, 'x'), "", "", ""}}}));
    CHECK(store->upsert_names(two_people())); // And the store is none the worse for it.
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
    CHECK(refused.error().message == "this file belongs to another program");
    CHECK(slurp(folder.file()) == before);
}

TEST_CASE("a file that is no database is refused and left as it was", "[access][people_store]")
{
    const DataFolder folder;
    const std::string text = "handle,name\nA-0001,somebody\n" + std::string(5'000, '.');
    std::ofstream{folder.file(), std::ios::binary} << text;
    CHECK_FALSE(PeopleStore::open(folder.file()));
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
    CHECK_THAT(refused.error().message, tst::has_text("newer version"));
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
    REQUIRE(store->upsert_names(two_people()));
    for (const auto& entry : std::filesystem::directory_iterator{folder.file().parent_path()})
        CHECK((entry.status().permissions() & (perms::group_all | perms::others_all)) ==
              perms::none);
}

TEST_CASE("a backup is a whole database and never overwrites", "[access][people_store]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    REQUIRE(store->upsert_names(two_people()));
    REQUIRE(store->backup_to(folder.file("copy.db")));
    CHECK(PeopleStore::open(folder.file("copy.db")).value()->names().value() == two_people());
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
        store->upsert_names(two_people()).value(); // Joins the transaction.
        store->database().exec("INSERT INTO person (handle) VALUES ('A-9')");
    });
    CHECK_FALSE(failed);
    CHECK_FALSE(hooked);
    CHECK(store->names().value().empty());
    REQUIRE(store->transact([&] { store->after_commit([&] { hooked = true; }); }));
    CHECK(hooked);
}
