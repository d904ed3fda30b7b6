// What a hearing leaves to be done: report duties (书面报告) below the threshold, and the chair's
// closing instructions (要求).
#pragma once

#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::core {

enum class DutyState : std::uint8_t {
    owed,
    submitted,
    accepted,
    returned,  ///< To be submitted again: the next round.
    withdrawn, ///< The result it rested on was voided.
};

struct ReportDuty {
    DutyId duty;
    BallotId ballot;
    UnitId unit;
    std::vector<QuestionId> questions; ///< Put to the unit; the report must answer them.
    DutyState state{DutyState::owed};
    Instant due;
    bool overdue{false};
    std::int64_t round{1};
    std::string report; ///< Of the last submission: what was submitted, in words.
    std::string return_reason;

    bool operator==(const ReportDuty&) const = default;
};

struct Instruction {
    InstructionId instruction;
    UnitId unit;
    std::string responsible;
    std::string text;
    Instant due;
    bool done{false};
    std::string outcome;

    bool operator==(const Instruction&) const = default;
};

struct Duties {
    std::map<DutyId, ReportDuty> reports;
    std::map<InstructionId, Instruction> instructions;
    std::int64_t next_report{1};
    std::int64_t next_instruction{1};

    bool operator==(const Duties&) const = default;
};

/// Whether a report is still to be submitted.
[[nodiscard]] bool waits_for_report(const ReportDuty& duty);

// Commands.
struct SubmitReport {
    static constexpr const char* name = "submit_report";
    DutyId duty;
    std::string report;
};
struct AcceptReport {
    static constexpr const char* name = "accept_report";
    DutyId duty;
};
struct ReturnReport {
    static constexpr const char* name = "return_report";
    DutyId duty;
    std::string reason;
    Instant due;
};
/// By the server when the due date is over.
struct MarkOverdue {
    static constexpr const char* name = "mark_overdue";
    DutyId duty;
};
struct GiveInstruction {
    static constexpr const char* name = "give_instruction";
    UnitId unit;
    std::string responsible;
    std::string text;
    Instant due;
};
struct FinishInstruction {
    static constexpr const char* name = "finish_instruction";
    InstructionId instruction;
    std::string outcome;
};

// Events.
struct DutyImposed {
    static constexpr const char* name = "duty_imposed";
    DutyId duty;
    BallotId ballot;
    UnitId unit;
    std::vector<QuestionId> questions;
    Instant due;
    bool operator==(const DutyImposed&) const = default;
};
struct DutyWithdrawn {
    static constexpr const char* name = "duty_withdrawn";
    DutyId duty;
    bool operator==(const DutyWithdrawn&) const = default;
};
struct ReportSubmitted {
    static constexpr const char* name = "report_submitted";
    DutyId duty;
    std::string report;
    bool operator==(const ReportSubmitted&) const = default;
};
struct ReportAccepted {
    static constexpr const char* name = "report_accepted";
    DutyId duty;
    bool operator==(const ReportAccepted&) const = default;
};
struct ReportReturned {
    static constexpr const char* name = "report_returned";
    DutyId duty;
    std::string reason;
    Instant due;
    bool operator==(const ReportReturned&) const = default;
};
struct DutyOverdue {
    static constexpr const char* name = "duty_overdue";
    DutyId duty;
    bool operator==(const DutyOverdue&) const = default;
};
struct InstructionGiven {
    static constexpr const char* name = "instruction_given";
    InstructionId instruction;
    UnitId unit;
    std::string responsible;
    std::string text;
    Instant due;
    bool operator==(const InstructionGiven&) const = default;
};
struct InstructionFinished {
    static constexpr const char* name = "instruction_finished";
    InstructionId instruction;
    std::string outcome;
    bool operator==(const InstructionFinished&) const = default;
};

} // namespace rostrum::core
