#include "core/duty.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <string>
#include <utility>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;

namespace {

const DutyId duty{"r1"};
const InstructionId instruction{"i1"};

/// A hearing whose leading unit owes a report within 30 days.
Scene owed()
{
    auto scene = demo(Phase::result);
    scene.happened(DutyImposed{duty, {"b1"}, {"u1"}, {question(1)}, scene.now() + days(30)});
    return scene;
}

Scene submitted()
{
    auto scene = owed();
    scene.does(SubmitReport{duty, "整改情况报告"}, secretariat());
    return scene;
}

const ReportDuty& report(const Scene& scene)
{
    return scene.hearing().duties.reports.at(duty);
}

GiveInstruction instruct(Instant due)
{
    return {{"u2"}, "副局长", "六月底前完成整改", due};
}

} // namespace

TEST_CASE("a report that is owed is submitted, and then accepted", "[core][duty]")
{
    auto scene = owed();
    CHECK(report(scene).state == DutyState::owed);
    CHECK(report(scene).round == 1);
    const std::string text = "整改情况报告";
    scene.when(AcceptReport{duty}, secretariat()).then(Refusal::duty_is_not_submitted);
    scene.when(SubmitReport{duty, text}, secretariat()).then(ReportSubmitted{duty, text});
    scene.when(SubmitReport{{"r9"}, text}, secretariat()).then(Refusal::unknown_duty);

    scene.does(SubmitReport{duty, text}, secretariat());
    CHECK(report(scene).report == text);
    scene.when(SubmitReport{duty, text}, secretariat()).then(Refusal::duty_is_not_owed);
    scene.when(AcceptReport{duty}, secretariat()).then(ReportAccepted{duty});
    scene.when(AcceptReport{{"r9"}}, secretariat()).then(Refusal::unknown_duty);

    scene.does(AcceptReport{duty}, secretariat());
    CHECK(report(scene).state == DutyState::accepted);
    scene.when(SubmitReport{duty, text}, secretariat()).then(Refusal::duty_is_not_owed);
    scene.when(AcceptReport{duty}, secretariat()).then(Refusal::duty_is_not_submitted);
}

TEST_CASE("a report says something, in at most the length of a note", "[core][duty]")
{
    const auto scene = owed();
    const auto says = [&](const std::string& text) {
        return scene.when(SubmitReport{duty, text}, secretariat());
    };
    says("").then(Refusal::text_is_empty);
    says("a\x01").then(Refusal::text_has_control_characters);
    const std::string longest(limits::note_length_max, 'a');
    says(longest).then(ReportSubmitted{duty, longest});
    says(longest + "a").then(Refusal::text_is_too_long);
}

TEST_CASE("a returned report is owed again, in a second round with a new date", "[core][duty]")
{
    auto scene = submitted();
    const auto due = scene.now() + days(60);
    const auto returning = [&](const std::string& reason, Instant by) {
        return scene.when(ReturnReport{duty, reason, by}, secretariat());
    };
    returning("", due).then(Refusal::reason_is_missing);
    returning(std::string(limits::reason_length_max + 1, 'a'), due).then(Refusal::text_is_too_long);
    returning("未答复", scene.now()).then(Refusal::date_is_past);
    returning("未答复", limits::date_max + Span{1}).then(Refusal::date_is_too_far);
    returning("未答复", due).then(ReportReturned{duty, "未答复", due});
    scene.when(ReturnReport{{"r9"}, "未答复", due}, secretariat()).then(Refusal::unknown_duty);
    owed()
        .when(ReturnReport{duty, "未答复", due}, secretariat())
        .then(Refusal::duty_is_not_submitted);

    scene.does(ReturnReport{duty, "未答复", due}, secretariat());
    CHECK(report(scene).state == DutyState::returned);
    CHECK(report(scene).round == 2);
    CHECK(report(scene).due == due);
    CHECK(report(scene).return_reason == "未答复");
    scene.does(SubmitReport{duty, "补充报告"}, secretariat());
    scene.does(AcceptReport{duty}, secretariat());
    CHECK(report(scene).round == 2);
}

