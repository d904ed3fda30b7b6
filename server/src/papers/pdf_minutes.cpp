#include "papers/pdf_minutes.hpp"

#include "papers/beijing_time.hpp"
#include "papers/figures.hpp"
#include "papers/minutes_parts.hpp"
#include "papers/pdf_flow.hpp"
#include "papers/words.hpp"

#include <vector>

namespace rostrum::papers {
namespace {

/// Sections are numbered as they come, for some may have nothing to say.
class Sections {
public:
    Sections(PdfCanvas& canvas, PdfFlow& flow) : canvas_(&canvas), flow_(&flow) {}

    void begin(const std::string& title)
    {
        flow_->need(3 * line_height);
        canvas_->outline(title);
        flow_->heading(chinese_number(++number_) + "、" + title);
    }

private:
    PdfCanvas* canvas_;
    PdfFlow* flow_;
    std::size_t number_{0};
};

bool is_closed(const Record& record)
{
    return record.hearing.agenda.phase == core::Phase::closed;
}

void labelled(PdfFlow& flow, const std::string& label, const std::string& text)
{
    flow.paragraph(Runs{{label + "：", Face::hei}, {text, Face::fang_song}});
}

void write_course(PdfFlow& flow, Sections& sections, const Record& record)
{
    sections.begin("会议概况");
    labelled(flow, "时间", moment_text(record.hearing.starts_at));
    labelled(flow, "地点", record.hearing.venue);
    if (!record.hearing.campaign.units.empty())
        labelled(flow, "应询单位", units_text(record.hearing));
    std::vector<TableRow> rows;
    for (const auto& start : record.course.phases) {
        rows.push_back({std::string{word_of(start.phase).chinese}, moment_text(start.at),
                        (start.reopened ? "重新进入。" : "") + start.reason});
    }
    if (rows.empty()) return;
    flow.skip(0.3);
    flow.table({{"环节", 1, Align::centre}, {"开始时间", 1.4, Align::centre}, {"说明", 2}}, rows);
    flow.skip(0.3);
}

void write_attendance(PdfFlow& flow, Sections& sections, const Record& record)
{
    sections.begin("出席情况");
    const auto groups = attendance_of(record);
    std::size_t expected = 0;
    std::size_t came = 0;
    for (const auto& group : groups) {
        expected += group.expected;
        came += group.names.size();
    }
    flow.paragraph("应到" + std::to_string(expected) + "人，到会" + std::to_string(came) + "人。");
    for (const auto& group : groups) {
        std::string names;
        for (const auto& name : group.names) names += (names.empty() ? "" : "、") + name;
        labelled(flow,
                 group.label + "（应到" + std::to_string(group.expected) + "人，到会" +
                     std::to_string(group.names.size()) + "人）",
                 names.empty() ? "无" : names);
    }
}

void write_speakers(PdfFlow& flow, Sections& sections, const Record& record)
{
    const auto& floor = record.hearing.floor;
    sections.begin("发言顺序");
    flow.paragraph("共收到提问" + std::to_string(floor.questions.size()) + "件，按以下顺序发言" +
                   std::to_string(floor.history.size()) + "件。");
    std::vector<TableRow> rows;
    for (const auto& id : floor.history) {
        const auto& question = floor.questions.at(id);
        rows.push_back({std::to_string(rows.size() + 1), turn_text(record, id),
                        speaker_name(record, question), speaker_category(record, question),
                        id.value});
    }
    if (rows.empty()) return;
    flow.skip(0.3);
    flow.table({{"序号", 0.6, Align::centre},
                {"时间", 1.3, Align::centre},
                {"发言人", 1.3, Align::centre},
                {"类别", 1.5, Align::centre},
                {"问题编号", 1, Align::centre}},
               rows);
    flow.skip(0.3);
}

/// Both versions are kept: what was recorded, and what the speaker confirmed.
void write_passage(PdfFlow& flow, const core::Question& question)
{
    const bool corrected =
        !question.confirmed_text.empty() && question.confirmed_text != question.text;
    const std::string recorded = question.text.empty() ? "（口头提问，未记录文字）" : question.text;
    labelled(flow, corrected ? "记录文本" : "问题", recorded);
    if (corrected) labelled(flow, "发言人确认文本", question.confirmed_text);
    if (!corrected && !question.confirmed_text.empty()) flow.paragraph("（发言人已确认）");
    if (!question.original_text.empty() && question.original_text != question.text)
        labelled(flow, "提交时的原文", question.original_text);
}

void write_questions(PdfFlow& flow, Sections& sections, const Record& record)
{
    const auto& floor = record.hearing.floor;
    if (floor.history.empty()) return;
    sections.begin("问题和答复");
    std::size_t number = 0;
    for (const auto& id : floor.history) {
        const auto& question = floor.questions.at(id);
        flow.small_heading("（" + chinese_number(++number) + "）" + speaker_name(record, question) +
                           "（" + speaker_category(record, question) + "，" + id.value + "）");
        write_passage(flow, question);
        for (const auto& note : question.notes)
            labelled(flow, unit_name(record.hearing, note.unit) + "答复要点", note.text);
        if (question.follow_ups > 0)
            labelled(flow, "追问", std::to_string(question.follow_ups) + "次");
        labelled(flow, "提问人评价",
                 std::string{question.verdict ? word_of(*question.verdict).chinese : "未评价"});
    }
}

void write_draws(PdfFlow& flow, Sections& sections, const Record& record)
{
    const auto& draws = record.hearing.draws.draws;
    if (draws.empty()) return;
    sections.begin("现场抽签");
    flow.paragraph("抽签方法为hdraw1，任何人可以凭下列数值和材料包重新计算。");
    for (const auto& draw : draws) {
        std::vector<TableRow> rows;
        for (const auto& [item, value] : draw_facts(record, draw)) rows.push_back({item, value});
        flow.skip(0.3);
        flow.table({{draw.public_id, 1}, {"数值", 3.6}}, rows);
    }
    flow.skip(0.3);
}

void write_result(PdfFlow& flow, Sections& sections, const Record& record)
{
    sections.begin("满意度测评");
    const auto sheet = result_sheet(record.hearing);
    if (!sheet || !sheet->published()) return flow.paragraph("结果尚未公布。");
    flow.paragraph(result_text(*sheet));
    std::vector<TableRow> rows;
    for (const auto& line : count_lines(*sheet)) {
        rows.push_back({line.label, std::to_string(line.phones), std::to_string(line.paper),
                        std::to_string(line.total)});
    }
    flow.skip(0.3);
    flow.table({{"项目", 2.4},
                {"手机", 1, Align::right},
                {"纸质", 1, Align::right},
                {"合计", 1, Align::right}},
               rows);
    if (sheet->ballot->small_channel) flow.small_print(small_channel_text());
    flow.small_print("测评 " + sheet->ballot->public_id + "　测评规则 SHA-256 " +
                     sheet->ballot->rule_sha256);
    flow.skip(0.3);
}

void write_demands(PdfFlow& flow, Sections& sections, const Record& record)
{
    const auto& hearing = record.hearing;
    if (!hearing.duties.instructions.empty()) sections.begin("会议要求");
    std::size_t number = 0;
    for (const auto& [id, instruction] : hearing.duties.instructions) {
        flow.paragraph("（" + chinese_number(++number) + "）" +
                       unit_name(hearing, instruction.unit) + "（" + instruction.responsible +
                       "）：" + instruction.text + "完成时限：" + date_text(instruction.due) +
                       "。");
    }
    const auto duties = standing_duties(hearing);
    if (duties.empty()) return;
    sections.begin("书面报告责任");
    const auto addressees = addressees_text(hearing);
    for (const auto* duty : duties) {
        flow.paragraph(unit_name(hearing, duty->unit) + "于" + date_text(duty->due) + "前" +
                       (addressees.empty() ? "" : "向" + addressees) + "提出书面报告，答复问题" +
                       std::to_string(duty->questions.size()) + "个。");
    }
}

void write_signatures(PdfFlow& flow, Sections& sections, const Record& record)
{
    flow.need(13 * line_height); // What is signed stands on the page of the signatures.
    sections.begin("会议记录的校验值");
    const auto note = read_note(record.checkpoint);
    if (note.root.empty()) {
        flow.paragraph("会议记录尚未签署检查点。");
    }
    else {
        flow.paragraph(
            "会议记录由服务器逐条保存。签字人确认，下列校验值与会场显示的一致；记录以后如有"
            "改动，凭此可以发现。");
        flow.skip(0.3);
        flow.table({{"项目", 1}, {"数值", 3.6}}, {{"记录名称", note.origin},
                                                  {"记录条数", note.size},
                                                  {"树根", note.root},
                                                  {"公钥", record.verifier}});
    }
    flow.skip(1);
    flow.signature_line({"会议主席：", "主持人："});
    flow.signature_line({"记录人：", "日期："});
}

} // namespace

std::string minutes_pdf(const Record& record)
{
    const auto& hearing = record.hearing;
    const auto at = record.course.entered(core::Phase::closed).value_or(hearing.starts_at);
    PdfCanvas canvas("会议纪要　" + hearing.title, at);
    PdfFlow flow(canvas);
    Sections sections(canvas, flow);
    flow.title("“" + hearing.title + "”质询答辩会纪要" + (is_closed(record) ? "" : "\n（稿）"));
    flow.title(date_text(hearing.starts_at));
    flow.skip(1);
    write_course(flow, sections, record);
    write_attendance(flow, sections, record);
    write_speakers(flow, sections, record);
    write_questions(flow, sections, record);
    write_draws(flow, sections, record);
    write_result(flow, sections, record);
    write_demands(flow, sections, record);
    write_signatures(flow, sections, record);
    flow.end_document();
    return canvas.finish();
}

} // namespace rostrum::papers
