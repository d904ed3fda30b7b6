#include "papers/roster_csv.hpp"

#include "papers/limits.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <tuple>

using namespace rostrum;
using papers::CellError;

namespace {

const std::string header = "编号,姓名,类别,单位,职务,座位,可提问,可表决,可抽签\n";

auto read(const std::string& csv)
{
    return papers::read_roster(csv, core::default_rules().categories);
}

std::vector<CellError> errors_of(const std::string& csv)
{
    auto lines = read(csv);
    REQUIRE_FALSE(lines);
    return std::move(lines.error());
}

} // namespace

TEST_CASE("a roster is read by Chinese and by English headings", "[roster]")
{
    const papers::RosterLine expected{{{"A-0001"}, {"citizen"}, true, false, true},
                                      {"王小明", "某街道", "居民", "3排5座"}};
    CHECK(read(header + "A-0001,王小明,市民代表,某街道,居民,3排5座,是,否,是\n").value() ==
          std::vector{expected});
    CHECK(read("id,name,category,organisation,title,seat,may_question,may_vote,in_draw_pool\n"
               "A-0001,王小明,Citizen,某街道,居民,3排5座,yes,no,yes\n")
              .value() == std::vector{expected});
}

TEST_CASE("columns come in any order, and the rights may be left out", "[roster]")
{
    const auto lines = read("座位,ID,类别,职务,Name,organisation\n7,B1,citizen,,赵,\n").value();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].entry == core::RosterEntry{{"B1"}, {"citizen"}, true, true, true});
    CHECK(lines[0].name == protocol::PersonName{"赵", "", "", "7"});
}

TEST_CASE("full-width characters of a Chinese keyboard are read as what they mean", "[roster]")
{
    const auto lines = read(header + "　Ａ－０００１ , 王 ,ｃｉｔｉｚｅｎ,,,,Ｙ,１,√\n").value();
    CHECK(lines[0].entry == core::RosterEntry{{"A-0001"}, {"citizen"}, true, true, true});
    CHECK(lines[0].name.name == "王");
}

TEST_CASE("every fault of a row is told by row, column, code and value", "[roster]")
{
    struct Case {
        std::string row;
        CellError error;
    };
    const auto one =
        GENERATE(Case{",王,citizen,,,,是,是,是", {2, "编号", "empty_id", ""}},
                 Case{"A_1,王,citizen,,,,是,是,是", {2, "编号", "bad_handle", "A_1"}},
                 Case{"A-0123456789012345678901234,王,citizen,,,,是,是,是",
                      {2, "编号", "bad_handle", "A-0123456789012345678901234"}},
                 Case{"A1,王,guest,,,,是,是,是", {2, "类别", "unknown_category", "guest"}},
                 Case{"A1,王,,,,,是,是,是", {2, "类别", "unknown_category", ""}},
                 Case{"A1,王,citizen,,,,是,maybe,是", {2, "可表决", "bad_flag", "maybe"}},
                 Case{"A1,王,citizen,,,,是,是,", {2, "可抽签", "bad_flag", ""}},
                 Case{"A1,\"a\nb\",citizen,,,,是,是,是", {2, "姓名", "bad_characters", "a\nb"}},
                 Case{"A1,\x01,citizen,,,,是,是,是", {2, "姓名", "bad_characters", "\x01"}},
                 Case{"A1,王,citizen", {2, "编号", "wrong_cell_count", "3"}},
                 Case{"A1,王,citizen,,,,是,是,是,", {2, "编号", "wrong_cell_count", "10"}},
                 Case{"A1,\xD0\xD5,citizen,,,,是,是,是", {2, "2", "bad_encoding", ""}});
    CAPTURE(one.row);
    CHECK(errors_of(header + one.row + "\n") == std::vector{one.error});
}

TEST_CASE("a name that is too long is shown cut between characters", "[roster]")
{
    std::string name;
    for (std::size_t i = 0; i <= papers::limits::short_cell_length_max; ++i) name += "长";
    const auto errors = errors_of(header + "A1," + name + ",citizen,,,,是,是,是\n");
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "too_long");
    CHECK(errors[0].value.size() <= papers::limits::shown_value_bytes_max);
    CHECK(errors[0].value.size() % 3 == 0);
}

TEST_CASE("an id that comes twice is told at its second place, however it is typed", "[roster]")
{
    const auto errors =
        errors_of(header + "A1,王,citizen,,,,是,是,是\nＡ１,赵,citizen,,,,是,是,是\n");
    CHECK(errors == std::vector<CellError>{{3, "编号", "duplicate_id", "Ａ１"}});
}

TEST_CASE("the header is judged before any row", "[roster]")
{
    CHECK(errors_of("") == std::vector<CellError>{{1, "编号", "missing_column", ""}});
    CHECK(errors_of("id,name,category,organisation,title\nx\n") ==
          std::vector<CellError>{{1, "座位", "missing_column", ""}});
    CHECK(errors_of("id,name,category,organisation,title,seat,phone\n") ==
          std::vector<CellError>{{1, "phone", "unknown_column", "phone"}});
    CHECK(errors_of("id,编号,name,category,organisation,title,seat\n") ==
          std::vector<CellError>{{1, "编号", "duplicate_column", "编号"}});
    CHECK(errors_of(header) == std::vector<CellError>{{1, "编号", "no_rows", ""}});
}

TEST_CASE("all faults come at once, up to a limit", "[roster]")
{
    CHECK(errors_of(header + ",王,guest,,,,u,v,w\n").size() == 5);
    std::string many = header;
    for (int row = 0; row < 1'000; ++row) many += ",王,citizen,,,,是,是,是\n";
    CHECK(errors_of(many).size() == papers::limits::cell_errors_max);
}

TEST_CASE("a roster that is written out can be read in again", "[roster]")
{
    core::Hearing hearing;
    hearing.rules = core::default_rules();
    const core::RosterEntry first{{"A-1"}, {"deputy"}, true, false, true};
    const core::RosterEntry second{{"B-2"}, {"citizen"}, false, true, false};
    hearing.roster.participants[{"A-1"}].entry = first;
    hearing.roster.participants[{"B-2"}].entry = second;
    const protocol::PersonName name{"=cmd", "单位, 一", "\"职\"", "+1"};
    const auto csv = papers::write_roster(hearing, {{{"A-1"}, name}});
    CHECK(csv.find("'=cmd") != std::string::npos);
    const auto lines = read(csv).value();
    CHECK(lines == std::vector<papers::RosterLine>{{first, name}, {second, {}}});
}
