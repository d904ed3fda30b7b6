#include "papers/turnout.hpp"
#include "papers/unzipped.hpp"
#include "papers/workbook.hpp"
#include "papers/xlsx_book.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"
#include "support/hearing_story.hpp"

#include <pugixml.hpp>

#include <map>
#include <string>
#include <vector>

using namespace rostrum;

namespace {

using Cells = std::map<std::string, std::string>; ///< By address, `B2`.

pugi::xml_document parsed(const std::string& xml)
{
    pugi::xml_document document;
    REQUIRE(document.load_buffer(xml.data(), xml.size()));
    return document;
}

std::vector<std::string> shared_strings(const papers::ZipParts& parts)
{
    std::vector<std::string> strings;
    const auto document = parsed(parts.at("xl/sharedStrings.xml"));
    for (const auto one : document.child("sst").children("si"))
        strings.emplace_back(one.child("t").text().get());
    return strings;
}

/// Texts in quotes, numbers as they are stored.
Cells cells_of(const papers::ZipParts& parts, int sheet)
{
    Cells cells;
    const auto strings = shared_strings(parts);
    const auto document = parsed(parts.at("xl/worksheets/sheet" + std::to_string(sheet) + ".xml"));
    for (const auto row : document.child("worksheet").child("sheetData").children("row"))
        for (const auto cell : row.children("c")) {
            const std::string value = cell.child("v").text().get();
            const bool is_text = std::string{cell.attribute("t").value()} == "s";
            cells[cell.attribute("r").value()] =
                is_text ? '"' + strings.at(std::stoul(value)) + '"' : value;
        }
    return cells;
}

/// What stands in the third column beside an item of the first.
std::string beside(const Cells& cells, const std::string& item)
{
    for (const auto& [address, text] : cells)
        if (address.front() == 'A' && text == '"' + item + '"')
            return cells.at("C" + address.substr(1));
    return "not there";
}

core::Hearing told_hearing()
{
    return test::tell_story([](const test::Scene&) {}).hearing();
}

} // namespace

