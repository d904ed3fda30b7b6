// The course of a hearing: what happened when, read from its log. The state itself keeps no times
// of what is over.
#pragma once

#include "core/hearing.hpp"

#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::papers {

struct PhaseStart {
    core::Phase phase{core::Phase::draft};
    core::Instant at;
    bool reopened{false};
    std::string reason;
};

struct TurnTimes {
    core::Instant called_at;
    std::optional<core::Instant> closed_at; ///< Nothing while it has the floor.
};

struct Course {
    std::vector<PhaseStart> phases;
    std::map<core::QuestionId, TurnTimes> turns;
    std::map<core::BallotId, core::Instant> published;
    std::set<core::ParticipantId> attended; ///< Whoever came, also if they left.

    /// When the hearing last entered a phase.
    [[nodiscard]] std::optional<core::Instant> entered(core::Phase phase) const;
};

/// Of the lines of a whole log. The error says which line is no event.
[[nodiscard]] std::expected<Course, std::string> course_of(const std::vector<std::string>& lines);

} // namespace rostrum::papers
