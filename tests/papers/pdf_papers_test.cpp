#include "papers/pdf_canvas.hpp"
#include "papers/pdf_faces.hpp"
#include "papers/pdf_minutes.hpp"
#include "papers/pdf_reading.hpp"
#include "papers/pdf_report.hpp"
#include "papers/pdf_result.hpp"
#include "papers/printed_hearing.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum;
using papers::read_pdf;
using papers::says;

namespace {

std::string report_of(const papers::Record& record, const char* unit)
{
    return papers::report_pdf(record, core::UnitId{unit}).value();
}

/// A record whose title, question and unit have that within.
papers::Record record_with(const std::string& characters)
{
    auto record = papers::printed_record();
    record.hearing.title += characters;
    record.hearing.floor.questions.begin()->second.text = "问" + characters + "题";
    record.hearing.campaign.units.front().name += characters;
    return record;
}

} // namespace

TEST_CASE("a printed paper is A4, its Chinese can be selected, and its fonts are in it", "[pdf]")
{
    REQUIRE(papers::can_print_chinese());
    const auto pdf = read_pdf(report_of(papers::printed_record(), "u1"));
    CHECK(pdf.size.find("(A4)") != std::string::npos);
    CHECK(says(pdf, "关于就“海洋攻势”质询答辩会所提问题提出书面报告的通知"));
    CHECK_FALSE(pdf.fonts.empty());
    CHECK(pdf.fonts_embedded);
}

TEST_CASE("the same record is printed with the same bytes, dated as it happened", "[pdf]")
{
    const auto record = papers::printed_record();
    CHECK(report_of(record, "u1") == report_of(record, "u1"));
    CHECK(papers::minutes_pdf(record) == papers::minutes_pdf(record));
    const auto pdf = read_pdf(report_of(record, "u1"));
    CHECK(pdf.created.find("Jan 21 03:00:00 2021") != std::string::npos);
}

TEST_CASE("the notice tells the unit its questions, the askers' verdicts, the due date and to whom",
          "[pdf]")
{
    const auto pdf = read_pdf(report_of(papers::printed_record(), "u1"));
    CHECK(says(pdf, "市海洋发展局："));
    CHECK(says(pdf, "于2021年2月20日前报送市委、市政府"));
    CHECK(says(pdf, "满意度89.92%，规定的达标线为90%，未达标，差1票"));
    CHECK(says(pdf, "（一）市民代表提问（编号q1）"));
    CHECK(says(pdf, "现场答复要点（市海洋发展局）：受疫情影响"));
    CHECK(says(pdf, "提问人评价：部分满意"));
    CHECK(says(pdf, "（三）人大代表提问（编号q5）"));
    CHECK_FALSE(says(pdf, "编号q2")); // Put to another unit.
    CHECK(says(pdf, "抄送：市委、市政府。"));
    CHECK(says(pdf, std::string(64, 'a'))); // The rule's hash, unbroken by a hyphen.
}

TEST_CASE("a notice names askers by category only", "[pdf]")
{
    const auto record = papers::printed_record();
    const auto pdf = read_pdf(report_of(record, "u1"));
    CHECK_FALSE(says(pdf, record.names.at({"A-0002"}).name));
    CHECK_FALSE(says(pdf, "A-0002"));
}

TEST_CASE("every unit gets a notice of its own, and one that owes none gets none", "[pdf]")
{
    auto record = papers::printed_record();
    const auto both = read_pdf(papers::report_pdf(record, std::nullopt).value());
    CHECK(says(both, "市海洋发展局："));
    CHECK(says(both, "市交通运输局："));
    CHECK(both.pages ==
          read_pdf(report_of(record, "u1")).pages + read_pdf(report_of(record, "u2")).pages);
    record.hearing.duties.reports.at({"r1"}).state = core::DutyState::withdrawn;
    CHECK_FALSE(papers::report_pdf(record, core::UnitId{"u1"}));
}

TEST_CASE("the result sheet reconciles phones and paper on one page, with the digits of the screen",
          "[pdf]")
{
    const auto pdf = read_pdf(papers::result_pdf(papers::printed_record()).value());
    CHECK(pdf.pages == 1);
    CHECK(says(pdf, "发出12110131"));
    CHECK(says(pdf, "收回12010130"));
    CHECK(says(pdf, "未收回101"));
    CHECK(says(pdf, "有效11910129"));
    CHECK(says(pdf, "无效101"));
    CHECK(says(pdf, "11600÷12900"));
    CHECK(says(pdf, "89.92%"));
    CHECK(says(pdf, "未达标，差1票"));
    CHECK(says(pdf, "监票人："));
    CHECK(says(pdf, "teller1、teller2"));
}