TEST_CASE("in a workbook numbers are numbers, and a text is a text whatever it begins with",
          "[workbook]")
{
    const auto bytes = papers::xlsx_of("书", {{"表",
                                               {{"项目", 10}, {"值", 10}},
                                               {{"=1+1", std::int64_t{7}},
                                                {"0012", papers::Share{8'992}},
                                                {"@SUM(A1)", core::Instant{0}},
                                                {std::string(40'000, 'x'), {}}}}});
    const auto parts = test::unzipped(bytes);
    const auto& sheet = parts.at("xl/worksheets/sheet1.xml");
    CHECK(sheet.find("<f>") == std::string::npos);
    const auto cells = cells_of(parts, 1);
    CHECK(cells.at("A2") == "\"=1+1\"");
    CHECK(cells.at("B2") == "7");
    CHECK(cells.at("A3") == "\"0012\"");
    CHECK(cells.at("B3") == "0.8992");
    CHECK(cells.at("A4") == "\"@SUM(A1)\"");
    CHECK_THAT(cells.at("B4"), tst::has_text("25569.333")); // 08:00 in China.
    CHECK(cells.at("A5").size() < 32'767);
    CHECK(cells.at("A1") == "\"项目\"");
    CHECK_THAT(sheet, tst::has_text("state=\"frozen\""));
    CHECK_THAT(sheet, tst::has_text("<autoFilter ref=\"A1:B5\"/>"));
}

TEST_CASE("a workbook holds what XML cannot as U+FFFD, in cells, headings and its title",
          "[workbook]")
{
    const std::string bad =
        GENERATE("\uffff", "\ufdd0", "\U0001fffe", "\x01", "\xff", "\xed\xa0\x80");
    const auto parts = test::unzipped(
        papers::xlsx_of("书" + bad, {{"表", {{"项" + bad, 10}}, {{"问" + bad + "题\n二"}}}}));
    const auto cells = cells_of(parts, 1);
    CHECK_THAT(cells.at("A1"), tst::has_text("项\ufffd"));
    CHECK_THAT(cells.at("A2"), tst::has_text("\ufffd"));
    CHECK_THAT(cells.at("A2"), tst::has_text("题\n二"));
    CHECK_THAT(parts.at("docProps/core.xml"), tst::has_text("书\ufffd"));
    for (const auto& [path, xml] : parts) CHECK(xml.find(bad) == std::string::npos);
}

TEST_CASE("a hearing's workbook has result, turnout, questions and duties, and no person",
          "[workbook]")
{
    const auto hearing = told_hearing();
    const auto bytes = papers::hearing_workbook(hearing);
    CHECK(bytes == papers::hearing_workbook(hearing));
    const auto parts = test::unzipped(bytes);
    for (const auto& [id, participant] : hearing.roster.participants)
        CHECK(parts.at("xl/sharedStrings.xml").find(id.value) == std::string::npos);

    const auto& ballot = *core::current(hearing.ballots);
    const auto result = cells_of(parts, 1);
    CHECK(beside(result, "会议") == '"' + hearing.title + '"');
    CHECK(beside(result, "发出票数") == std::to_string(core::final_tally(ballot)->issued));
    CHECK(beside(result, "差票数") == std::to_string(ballot.verdict->votes_short));

    const auto questions = cells_of(parts, 3);
    CHECK(questions.at("C1") == "\"编号\"");
    CHECK(questions.at("C2") == "\"q1\"");
    const auto duties = cells_of(parts, 4);
    CHECK(duties.at("D2") == "\"r1\"");
    CHECK(duties.at("K2") == std::to_string(hearing.duties.reports.begin()->second.round));
}

TEST_CASE("before it is published a workbook tells nothing of the result", "[workbook]")
{
    auto hearing = told_hearing();
    hearing.ballots.ballots.back().state = core::BallotState::closed;
    const auto parts = test::unzipped(papers::hearing_workbook(hearing));
    CHECK(beside(cells_of(parts, 1), "有效票数") == "not there");
    CHECK_FALSE(cells_of(parts, 2).contains("A2"));
}

TEST_CASE("a series' workbook has one row for each hearing, in the order of the plan", "[workbook]")
{
    const auto hearing = told_hearing();
    core::Series series;
    series.title = "一轮";
    const auto plan = [&](const char* id, std::int64_t order) {
        series.hearings[{id}] = {{id}, id, "厅", 1, order, {0}};
    };
    plan("h01", 2);
    plan("h02", 1);
    core::Hearing draft;
    draft.hearing = {"h02"};
    const auto parts =
        test::unzipped(papers::series_workbook(series, {{{"h01"}, hearing}, {{"h02"}, draft}}));
    const auto overview = cells_of(parts, 1);
    CHECK(overview.at("A2") == "\"h02\"");
    CHECK(overview.at("A3") == "\"h01\"");
    CHECK(overview.at("J3") ==
          std::to_string(core::final_tally(*core::current(hearing.ballots))->issued));
    CHECK(overview.at("R2") == "0");
    CHECK(overview.at("R3") == std::to_string(hearing.floor.questions.size()));
}

TEST_CASE("the turnout of a small group is not told, nor what would give it away", "[workbook]")
{
    auto scene = test::demo(core::Phase::ballot, 42); // Seven of each category.
    core::Ballot ballot;
    const auto issue = [&](const core::CategoryId& category, int count) {
        for (const auto& [id, participant] : scene.hearing().roster.participants)
            if (participant.entry.category == category && count-- > 0)
                ballot.issued[id] = core::BallotChannel::phone;
    };
    for (const auto& category : scene.hearing().rules.categories) issue(category.category, 6);
    issue({"citizen"}, 7);
    for (const auto& group : papers::turnout(scene.hearing(), ballot)) CHECK(group.issued);

    std::erase_if(ballot.issued, [&, kept = 0](const auto& one) mutable {
        const auto& who = *core::find(scene.hearing().roster, one.first);
        return who.entry.category == core::CategoryId{"deputy"} && ++kept > 4;
    });
    const auto groups = papers::turnout(scene.hearing(), ballot);
    int hidden = 0;
    for (const auto& group : groups) hidden += group.issued ? 0 : 1;
    CHECK(groups.front().category.value == "deputy");
    CHECK_FALSE(groups.front().issued);
    CHECK(hidden == 2);
    CHECK(groups.at(2).issued == 7);
}
