#include "papers/workbook_rows.hpp"

#include "papers/figures.hpp"
#include "papers/json_parts.hpp"
#include "papers/result_parts.hpp"
#include "papers/result_sheet.hpp"
#include "papers/turnout.hpp"
#include "papers/words.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace rostrum::papers {
namespace {

using XlsxRows = std::vector<XlsxRow>;

/// The whole, in basis points.
constexpr std::int64_t whole_share = 10'000;

std::string chinese(const Word& word)
{
    return std::string{word.chinese};
}

void append(std::string& text, std::string_view more, std::string_view between)
{
    if (!text.empty()) text += between;
    text += more;
}

XlsxCell share_of(std::int64_t part, std::int64_t of)
{
    if (of <= 0) return {};
    return Share{part * whole_share / of}; // Rounded down, as every share that is printed.
}

void add_counts(XlsxRows& rows, const ResultSheet& sheet)
{
    rows.push_back({"发出票数", "Issued", sheet.tally.issued});
    rows.push_back({"其中纸质票", "Issued on paper", sheet.ballot->issued_on_paper});
    rows.push_back({"收回票数", "Returned", sheet.tally.returned});
    rows.push_back({"有效票数", "Valid", sheet.verdict.valid});
    rows.push_back({"无效票数", "Invalid", sheet.tally.invalid});
    for (const auto& option : sheet.ballot->rule.options)
        rows.push_back(
            {option.label, option.label_en, votes_for(sheet.tally.votes, option.option)});
}

void add_verdict(XlsxRows& rows, const ResultSheet& sheet)
{
    const auto& verdict = sheet.verdict;
    const auto& rule = sheet.ballot->rule;
    rows.push_back({"计算基数", "Base", chinese(word_of(rule.base))});
    rows.push_back({"基数票数", "Count of the base", verdict.base});
    rows.push_back({"得分", "Score", verdict.score});
    rows.push_back({"满分", "Full score", full_score(verdict)});
    rows.push_back({"满意度", "Percentage",
                    verdict.basis_points < 0 ? XlsxCell{} : Share{verdict.basis_points}});
    rows.push_back({"达标线", "Threshold", fraction_text(rule.threshold)});
    rows.push_back({"结论", "Verdict", chinese(word_of(verdict.outcome))});
    rows.push_back({"理由", "Reason", chinese(word_of(verdict.reason))});
    rows.push_back({"差票数", "Votes short", verdict.votes_short});
    rows.push_back({"规则摘要 SHA-256", "Rule SHA-256", sheet.ballot->rule_sha256});
}

std::string asked_units(const core::Hearing& hearing, const core::Question& question)
{
    std::string text;
    for (const auto& unit : question.units) append(text, unit_name(hearing, unit), "、");
    return text;
}

/// Where the question is followed up: the reports that have to answer it, and how they stand.
std::string follow_up_text(const core::Hearing& hearing, const core::QuestionId& question)
{
    std::string text;
    for (const auto& [id, duty] : hearing.duties.reports) {
        if (duty.state == core::DutyState::withdrawn) continue;
        for (const auto& one : duty.questions)
            if (one == question)
                append(text,
                       unit_name(hearing, duty.unit) + "：" + chinese(word_of(duty.state)) +
                           (duty.overdue ? "（逾期）" : ""),
                       "\n");
    }
    return text;
}

XlsxRow question_row(const core::Hearing& hearing, const core::Question& question)
{
    return {hearing.hearing.value,
            hearing.title,
            question.question.value,
            asker_category(hearing, question).label,
            chinese(word_of(question.kind)),
            chinese(word_of(question.state)),
            question.asked_at,
            asked_units(hearing, question),
            question.text,
            notes_text(hearing, question),
            question.follow_ups,
            static_cast<std::int64_t>(question.supporters.size()),
            question.verdict ? chinese(word_of(*question.verdict)) : std::string{},
            follow_up_text(hearing, question.question)};
}

std::string joined(const std::vector<core::QuestionId>& questions)
{
    std::string text;
    for (const auto& question : questions) append(text, question.value, " ");
    return text;
}

XlsxRow duty_row(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    const auto* unit = core::find_unit(hearing.campaign, duty.unit);
    return {hearing.hearing.value,
            hearing.title,
            "书面报告",
            duty.duty.value,
            unit_name(hearing, duty.unit),
            unit == nullptr ? std::string{} : unit->responsible,
            "问题 " + joined(duty.questions),
            duty.due,
            chinese(word_of(duty.state)),
            duty.overdue ? "逾期" : "",
            duty.round,
            duty.report,
            duty.return_reason};
}

XlsxRow instruction_row(const core::Hearing& hearing, const core::Instruction& instruction)
{
    return {hearing.hearing.value,
            hearing.title,
            "要求",
            instruction.instruction.value,
            unit_name(hearing, instruction.unit),
            instruction.responsible,
            instruction.text,
            instruction.due,
            instruction.done ? "已完成" : "待完成",
            "",
            {},
            instruction.outcome,
            ""};
}

} // namespace