TEST_CASE("a report is overdue from its due date on, once per round", "[core][duty]")
{
    auto scene = owed();
    const MarkOverdue mark{duty};
    scene.when(mark, server()).then(Refusal::duty_is_not_due);
    scene.when(MarkOverdue{{"r9"}}, server()).then(Refusal::unknown_duty);
    scene.later(days(30) - Span{1});
    scene.when(mark, server()).then(Refusal::duty_is_not_due);
    scene.later(Span{1});
    scene.when(mark, server()).then(DutyOverdue{duty});
    scene.does(mark, server());
    CHECK(report(scene).overdue);
    scene.when(mark, server()).then(Refusal::duty_is_not_due);

    // Late is better than never, and stays on record until the next round.
    scene.does(SubmitReport{duty, "迟交的报告"}, secretariat());
    CHECK(report(scene).overdue);
    scene.does(ReturnReport{duty, "不完整", scene.now() + days(10)}, secretariat());
    CHECK_FALSE(report(scene).overdue);
    scene.later(days(10));
    scene.when(mark, server()).then(DutyOverdue{duty});
}

TEST_CASE("a report that was submitted in time is never overdue", "[core][duty]")
{
    auto scene = submitted();
    scene.later(days(31));
    scene.when(MarkOverdue{duty}, server()).then(Refusal::duty_is_not_due);
}

TEST_CASE("a withdrawn duty asks for nothing any more", "[core][duty]")
{
    auto scene = owed();
    scene.happened(DutyWithdrawn{duty});
    scene.later(days(31));
    scene.when(SubmitReport{duty, "报告"}, secretariat()).then(Refusal::duty_is_not_owed);
    scene.when(MarkOverdue{duty}, server()).then(Refusal::duty_is_not_due);
    scene.when(AcceptReport{duty}, secretariat()).then(Refusal::duty_is_not_submitted);
}

TEST_CASE("the chair instructs a unit, with a person and a date", "[core][duty]")
{
    auto scene = demo(Phase::result);
    const auto due = scene.now() + days(30);
    scene.when(instruct(due), chair())
        .then(InstructionGiven{instruction, {"u2"}, "副局长", "六月底前完成整改", due});
    scene.when(instruct(scene.now()), chair()).then(Refusal::date_is_past);
    scene.when(instruct(limits::date_max + Span{1}), chair()).then(Refusal::date_is_too_far);
    const auto with = [&](auto change) {
        auto command = instruct(due);
        change(command);
        return scene.when(command, chair());
    };
    with([](GiveInstruction& one) { one.unit = {"u9"}; }).then(Refusal::unknown_unit);
    with([](GiveInstruction& one) { one.text = ""; }).then(Refusal::text_is_empty);
    with([](GiveInstruction& one) { one.responsible = ""; }).then(Refusal::text_is_empty);
    with([](GiveInstruction& one) {
        one.responsible.assign(limits::title_length_max + 1, 'a');
    }).then(Refusal::text_is_too_long);
    with([](GiveInstruction& one) {
        one.text.assign(limits::note_length_max + 1, 'a');
    }).then(Refusal::text_is_too_long);
}

TEST_CASE("instructions are numbered, up to their limit", "[core][duty]")
{
    auto scene = demo(Phase::closed);
    const auto due = scene.now() + days(30);
    for (std::size_t i = 0; i < limits::instructions_max; ++i) {
        scene.does(instruct(due), chair());
    }
    CHECK(scene.hearing().duties.instructions.contains({"i100"}));
    scene.when(instruct(due), chair()).then(Refusal::number_is_out_of_range);
}

TEST_CASE("an instruction is finished once, with its outcome", "[core][duty]")
{
    auto scene = demo(Phase::result);
    scene.does(instruct(scene.now() + days(30)), chair());
    const auto finishing = [&](const InstructionId& id, const std::string& outcome) {
        return scene.when(FinishInstruction{id, outcome}, secretariat());
    };
    finishing({"i9"}, "已完成").then(Refusal::unknown_instruction);
    finishing(instruction, "").then(Refusal::text_is_empty);
    finishing(instruction, "已完成").then(InstructionFinished{instruction, "已完成"});
    scene.does(FinishInstruction{instruction, "已完成"}, secretariat());
    CHECK(scene.hearing().duties.instructions.at(instruction).done);
    CHECK(scene.hearing().duties.instructions.at(instruction).outcome == "已完成");
    finishing(instruction, "再次完成").then(Refusal::instruction_is_done);
}