TEST_CASE("that a ballot was closed with a small channel is on the result sheet and in the minutes",
          "[pdf]")
{
    const std::string said = "有一种发出不足5张";
    auto record = papers::printed_record();
    CHECK_FALSE(says(read_pdf(papers::result_pdf(record).value()), said));
    CHECK_FALSE(says(read_pdf(papers::minutes_pdf(record)), said));
    record.hearing.ballots.ballots.front().small_channel = true;
    const auto sheet = read_pdf(papers::result_pdf(record).value());
    CHECK(sheet.pages == 1);
    CHECK(says(sheet, said));
    CHECK(says(read_pdf(papers::minutes_pdf(record)), said));
}

TEST_CASE("a result sheet before publication says so and has no breakdown", "[pdf]")
{
    auto record = papers::printed_record();
    auto& ballot = record.hearing.ballots.ballots.front();
    ballot.state = core::BallotState::closed;
    const auto pdf = read_pdf(papers::result_pdf(record).value());
    CHECK(says(pdf, "结果尚未公布"));
    CHECK_FALSE(says(pdf, "人数较少"));
    ballot.phones.reset();
    CHECK_FALSE(papers::result_pdf(record));
}

TEST_CASE("an option that is not counted is printed apart from the valid ballots", "[pdf]")
{
    auto record = papers::printed_record();
    record.hearing.ballots.ballots.front().rule.options.push_back(
        {{"abstain"}, "弃权", "Abstain", 0, false});
    CHECK(says(read_pdf(papers::result_pdf(record).value()), "弃权（不计入有效）000"));
}

TEST_CASE("the minutes tell who was there, who spoke when, and both versions of a passage", "[pdf]")
{
    const auto record = papers::printed_record();
    const auto pdf = read_pdf(papers::minutes_pdf(record));
    CHECK(says(pdf, "应到150人，到会135人"));
    CHECK(says(pdf, "质询答辩2021年1月21日09:30"));
    CHECK(says(pdf, "109:35—09:39" + record.names.at({"A-0002"}).name + "市民代表q1"));
    CHECK(says(pdf, "记录文本：去年海洋生产总值增速"));
    CHECK(says(pdf, "发言人确认文本：去年增速为什么低于目标？请给出完成时限。"));
    CHECK_FALSE(says(pdf, "（稿）"));
}

TEST_CASE("the minutes hold the proof of the draw, the result, and the root to be signed", "[pdf]")
{
    const auto pdf = read_pdf(papers::minutes_pdf(papers::printed_record()));
    CHECK(says(pdf, "冻结摘要" + std::string(64, 'f')));
    CHECK(says(pdf, "种子" + std::string(64, '5')));
    CHECK(says(pdf, "（A-0003，接受）"));
    CHECK(says(pdf, "满意度89.92%"));
    CHECK(says(pdf, "一季度前公布码头项目的月度进度。完成时限：2021年3月22日"));
    CHECK(says(pdf, "树根" + std::string(43, 'R') + "="));
    CHECK(says(pdf, "会议主席："));
}

TEST_CASE("minutes before the close say that they are a draft, and hide what is not published",
          "[pdf]")
{
    auto record = papers::printed_record();
    record.hearing.agenda.phase = core::Phase::result;
    record.hearing.ballots.ballots.front().state = core::BallotState::closed;
    record.checkpoint.clear();
    const auto pdf = read_pdf(papers::minutes_pdf(record));
    CHECK(says(pdf, "（稿）"));
    CHECK(says(pdf, "结果尚未公布"));
    CHECK_FALSE(says(pdf, "89.92%"));
    CHECK(says(pdf, "尚未签署检查点"));
}

TEST_CASE("what no PDF can hold is U+FFFD in it, and all that comes behind is there", "[pdf]")
{
    const std::string bad = GENERATE("\uffff", "\xed\xa0\x80"); // Of all others: workbook_test.
    const auto record = record_with(bad);
    std::string replaced;
    for (std::size_t i = 0; i < (bad == "\xed\xa0\x80" ? 3U : 1U); ++i) replaced += "\ufffd";
    const auto sound = record_with(replaced);
    CHECK(papers::minutes_pdf(record) == papers::minutes_pdf(sound));
    CHECK(report_of(record, "u1") == report_of(sound, "u1"));
    CHECK(says(read_pdf(papers::minutes_pdf(record)), "会议主席："));
}

TEST_CASE("a PDF that could not be drawn is refused, not cut short", "[pdf]")
{
    papers::PdfCanvas canvas("纸", {});
    REQUIRE_FALSE(canvas.finish().empty());
    canvas.rule(0, 0, 1, 1, 1); // Too late, for which Cairo gives up.
    CHECK_THROWS_WITH(canvas.finish(), tst::has_text("a PDF cannot be made"));
}

TEST_CASE("whose name has been erased stands in the minutes by the card's number", "[pdf]")
{
    auto record = papers::printed_record();
    record.names.clear();
    CHECK(says(read_pdf(papers::minutes_pdf(record)), "09:35—09:39A-0002市民代表"));
}