XlsxSheet turnout_sheet()
{
    return {"参评情况",
            {{"场次", 8},
             {"会议", 24},
             {"类别", 16},
             {"应参评", 10},
             {"到会", 10},
             {"领票", 10},
             {"投票率", 10}},
            {}};
}

XlsxSheet question_sheet()
{
    return {"提问",
            {{"场次", 8},
             {"会议", 24},
             {"编号", 8},
             {"提问人类别", 14},
             {"方式", 10},
             {"状态", 10},
             {"提出时间", 17},
             {"提问对象", 20},
             {"问题", 60},
             {"现场答复", 60},
             {"追问", 8},
             {"附议", 8},
             {"提问人评价", 12},
             {"书面报告", 24}},
            {}};
}

XlsxSheet duty_sheet()
{
    return {"责任",
            {{"场次", 8},
             {"会议", 24},
             {"类型", 10},
             {"编号", 8},
             {"单位", 24},
             {"责任人", 16},
             {"内容", 48},
             {"期限", 17},
             {"状态", 10},
             {"逾期", 8},
             {"轮次", 8},
             {"报告或结果", 48},
             {"退回理由", 32}},
            {}};
}

void add_result(XlsxRows& rows, const core::Hearing& hearing)
{
    rows.push_back({"会议", "Hearing", hearing.title});
    rows.push_back({"攻势", "Campaign", hearing.campaign.title});
    rows.push_back({"地点", "Venue", hearing.venue});
    rows.push_back({"时间", "Time", hearing.starts_at});
    rows.push_back({"环节", "Phase", chinese(word_of(hearing.agenda.phase))});
    const auto sheet = result_sheet(hearing);
    if (!sheet || !sheet->published()) return;
    add_counts(rows, *sheet);
    add_verdict(rows, *sheet);
    for (const auto& group : sheet->ballot->by_category) {
        const auto* category = core::find_category(hearing.rules, group.category);
        if (category == nullptr) continue;
        for (const auto& option : sheet->ballot->rule.options) {
            const auto votes = group.votes.find(option.option);
            rows.push_back({category->label + "：" + option.label,
                            category->label_en + ": " + option.label_en,
                            votes == group.votes.end() ? std::int64_t{0} : votes->second});
        }
    }
    for (const auto& teller : sheet->ballot->signatures)
        rows.push_back({"监票人", "Teller", teller.value});
}

void add_turnout(XlsxRows& rows, const core::Hearing& hearing)
{
    const auto sheet = result_sheet(hearing);
    if (!sheet || !sheet->published()) return;
    for (const auto& group : turnout(hearing, *sheet->ballot)) {
        XlsxRow row{hearing.hearing.value, hearing.title, group.label, group.entitled,
                    group.present};
        if (group.issued) {
            row.emplace_back(*group.issued);
            row.push_back(share_of(*group.issued, group.entitled));
        }
        else {
            row.emplace_back("人数过少，不予公布");
        }
        rows.push_back(std::move(row));
    }
}

void add_questions(XlsxRows& rows, const core::Hearing& hearing)
{
    for (const auto& [id, question] : hearing.floor.questions)
        rows.push_back(question_row(hearing, question));
}

void add_duties(XlsxRows& rows, const core::Hearing& hearing)
{
    for (const auto& [id, duty] : hearing.duties.reports) rows.push_back(duty_row(hearing, duty));
    for (const auto& [id, instruction] : hearing.duties.instructions)
        rows.push_back(instruction_row(hearing, instruction));
}

} // namespace rostrum::papers
