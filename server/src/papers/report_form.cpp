#include "papers/report_form.hpp"

#include "papers/beijing_time.hpp"
#include "papers/docx_document.hpp"
#include "papers/figures.hpp"
#include "papers/file_name.hpp"
#include "papers/json_parts.hpp"
#include "papers/words.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace rostrum::papers {
namespace {

std::string joined(const std::vector<std::string>& texts)
{
    std::string text;
    for (const auto& one : texts) text += (text.empty() ? "" : "、") + one;
    return text;
}

/// What the report rests on, in one sentence; nothing of a result that is not published.
std::string result_sentence(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    const auto* ballot = core::find(hearing.ballots, duty.ballot);
    if (ballot == nullptr || !ballot->verdict || ballot->verdict->basis_points < 0) return {};
    return "满意度测评结果为" + percent_text(ballot->verdict->basis_points) + "，" +
           std::string{word_of(ballot->verdict->outcome).chinese} + "（达标线为" +
           fraction_text(ballot->rule.threshold) + "，差" +
           std::to_string(ballot->verdict->votes_short) + "票）。";
}

std::string opening(const core::Hearing& hearing, const core::ReportDuty& duty,
                    std::size_t questions)
{
    const auto asked = questions == 0
                           ? std::string{"会上没有向我单位提出具体问题，现就测评结果"}
                           : "现就会上向我单位提出的" + std::to_string(questions) + "个问题";
    return date_text(hearing.starts_at) + "召开的“" + hearing.title + "”，对" +
           hearing.campaign.title + "进行了质询答辩。" + result_sentence(hearing, duty) +
           "按照会议要求，" + asked + "书面报告如下：";
}

std::string answer_text(const core::Hearing& hearing, const core::Question& question)
{
    auto text = notes_text(hearing, question);
    return text.empty() ? "（无记录）" : text;
}

std::string verdict_text(const core::Question& question)
{
    return question.verdict ? std::string{word_of(*question.verdict).chinese} : "（未评价）";
}

/// What the unit has to write. The tag tells a program which question it belongs to.
void add_answers(std::vector<FormLine>& lines, const std::string& tag)
{
    lines.push_back({.label = "整改措施", .text = {}, .field = "measure-" + tag, .is_tall = true});
    lines.push_back({.label = "责任人", .text = {}, .field = "responsible-" + tag});
    lines.push_back({.label = "完成时限", .text = {}, .field = "date-" + tag});
}

void add_question(DocxDocument& document, const core::Hearing& hearing,
                  const core::Question& question, std::size_t number)
{
    const auto asker = asker_category(hearing, question);
    document.heading(chinese_number(number) + "、" + asker.label + "提出的问题");
    std::vector<FormLine> lines{
        {.label = "问题编号", .text = question.question.value},
        {.label = "提问人类别", .text = asker.label},
        {.label = "问题", .text = question.text.empty() ? "（举手提问，无文字）" : question.text},
        {.label = "现场答复", .text = answer_text(hearing, question)},
        {.label = "提问人评价", .text = verdict_text(question)}};
    add_answers(lines, question.question.value);
    document.form(lines);
}

std::vector<const core::Question*> questions_of(const core::Hearing& hearing,
                                                const core::ReportDuty& duty)
{
    std::vector<const core::Question*> questions;
    for (const auto& id : duty.questions)
        if (const auto* question = core::find(hearing.floor, id)) questions.push_back(question);
    return questions;
}

} // namespace

std::string report_form(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    const auto unit = unit_name(hearing, duty.unit);
    const auto questions = questions_of(hearing, duty);
    DocxDocument document;
    document.title("关于" + hearing.campaign.title + "\n质询答辩会所提问题的书面报告");
    if (const auto to = joined(hearing.rules.report_addressees); !to.empty())
        document.addressee(to + "：");
    document.body(opening(hearing, duty, questions.size()));
    if (duty.round > 1)
        document.body("本报告为第" + std::to_string(duty.round) + "次报送。上次退回理由：" +
                      duty.return_reason);
    for (std::size_t i = 0; i < questions.size(); ++i)
        add_question(document, hearing, *questions[i], i + 1);
    if (questions.empty()) {
        document.heading("一、整改情况");
        std::vector<FormLine> lines;
        add_answers(lines, duty.duty.value);
        document.form(lines);
    }
    document.signature(unit);
    document.date("    年  月  日");
    document.body("（报告编号：" + hearing.hearing.value + "-" + duty.duty.value + "；报送期限：" +
                  date_text(duty.due) + "）");
    return document.bytes();
}

std::string report_form_name(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    return safe_file_name(hearing.hearing.value + '-' + duty.duty.value + '-' +
                          unit_name(hearing, duty.unit) + "-书面报告.docx");
}

} // namespace rostrum::papers
