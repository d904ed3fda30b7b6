#include "core/duty.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <cassert>
#include <optional>
#include <string>
#include <utility>

namespace rostrum::core {
namespace {

const ReportDuty* find_duty(const Duties& duties, const DutyId& duty)
{
    const auto at = duties.reports.find(duty);
    return at == duties.reports.end() ? nullptr : &at->second;
}

/// The duty that a stored event speaks of.
ReportDuty& stored_duty(Hearing& hearing, const DutyId& duty)
{
    const auto at = hearing.duties.reports.find(duty);
    assert(at != hearing.duties.reports.end());
    return at->second;
}

std::optional<Refusal> check_due(Instant due, Instant now)
{
    if (due <= now) return Refusal::date_is_past;
    return check_date(due);
}

} // namespace

bool waits_for_report(const ReportDuty& duty)
{
    return duty.state == DutyState::owed || duty.state == DutyState::returned;
}

Decision decide_one(const Hearing& hearing, const SubmitReport& command, const Context& /*context*/)
{
    const auto* duty = find_duty(hearing.duties, command.duty);
    if (duty == nullptr) return Refused{Refusal::unknown_duty};
    if (!waits_for_report(*duty)) return Refused{Refusal::duty_is_not_owed};
    if (const auto refusal = check_text(command.report, limits::note_length_max)) {
        return Refused{*refusal};
    }
    return happened(ReportSubmitted{command.duty, command.report});
}

Decision decide_one(const Hearing& hearing, const AcceptReport& command, const Context& /*context*/)
{
    const auto* duty = find_duty(hearing.duties, command.duty);
    if (duty == nullptr) return Refused{Refusal::unknown_duty};
    if (duty->state != DutyState::submitted) return Refused{Refusal::duty_is_not_submitted};
    return happened(ReportAccepted{command.duty});
}

Decision decide_one(const Hearing& hearing, const ReturnReport& command, const Context& context)
{
    const auto* duty = find_duty(hearing.duties, command.duty);
    if (duty == nullptr) return Refused{Refusal::unknown_duty};
    if (duty->state != DutyState::submitted) return Refused{Refusal::duty_is_not_submitted};
    if (const auto refusal = check_reason(command.reason)) return Refused{*refusal};
    if (const auto refusal = check_due(command.due, context.now)) return Refused{*refusal};
    return happened(ReportReturned{command.duty, command.reason, command.due});
}

Decision decide_one(const Hearing& hearing, const MarkOverdue& command, const Context& context)
{
    const auto* duty = find_duty(hearing.duties, command.duty);
    if (duty == nullptr) return Refused{Refusal::unknown_duty};
    const bool due = waits_for_report(*duty) && !duty->overdue && duty->due <= context.now;
    if (!due) return Refused{Refusal::duty_is_not_due};
    return happened(DutyOverdue{command.duty});
}

Decision decide_one(const Hearing& hearing, const GiveInstruction& command, const Context& context)
{
    if (find_unit(hearing.campaign, command.unit) == nullptr) return Refused{Refusal::unknown_unit};
    if (const auto refusal = check_text(command.responsible, limits::title_length_max)) {
        return Refused{*refusal};
    }
    if (const auto refusal = check_text(command.text, limits::note_length_max)) {
        return Refused{*refusal};
    }
    if (const auto refusal = check_due(command.due, context.now)) return Refused{*refusal};
    if (hearing.duties.instructions.size() >= limits::instructions_max) {
        return Refused{Refusal::number_is_out_of_range};
    }
    const auto number = hearing.duties.next_instruction;
    return happened(InstructionGiven{.instruction = {"i" + std::to_string(number)},
                                     .unit = command.unit,
                                     .responsible = command.responsible,
                                     .text = command.text,
                                     .due = command.due});
}

Decision decide_one(const Hearing& hearing, const FinishInstruction& command,
                    const Context& /*context*/)
{
    const auto at = hearing.duties.instructions.find(command.instruction);
    if (at == hearing.duties.instructions.end()) return Refused{Refusal::unknown_instruction};
    if (at->second.done) return Refused{Refusal::instruction_is_done};
    if (const auto refusal = check_text(command.outcome, limits::note_length_max)) {
        return Refused{*refusal};
    }
    return happened(InstructionFinished{command.instruction, command.outcome});
}

void evolve_one(Hearing& hearing, const DutyImposed& event, Instant /*at*/)
{
    ReportDuty duty;
    duty.duty = event.duty;
    duty.ballot = event.ballot;
    duty.unit = event.unit;
    duty.questions = event.questions;
    duty.due = event.due;
    const auto [at, is_new] = hearing.duties.reports.emplace(event.duty, std::move(duty));
    assert(is_new);
    ++hearing.duties.next_report;
}

void evolve_one(Hearing& hearing, const DutyWithdrawn& event, Instant /*at*/)
{
    auto& duty = stored_duty(hearing, event.duty);
    assert(duty.state != DutyState::withdrawn);
    duty.state = DutyState::withdrawn;
}

void evolve_one(Hearing& hearing, const ReportSubmitted& event, Instant /*at*/)
{
    auto& duty = stored_duty(hearing, event.duty);
    assert(waits_for_report(duty));
    duty.state = DutyState::submitted;
    duty.report = event.report;
}

void evolve_one(Hearing& hearing, const ReportAccepted& event, Instant /*at*/)
{
    auto& duty = stored_duty(hearing, event.duty);
    assert(duty.state == DutyState::submitted);
    duty.state = DutyState::accepted;
}

void evolve_one(Hearing& hearing, const ReportReturned& event, Instant /*at*/)
{
    auto& duty = stored_duty(hearing, event.duty);
    assert(duty.state == DutyState::submitted);
    duty.state = DutyState::returned;
    duty.return_reason = event.reason;
    duty.due = event.due;
    duty.overdue = false;
    ++duty.round;
}

void evolve_one(Hearing& hearing, const DutyOverdue& event, Instant /*at*/)
{
    auto& duty = stored_duty(hearing, event.duty);
    assert(waits_for_report(duty) && !duty.overdue);
    duty.overdue = true;
}

void evolve_one(Hearing& hearing, const InstructionGiven& event, Instant /*at*/)
{
    const auto [at, is_new] = hearing.duties.instructions.emplace(
        event.instruction, Instruction{.instruction = event.instruction,
                                       .unit = event.unit,
                                       .responsible = event.responsible,
                                       .text = event.text,
                                       .due = event.due,
                                       .done = false,
                                       .outcome = ""});
    assert(is_new);
    ++hearing.duties.next_instruction;
}

void evolve_one(Hearing& hearing, const InstructionFinished& event, Instant /*at*/)
{
    const auto at = hearing.duties.instructions.find(event.instruction);
    assert(at != hearing.duties.instructions.end() && !at->second.done);
    at->second.done = true;
    at->second.outcome = event.outcome;
}

} // namespace rostrum::core
