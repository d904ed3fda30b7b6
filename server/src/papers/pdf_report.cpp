#include "papers/pdf_report.hpp"

#include "papers/beijing_time.hpp"
#include "papers/figures.hpp"
#include "papers/minutes_parts.hpp"
#include "papers/pdf_flow.hpp"
#include "papers/words.hpp"

#include <algorithm>
#include <vector>

namespace rostrum::papers {
namespace {

/// The result that the duty rests on.
const core::Ballot* ballot_of(const Record& record, const core::ReportDuty& duty)
{
    return core::find(record.hearing.ballots, duty.ballot);
}

core::Instant published_at(const Record& record, const core::ReportDuty& duty)
{
    const auto found = record.course.published.find(duty.ballot);
    return found == record.course.published.end() ? record.hearing.starts_at : found->second;
}

/// 发文机关标志, the place of the number, and the red rule.
void write_letterhead(PdfCanvas& canvas, PdfFlow& flow, const std::string& office)
{
    constexpr double largest = 32;
    constexpr double unit = 10;
    const auto measured = canvas.text(office, Face::title, {.size = unit});
    const double size = std::min(largest, unit * area_width / measured.width());
    const auto name =
        canvas.text(office, Face::title, {.size = size, .align = Align::left, .ink = Ink::red});
    canvas.draw_line(name, 0, area_left + (area_width - name.width()) / 2, area_top + mm(20));
    const auto number = canvas.text("〔    〕   号", Face::fang_song, {});
    canvas.draw_line(number, 0, area_left + (area_width - number.width()) / 2,
                     area_top + mm(20) + 2 * line_height);
    const double rule = area_top + mm(24) + 2 * line_height;
    canvas.rule(area_left, rule, area_left + area_width, rule, 1.5, Ink::red);
    flow.go_to(rule + 2 * line_height);
}

/// As published for the ballot that the duty rests on.
std::string result_sentence(const Record& record, const core::ReportDuty& duty)
{
    const auto sheet = result_sheet(record.hearing);
    if (!sheet || sheet->ballot->ballot != duty.ballot || !sheet->published()) return {};
    return "满意度测评" + result_text(*sheet);
}

void write_opening(PdfFlow& flow, const Record& record, const core::ReportDuty& duty)
{
    const auto& hearing = record.hearing;
    flow.paragraph(date_text(hearing.starts_at) + "举行的“" + hearing.title + "”质询答辩会上，" +
                   result_sentence(record, duty));
    const auto addressees = addressees_text(hearing);
    const auto put =
        duty.questions.empty()
            ? std::string{"请就本次会议反映的情况"}
            : "会上向你单位提出的问题共" + std::to_string(duty.questions.size()) + "个。请逐一";
    flow.paragraph(put + "提出书面报告，于" + date_text(duty.due) + "前报送" +
                   (addressees.empty() ? office_of(record) : addressees) + "。");
    if (duty.round > 1) {
        flow.paragraph("这是第" + std::to_string(duty.round) + "次报送。退回理由：" +
                       duty.return_reason);
    }
}

void write_question(PdfFlow& flow, const core::Hearing& hearing, const core::Question& question,
                    std::size_t number)
{
    const auto labelled = [&](const std::string& label, const std::string& text) {
        flow.paragraph(Runs{{label + "：", Face::hei}, {text, Face::fang_song}});
    };
    flow.small_heading("（" + chinese_number(number) + "）" +
                       asker_category(hearing, question).label + "提问（编号" +
                       question.question.value + "）");
    labelled("问题", question.text.empty() ? "（口头提问，未记录文字）" : question.text);
    if (question.notes.empty()) labelled("现场答复要点", "（未记录）");
    for (const auto& note : question.notes)
        labelled("现场答复要点（" + unit_name(hearing, note.unit) + "）", note.text);
    if (question.follow_ups > 0) labelled("追问", std::to_string(question.follow_ups) + "次");
    labelled("提问人评价",
             std::string{question.verdict ? word_of(*question.verdict).chinese : "未评价"});
}

void write_questions(PdfFlow& flow, const core::Hearing& hearing, const core::ReportDuty& duty)
{
    if (duty.questions.empty()) return;
    flow.heading("一、会上提出的问题");
    std::size_t number = 0;
    for (const auto& id : duty.questions) {
        if (const auto* question = core::find(hearing.floor, id))
            write_question(flow, hearing, *question, ++number);
    }
}

void write_demands(PdfFlow& flow, const core::Hearing& hearing, const core::ReportDuty& duty)
{
    flow.heading(std::string{duty.questions.empty() ? "一" : "二"} + "、报告要求");
    flow.paragraph("（一）对每个问题分别写明整改措施、责任人和完成时限；已经完成的，写明结果。");
    flow.paragraph("（二）提问人评价为“部分满意”或者“不满意”的问题，应当回应其不满意之处。");
    const auto* unit = core::find_unit(hearing.campaign, duty.unit);
    if (unit != nullptr && !unit->responsible.empty())
        flow.paragraph("（三）报告由" + unit->responsible + "审签，加盖单位印章后报送。");
}

/// 版记, at the foot of the last page.
void write_imprint(PdfCanvas& canvas, PdfFlow& flow, const Record& record,
                   const core::ReportDuty& duty)
{
    constexpr double height = 24;
    const auto addressees = addressees_text(record.hearing);
    const int lines = addressees.empty() ? 1 : 2;
    flow.need(lines * height);
    double y = area_bottom - lines * height;
    const TextForm form{.size = size_4, .width = area_width - 2 * size_4};
    const auto rule = [&](double thickness) {
        canvas.rule(area_left, y, area_left + area_width, y, thickness);
    };
    rule(1);
    if (!addressees.empty()) {
        canvas.draw_line(canvas.text("抄送：" + addressees + "。", Face::fang_song, form), 0,
                         area_left + size_4, y + height / 2 + 0.38 * size_4);
        y += height;
        rule(0.7);
    }
    canvas.draw_line(canvas.text(office_of(record), Face::fang_song, form), 0, area_left + size_4,
                     y + height / 2 + 0.38 * size_4);
    auto right = form;
    right.align = Align::right;
    canvas.draw_line(
        canvas.text(date_text(published_at(record, duty)) + "印发", Face::fang_song, right), 0,
        area_left + size_4, y + height / 2 + 0.38 * size_4);
    y += height;
    rule(1);
}

void write_notice(PdfCanvas& canvas, PdfFlow& flow, const Record& record,
                  const core::ReportDuty& duty)
{
    const auto& hearing = record.hearing;
    const auto unit = unit_name(hearing, duty.unit);
    canvas.outline(unit);
    write_letterhead(canvas, flow, office_of(record));
    flow.title("关于就“" + hearing.title + "”质询答辩会\n所提问题提出书面报告的通知");
    flow.skip(1);
    flow.addressee(unit + "：");
    write_opening(flow, record, duty);
    write_questions(flow, hearing, duty);
    write_demands(flow, hearing, duty);
    flow.need(4 * line_height);
    flow.skip(2);
    flow.from_right(office_of(record), 2);
    flow.from_right(date_text(published_at(record, duty)), 4);
    if (const auto* ballot = ballot_of(record, duty)) {
        flow.skip(0.5);
        flow.small_print("报告编号 " + duty.duty.value + "　测评 " + ballot->public_id +
                         "　测评规则 SHA-256 " + ballot->rule_sha256);
    }
    write_imprint(canvas, flow, record, duty);
    flow.end_document();
}

} // namespace

std::optional<std::string> report_pdf(const Record& record, const std::optional<core::UnitId>& unit)
{
    auto duties = standing_duties(record.hearing);
    std::erase_if(duties, [&](const auto* duty) { return unit && duty->unit != *unit; });
    if (duties.empty()) return std::nullopt;
    PdfCanvas canvas("书面报告通知　" + record.hearing.title,
                     published_at(record, *duties.front()));
    PdfFlow flow(canvas);
    for (const auto* duty : duties) write_notice(canvas, flow, record, *duty);
    return canvas.finish();
}

} // namespace rostrum::papers
