#include "intake/roster.hpp"

#include "intake/workbook_builder.hpp"
#include "papers/limits.hpp"
#include "papers/roster_csv.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::intake;

namespace {

const std::string header = "编号,姓名,类别,单位,职务,座位,可提问,可表决,可抽签\n";

RosterBasis nobody()
{
    return {core::default_rules().categories, {}, {}};
}

RosterPlan plan_of(const std::string& bytes, const Choices& choices = {},
                   const RosterBasis& basis = nobody())
{
    auto plan = plan_roster(bytes, choices, basis);
    REQUIRE(plan);
    return std::move(*plan);
}

std::vector<std::string> told(const Notes& notes)
{
    std::vector<std::string> list;
    for (const auto& note : notes.told())
        list.push_back(cell_name(note.row, note.column) + " " + name_of(note.fault) + " " +
                       note.value);
    return list;
}

std::vector<std::string> errors_of(const std::string& bytes)
{
    return told(plan_of(bytes).reading.errors);
}

bool warns(const RosterPlan& plan, Fault fault, std::int64_t row)
{
    return std::ranges::any_of(plan.reading.warnings.told(), [&](const Note& note) {
        return note.fault == fault && note.row == row;
    });
}

/// As it is after the import.
RosterBasis after(const RosterPlan& plan, RosterBasis basis = nobody())
{
    for (const auto& line : plan.lines) {
        basis.entries[line.entry.participant] = line.entry;
        basis.names[line.entry.participant] = line.name;
    }
    return basis;
}

const std::vector<std::vector<std::string>> office_list{
    {"青岛市“攻势”质询答辩会参会代表名单"},
    {"制表：市委督查室"},
    {"序号", "姓 名", "界　别", "工作单位\n及职务", "座位号", "手机号码"},
    {"1", "王　明", "市人大代表", "某某街道办事处主任", "１排１座", "13800000000"},
    {"2", "阿卜杜热合曼·买买提", "政协委员", "某某公司", "1排2座", "13800000001"},
    {"一、市民代表"},
    {"3", "李二", "市民", "某社区", "1排3座", ""},
    {"合计", "", "", "3人"},
};

} // namespace

TEST_CASE("a roster is read by Chinese and by English headings, in any order", "[roster]")
{
    const core::RosterEntry entry{{"A-0001"}, {"citizen"}, true, false, true};
    const protocol::PersonName name{"王小明", "某街道", "居民", "3排5座"};
    const auto chinese = plan_of(header + "A-0001,王小明,市民代表,某街道,居民,3排5座,是,否,是\n");
    const auto english = plan_of("seat,Title,organisation,may_vote,category,Full name,ID\n"
                                 "3排5座,居民,某街道,no,Citizen,王小明,A-0001\n");
    CHECK(chinese.reading.errors.empty());
    REQUIRE(chinese.lines.size() == 1);
    CHECK(chinese.lines[0].entry == entry);
    CHECK(chinese.lines[0].name == name);
    CHECK(english.lines == std::vector{RosterLine{2, entry, name, Change::added, false}});
}

TEST_CASE("a list as an office makes it is read: titles above, blanks, sections, sums", "[roster]")
{
    const auto plan = plan_of(xlsx(office_list));
    CHECK(told(plan.reading.errors).empty());
    CHECK(plan.reading.header == 3);
    REQUIRE(plan.lines.size() == 3);
    CHECK(plan.lines[0].entry.participant.value == "A-0001");
    CHECK(plan.lines[0].number_is_new);
    CHECK(plan.lines[0].name.name == "王明");
    CHECK(plan.lines[0].name.seat == "1排1座");
    CHECK(plan.lines[0].entry.category.value == "deputy");
    CHECK(plan.lines[1].name.name == "阿卜杜热合曼·买买提");
    CHECK(plan.lines[2].entry.category.value == "citizen");
    CHECK(warns(plan, Fault::row_is_not_read, 6));
    CHECK(warns(plan, Fault::row_is_not_read, 8));
    CHECK(warns(plan, Fault::category_is_guessed, 4));
    CHECK(warns(plan, Fault::column_is_not_read, 3));
    const auto& phone = plan.reading.columns.at(5);
    CHECK(phone.heading == "手机号码");
    CHECK(phone.field.empty());
}

