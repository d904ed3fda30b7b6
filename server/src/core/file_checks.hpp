// What commands are judged by, for those who read files of which commands become: so that each part
// of a file is judged at its place.
#pragma once

#include "core/campaign.hpp"
#include "core/hearing.hpp"
#include "core/refusal.hpp"
#include "core/series.hpp"

#include <optional>
#include <set>

namespace rostrum::core {

[[nodiscard]] std::optional<Refusal> check_campaign(const Campaign& campaign);
[[nodiscard]] std::optional<Refusal> check_plan(const PlannedHearing& plan);

/// The units that questions, answers, duties and instructions name: they must stay.
[[nodiscard]] std::set<UnitId> units_in_use(const Hearing& hearing);

} // namespace rostrum::core
