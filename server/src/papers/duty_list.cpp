#include "papers/duty_list.hpp"

#include "papers/csv.hpp"
#include "papers/json_parts.hpp"
#include "papers/words.hpp"
#include "protocol/time_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <vector>

namespace rostrum::papers {
namespace {

namespace json = boost::json;

std::string question_numbers(const std::vector<core::QuestionId>& questions)
{
    std::string text;
    for (const auto& question : questions) text += (text.empty() ? "" : " ") + question.value;
    return text;
}

json::object duty_json(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    json::array questions;
    for (const auto& question : duty.questions) questions.push_back(as_json(question.value));
    json::object described{{"unit", unit_head(hearing, duty.unit)},
                           {"ballot", as_json(duty.ballot.value)},
                           {"questions", std::move(questions)},
                           {"due", duty.due.ms},
                           {"overdue", duty.overdue},
                           {"round", duty.round},
                           {"report", as_json(duty.report)},
                           {"return_reason", as_json(duty.return_reason)}};
    put_word(described, "state", word_of(duty.state));
    return described;
}

json::object instruction_json(const core::Hearing& hearing, const core::Instruction& instruction)
{
    return {{"unit", unit_head(hearing, instruction.unit)},
            {"responsible", as_json(instruction.responsible)},
            {"text", as_json(instruction.text)},
            {"due", instruction.due.ms},
            {"done", instruction.done},
            {"outcome", as_json(instruction.outcome)}};
}

std::string state_text(const core::ReportDuty& duty)
{
    std::string text{word_of(duty.state).chinese};
    if (duty.overdue) text += "(逾期)";
    return text;
}

Cells duty_cells(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    const auto* unit = core::find_unit(hearing.campaign, duty.unit);
    return {"书面报告",
            duty.duty.value,
            unit_name(hearing, duty.unit),
            unit == nullptr ? std::string{} : unit->responsible,
            "问题 " + question_numbers(duty.questions),
            protocol::utc_text(duty.due),
            state_text(duty),
            std::to_string(duty.round),
            duty.report};
}

Cells instruction_cells(const core::Hearing& hearing, const core::Instruction& instruction)
{
    return {"要求",
            instruction.instruction.value,
            unit_name(hearing, instruction.unit),
            instruction.responsible,
            instruction.text,
            protocol::utc_text(instruction.due),
            instruction.done ? "已完成" : "待完成",
            "",
            instruction.outcome};
}

} // namespace

std::string duties_json(const core::Hearing& hearing)
{
    json::object duties;
    for (const auto& [id, duty] : hearing.duties.reports)
        duties[id.value] = duty_json(hearing, duty);
    json::object instructions;
    for (const auto& [id, instruction] : hearing.duties.instructions)
        instructions[id.value] = instruction_json(hearing, instruction);
    return json::serialize(json::object{{"hearing", hearing_head(hearing)},
                                        {"duties", std::move(duties)},
                                        {"instructions", std::move(instructions)}});
}

std::string duties_csv(const core::Hearing& hearing)
{
    std::vector<Cells> rows{
        {"类型", "编号", "单位", "责任人", "内容", "期限(UTC)", "状态", "轮次", "报告或结果"}};
    for (const auto& [id, duty] : hearing.duties.reports) rows.push_back(duty_cells(hearing, duty));
    for (const auto& [id, instruction] : hearing.duties.instructions)
        rows.push_back(instruction_cells(hearing, instruction));
    return write_csv(rows);
}

} // namespace rostrum::papers
