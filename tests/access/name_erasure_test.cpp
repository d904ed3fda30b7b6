#include "access/name_erasure.hpp"

#include "access_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

using namespace rostrum::access;
using rostrum::core::HearingId;
using rostrum::core::ParticipantId;

namespace {

constexpr rostrum::core::Instant later{1'800'000'000'000};

PersonNames two_people()
{
    return {{ParticipantId{"A-0001"}, {"欧阳娜娜", "市人大常委会", "代表", "3排5座"}},
            {ParticipantId{"B-0002"}, {"慕容雪村", "某某公司", "", ""}}};
}

bool is_anywhere(const DataFolder& folder, const std::string& text)
{
    return folder.bytes().find(text) != std::string::npos;
}

} // namespace

TEST_CASE("an erased name is in no byte of the folder, and cards live on", "[access][names]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    REQUIRE(desk.store->upsert_names(two_people()));
    REQUIRE(is_anywhere(folder, "欧阳娜娜"));
    CHECK(erase_names(*desk.store, later) == 2);
    for (const char* text : {"欧阳娜娜", "市人大常委会", "3排5座", "慕容雪村"})
        CHECK_FALSE(is_anywhere(folder, text));
    CHECK(desk.store->names().value().empty());
    CHECK(desk.redeem(token));
}

TEST_CASE("what was erased is told by number and day, and an empty erasure is none",
          "[access][names]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    REQUIRE(store->upsert_names(two_people()));
    const HearingId hearing{"h01"};
    CHECK(erase_names_of(*store, hearing, {{"A-0001"}, {"Z-9999"}}, later) == 1);
    CHECK(store->names().value().size() == 1);
    CHECK_FALSE(is_anywhere(folder, "欧阳娜娜"));
    CHECK(is_anywhere(folder, "慕容雪村"));
    CHECK(erase_names(*store, later) == 1);
    CHECK(erase_names(*store, later) == 0);
    CHECK(erasures(*store).value() ==
          std::vector<Erasure>{{later, hearing, 1}, {later, std::nullopt, 1}});
}

TEST_CASE("an erasure that another process hinders is told, and the next one finishes it",
          "[access][names]")
{
    const DataFolder folder;
    const auto store = PeopleStore::open(folder.file()).value();
    REQUIRE(store->upsert_names(two_people()));
    store->database().setBusyTimeout(1);
    {
        SQLite::Database reader{folder.file().string(), SQLite::OPEN_READONLY};
        SQLite::Statement row{reader, "SELECT name FROM person"};
        REQUIRE(row.executeStep());
        CHECK_FALSE(erase_names(*store, later));
    }
    CHECK(store->names().value().empty());
    CHECK(erase_names(*store, later) == 0);
    CHECK_FALSE(is_anywhere(folder, "欧阳娜娜"));
    CHECK(erasures(*store).value().size() == 1);
}

TEST_CASE("a name that was corrected is not left in the free bytes of the file", "[access][names]")
{
    const DataFolder folder;
    {
        const auto store = PeopleStore::open(folder.file()).value();
        REQUIRE(store->upsert_names(two_people()));
        REQUIRE(store->upsert_names({{ParticipantId{"A-0001"}, {"欧阳娜", "", "", ""}}}));
    } // The last to close it takes the write-ahead log away.
    CHECK_FALSE(is_anywhere(folder, "市人大常委会"));
}
