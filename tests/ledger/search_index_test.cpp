#include "ledger/search_index.hpp"

#include "support/catch.hpp"

using namespace rostrum;
using ledger::SearchIndex;
using protocol::Findable;
using protocol::FindableKind;

namespace {

const core::HearingId first{"h01"}, second{"h02"};

Findable question(const core::HearingId& hearing, const std::string& id, const std::string& hay)
{
    return {FindableKind::question, hearing, id, hay, "A-0001", hay};
}

/// The ids of the questions where all of these words are.
std::vector<std::string> found(SearchIndex& index, const std::vector<std::string>& words)
{
    std::vector<std::string> ids;
    const auto groups = index.find(words, 100).value();
    for (const auto& one : groups.at(0).first) ids.push_back(one.id);
    return ids;
}

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("Chinese is found by any part of it, from one character on", "[ledger][search]")
{
    SearchIndex index;
    REQUIRE(index.replace(first, std::vector{question(first, "q1", "高端制造业为什么增长慢"),
                                             question(first, "q2", "海洋牧场何时建成")}));
    const std::vector<std::string> word =
        GENERATE(Ids{"造"}, Ids{"制造"}, Ids{"制造业"}, Ids{"端制造业为什"}, Ids{"制造业", "慢"},
                 Ids{"慢", "高端"});
    CHECK(found(index, word) == Ids{"q1"});
    CHECK(found(index, {"制造业", "海洋牧场"}).empty());
    CHECK(found(index, {"业制造"}).empty());
}

TEST_CASE("signs that mean something to a database are words like others", "[ledger][search]")
{
    SearchIndex index;
    REQUIRE(index.replace(first, std::vector{question(first, "q1", R"(增长5%_a\"b" or 1)"),
                                             question(first, "q2", "增长5点5")}));
    const std::string word = GENERATE("%", "_", "\\", "\"", "5%", "5%_a", R"(\"b")", "b\" or");
    CAPTURE(word);
    CHECK(found(index, {word}) == Ids{"q1"});
    CHECK(found(index, {"增长5* OR"}).empty());
}

TEST_CASE("what a hearing says now takes the place of what it said", "[ledger][search]")
{
    SearchIndex index;
    REQUIRE(index.replace(first, std::vector{question(first, "q1", "制造业的旧话")}));
    REQUIRE(index.replace(second, std::vector{question(second, "q1", "制造业的另一场")}));
    REQUIRE(index.replace(first, std::vector{question(first, "q7", "制造业的新话")}));
    CHECK(found(index, {"制造业"}) == Ids{"q7", "q1"});
    CHECK(found(index, {"旧话"}).empty());
    REQUIRE(index.replace(second, {}));
    CHECK(found(index, {"制造业"}) == Ids{"q7"});
}

TEST_CASE("each kind is counted whole, and told as far as was asked", "[ledger][search]")
{
    SearchIndex index;
    std::vector<Findable> all;
    for (int i = 1; i <= 30; ++i)
        all.push_back(question(first, "q" + std::to_string(i), "制造业之问"));
    all.push_back({FindableKind::duty, first, "r1", "整改", "工信局", "制造业整改"});
    REQUIRE(index.replace(first, all));
    const auto told = index.find(std::vector<std::string>{"制造业"}, 20).value();
    CHECK(told.at(0).count == 30);
    CHECK(told.at(0).first.size() == 20);
    CHECK(told.at(0).first.front().id == "q1");
    CHECK(told.at(1).count == 0);
    CHECK(told.at(2).count == 1);
    CHECK(told.at(2).first.front() ==
          Findable{FindableKind::duty, first, "r1", "整改", "工信局", {}});
}
