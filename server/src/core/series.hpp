// The series (a round of hearings): its plan. Each hearing's own course is its own state machine.
#pragma once

#include "core/ids.hpp"
#include "core/refusal.hpp"
#include "core/role.hpp"
#include "core/rules.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace rostrum::core {

/// The name of its record; no hearing may have it.
inline constexpr const char* series_stream = "series";

struct PlannedHearing {
    HearingId hearing;
    std::string title;
    std::string venue;
    std::int64_t day{1};   ///< Of the series, from 1.
    std::int64_t order{1}; ///< Within the day, from 1.
    Instant starts_at;

    bool operator==(const PlannedHearing&) const = default;
};

struct Series {
    std::string title; ///< Empty before `SeriesCreated`.
    std::string city;
    HearingRules rules; ///< What a new hearing starts with.
    std::map<HearingId, PlannedHearing> hearings;

    bool operator==(const Series&) const = default;
};

// Commands.
struct CreateSeries {
    static constexpr const char* name = "create_series";
    std::string title;
    std::string city;
    HearingRules rules;
};
/// Plans a hearing, or changes the plan of one that is still a draft.
struct PlanHearing {
    static constexpr const char* name = "plan_hearing";
    PlannedHearing plan;
    bool is_new{false}; ///< And refused where its id is planned as something else.
};

// Events.
struct SeriesCreated {
    static constexpr const char* name = "series_created";
    std::string title;
    std::string city;
    HearingRules rules;
    bool operator==(const SeriesCreated&) const = default;
};
struct HearingPlanned {
    static constexpr const char* name = "hearing_planned";
    PlannedHearing plan;
    bool operator==(const HearingPlanned&) const = default;
};

using SeriesCommand = std::variant<CreateSeries, PlanHearing>;
using SeriesEvent = std::variant<SeriesCreated, HearingPlanned>;
using SeriesDecision = std::expected<std::vector<SeriesEvent>, Refusal>;

/// Only the secretariat (and the server itself) plans.
[[nodiscard]] SeriesDecision decide(const Series& series, const SeriesCommand& command, Role role);
[[nodiscard]] Series evolve(Series series, const SeriesEvent& event);

} // namespace rostrum::core
