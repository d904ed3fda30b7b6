// A rehearsal: a whole hearing with simulated phones through real sockets, on data that is wiped.
#pragma once

#include "cli/rehearsal_hall.hpp"
#include "cli/rehearsal_report.hpp"

#include <iosfwd>

namespace rostrum::cli {

[[nodiscard]] RehearsalReport rehearse(const RehearsalOptions& options, std::ostream& progress);

} // namespace rostrum::cli
