#include "papers/threshold_report.hpp"

#include "papers/csv.hpp"
#include "papers/figures.hpp"
#include "papers/json_parts.hpp"
#include "papers/words.hpp"
#include "protocol/time_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <vector>

namespace rostrum::papers {
namespace {

namespace json = boost::json;

json::array notes_json(const core::Hearing& hearing, const core::Question& question)
{
    json::array notes;
    for (const auto& note : question.notes) {
        notes.push_back(json::object{{"unit", as_json(note.unit.value)},
                                     {"name", as_json(unit_name(hearing, note.unit))},
                                     {"text", as_json(note.text)}});
    }
    return notes;
}

json::object question_json(const core::Hearing& hearing, const core::Question& question)
{
    const auto asker = asker_category(hearing, question);
    json::object described{{"question", as_json(question.question.value)},
                           {"category", as_json(asker.category)},
                           {"category_label", as_json(asker.label)},
                           {"category_label_en", as_json(asker.label_en)},
                           {"text", as_json(question.text)},
                           {"notes", notes_json(hearing, question)}};
    if (question.verdict) put_word(described, "verdict", word_of(*question.verdict));
    return described;
}

json::object report_duty_json(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    json::array questions;
    for (const auto& id : duty.questions) {
        if (const auto* question = core::find(hearing.floor, id))
            questions.push_back(question_json(hearing, *question));
    }
    json::object described{{"duty", as_json(duty.duty.value)},
                           {"unit", unit_head(hearing, duty.unit)},
                           {"due", duty.due.ms},
                           {"overdue", duty.overdue},
                           {"round", duty.round},
                           {"questions", std::move(questions)}};
    put_word(described, "state", word_of(duty.state));
    return described;
}

/// The published result the duties rest on; nothing while there is none.
const core::Verdict* verdict_of(const core::Hearing& hearing)
{
    const auto* ballot = core::current(hearing.ballots);
    return ballot == nullptr || !ballot->verdict ? nullptr : &*ballot->verdict;
}

Cells report_duty_cells(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    const auto* unit = core::find_unit(hearing.campaign, duty.unit);
    return {duty.duty.value,
            unit_name(hearing, duty.unit),
            unit == nullptr ? std::string{} : unit->responsible,
            addressees_text(hearing),
            protocol::utc_text(duty.due),
            std::string{word_of(duty.state).chinese}};
}

Cells question_cells(const core::Hearing& hearing, const core::Question& question)
{
    return {question.question.value, asker_category(hearing, question).label, question.text,
            notes_text(hearing, question),
            std::string{question.verdict ? word_of(*question.verdict).chinese : ""}};
}

} // namespace

std::vector<const core::ReportDuty*> standing_duties(const core::Hearing& hearing)
{
    std::vector<const core::ReportDuty*> duties;
    for (const auto& [id, duty] : hearing.duties.reports)
        if (duty.state != core::DutyState::withdrawn) duties.push_back(&duty);
    return duties;
}

std::string addressees_text(const core::Hearing& hearing)
{
    std::string text;
    for (const auto& addressee : hearing.rules.report_addressees)
        text += (text.empty() ? "" : "、") + addressee;
    return text;
}

std::string report_json(const core::Hearing& hearing)
{
    json::array addressees;
    for (const auto& addressee : hearing.rules.report_addressees)
        addressees.push_back(as_json(addressee));
    json::array duties;
    for (const auto* duty : standing_duties(hearing))
        duties.push_back(report_duty_json(hearing, *duty));

    json::object report{{"hearing", hearing_head(hearing)},
                        {"addressees", std::move(addressees)},
                        {"duties", std::move(duties)}};
    if (const auto* verdict = verdict_of(hearing)) {
        json::object result{{"votes_short", verdict->votes_short},
                            {"percentage", as_json(percent_text(verdict->basis_points))}};
        put_word(result, "outcome", word_of(verdict->outcome));
        report["result"] = std::move(result);
    }
    return json::serialize(report);
}

std::string report_csv(const core::Hearing& hearing)
{
    std::vector<Cells> rows{{"报告编号", "单位", "责任人", "报送对象", "期限(UTC)", "状态",
                             "问题编号", "提问人类别", "问题", "现场答复", "提问人评价"}};
    for (const auto* duty : standing_duties(hearing)) {
        const auto head = report_duty_cells(hearing, *duty);
        for (const auto& id : duty->questions) {
            const auto* question = core::find(hearing.floor, id);
            if (question == nullptr) continue;
            auto row = head;
            const auto rest = question_cells(hearing, *question);
            row.insert(row.end(), rest.begin(), rest.end());
            rows.push_back(std::move(row));
        }
        if (!duty->questions.empty()) continue;
        rows.push_back(head); // Nothing was asked, yet the report is owed.
        rows.back().resize(rows.front().size());
    }
    return write_csv(rows);
}

} // namespace rostrum::papers
