// Names of things. Each kind is a type of its own, so that a unit never stands where a person
// should.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace rostrum::core {

template <typename Tag>
struct Id {
    std::string value;

    [[nodiscard]] bool empty() const { return value.empty(); }
    auto operator<=>(const Id&) const = default;
};

/// `h01`: 1 to 24 characters of [a-z0-9-]. Names a hearing and its stream in the ledger.
using HearingId = Id<struct HearingTag>;
/// The public card number, `A-0001`: 1 to 24 characters of [A-Za-z0-9-], the same person through
/// the whole series. Never a name: names live apart from the record, so that they can be erased.
using ParticipantId = Id<struct ParticipantTag>;
/// `u1`: a unit (单位) of the campaign.
using UnitId = Id<struct UnitTag>;
/// A key of the roster's category table: `deputy`, `citizen` …; 1 to 24 characters of [a-z0-9-].
using CategoryId = Id<struct CategoryTag>;
/// `q7`: the running number of a question or a raised hand within its hearing.
using QuestionId = Id<struct QuestionTag>;
/// `p3`: the running number of a word to the chair within its hearing.
using PromptId = Id<struct PromptTag>;
/// `d2`: the running number of a draw within its hearing.
using DrawId = Id<struct DrawTag>;
/// `b1`: the running number of a ballot within its hearing.
using BallotId = Id<struct BallotTag>;
/// `r3`: the running number of a report duty within its hearing.
using DutyId = Id<struct DutyTag>;
/// `i4`: the running number of a closing instruction within its hearing.
using InstructionId = Id<struct InstructionTag>;
/// An option of a ballot rule: `satisfied`; 1 to 24 characters of [a-z0-9_].
using OptionId = Id<struct OptionTag>;
/// A person of the staff: the login name; 1 to 32 characters of [a-z0-9._-].
using StaffId = Id<struct StaffTag>;

} // namespace rostrum::core
