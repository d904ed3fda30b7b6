#include "papers/csv.hpp"
#include "papers/duty_list.hpp"
#include "papers/result_sheet.hpp"
#include "papers/threshold_report.hpp"

#include "support/catch.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>

using namespace rostrum;

namespace {

namespace json = boost::json;

/// 116 of 129: 90 % when rounded, and below it.
core::Hearing rated_hearing()
{
    core::Hearing hearing;
    hearing.hearing = {"h01"};
    hearing.title = "海洋攻势";
    hearing.rules = core::default_rules();
    hearing.campaign.title = "海洋";
    hearing.campaign.units = {{{"u1"}, "海洋局", "局长"}, {{"u2"}, "交通局", "副局长"}};
    hearing.roster.participants[{"A-1"}].entry = {{"A-1"}, {"citizen"}, true, true, true};

    core::Ballot ballot;
    ballot.ballot = {"b1"};
    ballot.state = core::BallotState::closed;
    ballot.rule = core::default_ballot_rule();
    ballot.rule_sha256 = std::string(64, 'a');
    const auto& options = ballot.rule.options;
    ballot.phones = core::Tally{
        130, 130, 1, {{options[0].option, 100}, {options[1].option, 16}, {options[2].option, 13}}};
    ballot.electorate = {130, 130};
    ballot.by_category = {{{"citizen"}, {{options[0].option, 9}, {options[2].option, 1}}}};
    hearing.ballots.ballots.push_back(ballot);
    return hearing;
}

void publish(core::Hearing& hearing)
{
    auto& ballot = hearing.ballots.ballots.front();
    ballot.verdict = core::judge(ballot.rule, *ballot.phones, ballot.electorate);
    ballot.state = core::BallotState::published;
    ballot.signatures = {{"t1"}, {"t2"}};
}

void impose_duties(core::Hearing& hearing)
{
    core::Question question;
    question.question = {"q7"};
    question.asker_id = "A-1";
    question.text = "=为什么?";
    question.notes = {{{"u1"}, "因为"}};
    question.verdict = core::AnswerVerdict::partly;
    hearing.floor.questions[{"q7"}] = question;

    core::ReportDuty duty;
    duty.duty = {"r1"};
    duty.ballot = {"b1"};
    duty.unit = {"u1"};
    duty.questions = {{"q7"}};
    duty.due = {1'767'225'600'000};
    hearing.duties.reports[{"r1"}] = duty;
    duty.duty = {"r2"};
    duty.unit = {"u2"};
    duty.questions.clear();
    hearing.duties.reports[{"r2"}] = duty;
    duty.duty = {"r3"};
    duty.state = core::DutyState::withdrawn;
    hearing.duties.reports[{"r3"}] = duty;
}

json::value result_of(const core::Hearing& hearing)
{
    return json::parse(papers::result_json(papers::result_sheet(hearing).value()));
}

std::string cell_beside(const std::string& csv, const std::string& item)
{
    const auto rows = papers::read_csv(csv).value();
    const auto row =
        std::ranges::find_if(rows, [&](const auto& one) { return one.cells[0] == item; });
    return row == rows.end() ? "not there" : row->cells.at(2);
}

} // namespace

TEST_CASE("there is no result sheet before the count is complete", "[papers]")
{
    auto hearing = rated_hearing();
    CHECK(papers::result_sheet(hearing));
    hearing.ballots.ballots.front().phones.reset();
    CHECK_FALSE(papers::result_sheet(hearing));
    hearing.ballots.ballots.clear();
    CHECK_FALSE(papers::result_sheet(hearing));
}

