#include "papers/workbook.hpp"

#include "papers/figures.hpp"
#include "papers/result_sheet.hpp"
#include "papers/words.hpp"
#include "papers/workbook_rows.hpp"
#include "papers/xlsx_book.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace rostrum::papers {
namespace {

XlsxSheet overview_sheet()
{
    return {"总览",
            {{"场次", 8},    {"日", 6},      {"序", 6},      {"会议", 24},   {"攻势", 24},
             {"时间", 17},   {"环节", 10},   {"应参评", 10}, {"到会", 10},   {"发出", 8},
             {"收回", 8},    {"有效", 8},    {"无效", 8},    {"满意度", 10}, {"达标线", 10},
             {"结论", 10},   {"差票数", 10}, {"提问", 8},    {"应报告", 10}, {"已报送", 10},
             {"已通过", 10}, {"逾期", 8}},
            {}};
}

struct DutyCounts {
    std::int64_t owed{0}; ///< In all.
    std::int64_t submitted{0};
    std::int64_t accepted{0};
    std::int64_t overdue{0};
};

DutyCounts count_duties(const core::Duties& duties)
{
    DutyCounts counts;
    for (const auto& [id, duty] : duties.reports) {
        if (duty.state == core::DutyState::withdrawn) continue;
        ++counts.owed;
        if (duty.state == core::DutyState::submitted) ++counts.submitted;
        if (duty.state == core::DutyState::accepted) ++counts.accepted;
        if (duty.overdue) ++counts.overdue;
    }
    return counts;
}

void add_result_cells(XlsxRow& row, const core::Hearing& hearing)
{
    const auto sheet = result_sheet(hearing);
    if (!sheet || !sheet->published()) {
        row.resize(row.size() + 10);
        return;
    }
    const auto& verdict = sheet->verdict;
    row.insert(row.end(),
               {sheet->ballot->electorate.entitled, sheet->ballot->electorate.present,
                sheet->tally.issued, sheet->tally.returned, verdict.valid, sheet->tally.invalid});
    row.push_back(verdict.basis_points < 0 ? XlsxCell{} : Share{verdict.basis_points});
    row.emplace_back(fraction_text(sheet->ballot->rule.threshold));
    row.emplace_back(std::string{word_of(verdict.outcome).chinese});
    row.emplace_back(verdict.votes_short);
}

XlsxRow overview_row(const core::PlannedHearing& plan, const core::Hearing& hearing)
{
    XlsxRow row{plan.hearing.value,
                plan.day,
                plan.order,
                plan.title,
                hearing.campaign.title,
                plan.starts_at,
                std::string{word_of(hearing.agenda.phase).chinese}};
    add_result_cells(row, hearing);
    const auto duties = count_duties(hearing.duties);
    row.insert(row.end(), {static_cast<std::int64_t>(hearing.floor.questions.size()), duties.owed,
                           duties.submitted, duties.accepted, duties.overdue});
    return row;
}

std::vector<const core::PlannedHearing*> in_order(const core::Series& series)
{
    std::vector<const core::PlannedHearing*> plans;
    for (const auto& [id, plan] : series.hearings) plans.push_back(&plan);
    std::ranges::stable_sort(plans, {}, [](const core::PlannedHearing* plan) {
        return std::pair{plan->day, plan->order};
    });
    return plans;
}

} // namespace

std::string hearing_workbook(const core::Hearing& hearing)
{
    XlsxSheet result{"测评结果", {{"项目", 28}, {"Item", 28}, {"值", 40}}, {}};
    auto turnout = turnout_sheet();
    auto questions = question_sheet();
    auto duties = duty_sheet();
    add_result(result.rows, hearing);
    add_turnout(turnout.rows, hearing);
    add_questions(questions.rows, hearing);
    add_duties(duties.rows, hearing);
    return xlsx_of(hearing.title, {std::move(result), std::move(turnout), std::move(questions),
                                   std::move(duties)});
}

std::string series_workbook(const core::Series& series,
                            const std::map<core::HearingId, core::Hearing>& hearings)
{
    auto overview = overview_sheet();
    auto turnout = turnout_sheet();
    auto questions = question_sheet();
    auto duties = duty_sheet();
    for (const auto* plan : in_order(series)) {
        const auto found = hearings.find(plan->hearing);
        if (found == hearings.end()) continue;
        overview.rows.push_back(overview_row(*plan, found->second));
        add_turnout(turnout.rows, found->second);
        add_questions(questions.rows, found->second);
        add_duties(duties.rows, found->second);
    }
    return xlsx_of(series.title, {std::move(overview), std::move(turnout), std::move(questions),
                                  std::move(duties)});
}

} // namespace rostrum::papers