TEST_CASE("importing a list again changes nothing, and never doubles anybody", "[roster]")
{
    const auto first = plan_of(xlsx(office_list));
    const auto basis = after(first);
    const auto again = plan_of(xlsx(office_list), {}, basis);
    CHECK(again.left == 3);
    CHECK(again.added + again.changed == 0);
    auto moved = office_list;
    moved[3][4] = "9排9座";
    moved.push_back({"4", "新人", "市民代表", "某社区", "", ""});
    const auto update = plan_of(xlsx(moved), {}, basis);
    CHECK(update.changed == 1);
    CHECK(update.added == 1);
    CHECK(update.lines.back().entry.participant.value == "A-0004");
    CHECK(update.not_in_file == 0);
    CHECK(update.fingerprint() != again.fingerprint());
    CHECK(again.fingerprint() == plan_of(xlsx(office_list), {}, basis).fingerprint());
}

TEST_CASE("what a list does not tell of somebody stays as it is", "[roster]")
{
    const auto full = plan_of(header + "A-0001,王一,市民代表,街道,居民,7,否,否,是\n");
    const auto update = plan_of("编号,姓名,类别\nA-0001,王一,市民代表\n", {}, after(full));
    CHECK(update.left == 1);
    CHECK(update.lines[0].entry.may_vote == false);
    CHECK(update.lines[0].name.seat == "7");
}

TEST_CASE("people without a number are told apart by name and organisation", "[roster]")
{
    const auto basis =
        after(plan_of("姓名,类别,单位\n王伟,市民代表,甲社区\n王伟,市民代表,乙社区\n"));
    CHECK(basis.names.size() == 2);
    const auto other = plan_of("姓名,类别,单位\n王伟,市民代表,丙社区\n", {}, basis);
    CHECK(other.added == 1);
    CHECK(warns(other, Fault::same_name, 2));
    CHECK(told(plan_of("姓名,类别\n王伟,市民代表\n", {}, basis).reading.errors) ==
          std::vector<std::string>{"A2 ambiguous_person 王伟"});
    CHECK(errors_of("姓名,类别,单位\n王 伟,市民代表,甲\n王伟,市民代表,甲\n") ==
          std::vector<std::string>{"A3 duplicate_person 王伟"});
    const auto shifted = plan_of("编号,姓名,类别\nA-0001,赵六,市民代表\n", {}, basis);
    CHECK(warns(shifted, Fault::name_changes, 2));
}

TEST_CASE("a card number is nobody else's, also when the name it stood for has been erased",
          "[roster]")
{
    auto basis = nobody();
    basis.numbered = {{"A-0007"}, {"VIP-1"}};
    const auto plan = plan_of("姓名,类别,单位\n王伟,市民代表,甲\n", {}, basis);
    CHECK(plan.lines.at(0).entry.participant.value == "A-0008");
}

TEST_CASE("a card number of any length is given to nobody else", "[roster]")
{
    auto basis = nobody();
    basis.numbered = {{"A-999999999"}, {"A-1000000000"}};
    const auto plan = plan_of("姓名,类别\n王伟,市民代表\n李娜,市民代表\n", {}, basis);
    CHECK(plan.lines.at(0).entry.participant.value == "A-1000000001");
    CHECK(plan.lines.at(1).entry.participant.value == "A-1000000002");
}

TEST_CASE("full-width characters of a Chinese keyboard are read as what they mean", "[roster]")
{
    const auto plan = plan_of(header + "　Ａ－０００１ , 王 ,ｃｉｔｉｚｅｎ,,,,Ｙ,１,√\n");
    REQUIRE(plan.lines.size() == 1);
    CHECK(plan.lines[0].entry == core::RosterEntry{{"A-0001"}, {"citizen"}, true, true, true});
    CHECK(plan.lines[0].name.name == "王");
}

TEST_CASE("every fault of a row is told by its cell, code and content", "[roster]")
{
    struct Case {
        std::string row;
        std::string told;
    };
    const auto one = GENERATE(Case{",,citizen,,,,是,是,是", "B2 empty_name "},
                              Case{"A_1,王,citizen,,,,是,是,是", "A2 bad_handle A_1"},
                              Case{"A1,王,guest,,,,是,是,是", "C2 unknown_category guest"},
                              Case{"A1,王,,,,,是,是,是", "C2 unknown_category "},
                              Case{"A1,王,代表,,,,是,是,是", "C2 unknown_category 代表"},
                              Case{"A1,王,citizen,,,,是,maybe,是", "H2 bad_flag maybe"},
                              Case{"A1,王,citizen,,,,是,是,", "I2 bad_flag "},
                              Case{"A1,王\x01,citizen,,,,是,是,是", "B2 bad_characters 王\x01"},
                              Case{"A1,王,citizen,一,二,三,是,是,是,四", " wrong_cell_count A1"});
    CAPTURE(one.row);
    CHECK(errors_of(header + one.row + "\n") == std::vector{one.told});
}