TEST_CASE("116 of 129 is printed with the digits that show it is below", "[papers]")
{
    auto hearing = rated_hearing();
    publish(hearing);
    const auto result = result_of(hearing);
    CHECK(result.at("issued") == 130);
    CHECK(result.at("valid") == 129);
    CHECK(result.at("invalid") == 1);
    const auto& verdict = result.at("verdict");
    CHECK(verdict.at("outcome") == "below");
    CHECK(verdict.at("outcome_zh") == "未达标");
    CHECK(verdict.at("percentage") == "89.92%");
    CHECK(verdict.at("votes_short") == 1);
    CHECK(result.at("rule").at("threshold").at("text") == "90%");
    CHECK(result.at("rule").at("sha256").as_string().size() == 64);
    CHECK(result.at("options").as_array().at(2).at("votes") == 13);
    CHECK(result.at("by_category").as_array().size() == 1);
    CHECK(result.at("signatures").as_array().size() == 2);

    const auto csv = papers::result_csv(*papers::result_sheet(hearing));
    CHECK(cell_beside(csv, "满意度") == "89.92%");
    CHECK(cell_beside(csv, "发出票数") == "130");
    CHECK(cell_beside(csv, "结论") == "未达标 / Below the threshold");
    CHECK(cell_beside(csv, "差票数") == "1");
    CHECK(cell_beside(csv, "市民代表：满意") == "9");
}

TEST_CASE("before publication the sheet has the verdict to be signed, and no breakdown", "[papers]")
{
    const auto hearing = rated_hearing();
    const auto result = result_of(hearing);
    CHECK(result.at("published") == false);
    CHECK(result.at("verdict").at("outcome") == "below");
    CHECK(result.at("by_category").as_array().empty());
}

TEST_CASE("without a result there is no percentage", "[papers]")
{
    auto hearing = rated_hearing();
    auto& tally = *hearing.ballots.ballots.front().phones;
    tally = {130, 0, 0, {}};
    const auto verdict = result_of(hearing).at("verdict");
    CHECK(verdict.at("outcome") == "no_result");
    CHECK_FALSE(verdict.as_object().contains("percentage"));
}

TEST_CASE("the report names unit, addressees and questions, and the asker by category only",
          "[papers]")
{
    auto hearing = rated_hearing();
    publish(hearing);
    impose_duties(hearing);
    const auto text = papers::report_json(hearing);
    CHECK(text.find("A-1") == std::string::npos);
    const auto report = json::parse(text);
    CHECK(report.at("addressees").as_array().size() == 2);
    CHECK(report.at("result").at("percentage") == "89.92%");
    const auto& duties = report.at("duties").as_array();
    REQUIRE(duties.size() == 2);
    CHECK(duties[0].at("unit").at("name") == "海洋局");
    const auto& question = duties[0].at("questions").as_array().at(0);
    CHECK(question.at("category_label") == "市民代表");
    CHECK(question.at("notes").as_array().at(0).at("text") == "因为");
    CHECK(question.at("verdict") == "partly");
}

TEST_CASE("the report as a table has a row for every question, and one for a unit without any",
          "[papers]")
{
    auto hearing = rated_hearing();
    publish(hearing);
    impose_duties(hearing);
    const auto rows = papers::read_csv(papers::report_csv(hearing)).value();
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].cells[1] == "海洋局");
    CHECK(rows[1].cells[4] == "2026-01-01T00:00:00.000Z");
    CHECK(rows[1].cells[8] == "'=为什么?");
    CHECK(rows[2].cells.size() == rows[0].cells.size());
    CHECK(rows[2].cells[6].empty());
}

TEST_CASE("the list of duties has the withdrawn ones and the chair's instructions too", "[papers]")
{
    auto hearing = rated_hearing();
    impose_duties(hearing);
    hearing.duties.instructions[{"i1"}] = {{"i1"}, {"u2"}, "处长", "修路", {0}, true, "修好了"};
    const auto duties = json::parse(papers::duties_json(hearing));
    CHECK(duties.at("duties").at("r3").at("state") == "withdrawn");
    CHECK(duties.at("instructions").at("i1").at("done") == true);
    const auto rows = papers::read_csv(papers::duties_csv(hearing)).value();
    REQUIRE(rows.size() == 5);
    CHECK(rows[4].cells[0] == "要求");
    CHECK(rows[4].cells[8] == "修好了");
}
