// What has to be commanded so that a series becomes what somebody has prepared as one text.
#pragma once

#include "core/hearing.hpp"
#include "core/series.hpp"

#include <optional>
#include <vector>

namespace rostrum::core {

struct HearingPreparation {
    HearingId hearing;
    std::optional<PlanHearing> plan; ///< First of all: it may bring the hearing into being.
    std::vector<Command> commands;
};

struct SeriesPreparation {
    std::optional<CreateSeries> series;
    std::vector<HearingPreparation> hearings;
};

} // namespace rostrum::core