TEST_CASE("a name with a noncharacter is refused, in whichever encoding it comes", "[roster]")
{
    const std::string utf8 = header + "A-0001,王\uffff明,citizen,某街道\ufdd0,,,是,是,是\n";
    CHECK(errors_of(utf8) == std::vector<std::string>{"B2 bad_characters 王\uffff明",
                                                      "D2 bad_characters 某街道\ufdd0"});
    // What GB18030 has for U+FFFF.
    const std::string gb18030 = "id,name,category\nA-0001,\xcd\xf5\x84\x31\xa4\x39,citizen\n";
    CHECK(errors_of(gb18030) == std::vector<std::string>{"B2 bad_characters 王\uffff"});
}

TEST_CASE("a name that is too long is shown cut between characters", "[roster]")
{
    std::string name;
    for (std::size_t i = 0; i <= papers::limits::short_cell_length_max; ++i) name += "长";
    const auto plan = plan_of(header + "A1," + name + ",citizen,,,,是,是,是\n");
    REQUIRE(plan.reading.errors.count() == 1);
    const auto& note = plan.reading.errors.told()[0];
    CHECK(note.fault == Fault::too_long);
    CHECK(note.value.size() <= papers::limits::shown_value_bytes_max);
    CHECK(note.value.size() % 3 == 0);
}

TEST_CASE("an id that comes twice is told at its second place, however it is typed", "[roster]")
{
    CHECK(errors_of(header + "A1,王,citizen,,,,是,是,是\nＡ１,赵,citizen,,,,是,是,是\n") ==
          std::vector<std::string>{"A3 duplicate_id Ａ１"});
}

TEST_CASE("headings that are not found can be said, and then are used", "[roster]")
{
    const std::string odd = "甲,乙,丙\nX-1,王一,市民代表\n";
    CHECK(errors_of(odd) == std::vector<std::string>{" no_header "});
    const auto plan = plan_of(odd, {{}, 1, {{"id", 1}, {"name", 2}, {"category", 3}}, {}});
    CHECK(plan.reading.errors.empty());
    CHECK(plan.lines.at(0).entry.participant.value == "X-1");

    CHECK(errors_of("姓名,单位,座位\n王,甲,1\n") == std::vector<std::string>{" missing_column "});
    const auto all = plan_of("姓名,单位,座位\n王,甲,1\n", {{}, 0, {}, "市民代表"});
    CHECK(all.lines.at(0).entry.category.value == "citizen");
    CHECK(told(plan_of("姓名,单位,座位\n王,甲,1\n", {{}, 0, {}, "外星人"}).reading.errors) ==
          std::vector<std::string>{" unknown_category 外星人"});
    const auto unread = plan_of("姓名,类别,座位\n王,citizen,1\n", {{}, 0, {{"seat", 0}}, {}});
    CHECK(unread.lines.at(0).name.seat.empty());
    CHECK(told(plan_of("姓名,类别\n王,citizen\n", {{}, 0, {{"seat", 9}}, {}}).reading.errors) ==
          std::vector<std::string>{"I1 no_such_column seat"});
    CHECK(errors_of("编号,卡号,姓名,类别\nA,B,王,citizen\n") ==
          std::vector<std::string>{"B1 duplicate_column 编号"});
    CHECK(errors_of(header) == std::vector<std::string>{" no_rows "});
}

TEST_CASE("faults are told up to a limit, and counted beyond it", "[roster]")
{
    std::string many = header;
    for (int row = 0; row < 1'000; ++row) many += "A,王,alien,,,,是,是,是\n";
    const auto plan = plan_of(many);
    CHECK(plan.reading.errors.told().size() == papers::limits::cell_errors_max);
    CHECK(plan.reading.errors.count() == 1'999);
}

TEST_CASE("a roster that is written out can be read in again", "[roster]")
{
    core::Hearing hearing;
    hearing.rules = core::default_rules();
    const core::RosterEntry first{{"A-1"}, {"deputy"}, true, false, true};
    const core::RosterEntry second{{"B-2"}, {"citizen"}, false, true, false};
    hearing.roster.participants[{"A-1"}].entry = first;
    hearing.roster.participants[{"B-2"}].entry = second;
    const protocol::PersonName name{"=cmd", "＠单位, 一", "'＝\"职\"", "+1"};
    const auto csv = papers::write_roster(hearing, {{{"A-1"}, name}});
    CHECK(csv.find("'=cmd") != std::string::npos);
    CHECK(csv.find("'＠单位") != std::string::npos);
    RosterBasis basis{
        hearing.rules.categories, {{{"A-1"}, first}, {{"B-2"}, second}}, {{{"A-1"}, name}}};
    const auto plan = plan_of(csv, {}, basis);
    CHECK(plan.reading.errors.empty());
    CHECK(plan.left == 2);
}
