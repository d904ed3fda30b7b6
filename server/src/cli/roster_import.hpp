// A roster from a file into a data folder on which no server runs.
#pragma once

#include "cli/runtime.hpp"
#include "intake/roster.hpp"

#include <string>

namespace rostrum::cli {

[[nodiscard]] intake::RosterBasis roster_basis(Runtime& runtime, const core::Hearing& hearing);

/// Names first, then the record.
void store_roster(Runtime& runtime, const std::string& hearing, const intake::RosterPlan& plan);

} // namespace rostrum::cli
