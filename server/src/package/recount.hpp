// The results of a hearing, from its log alone.
#pragma once

#include "package/log_events.hpp"
#include "package/package.hpp"

#include <string>
#include <vector>

namespace rostrum::package {

/// results.json: what was published, copied out of the log.
[[nodiscard]] std::string results_of(const std::string& hearing,
                                     const std::vector<LoggedEvent>& events);

/// Whether every published result follows from the counts, and the counts from what was handed out.
[[nodiscard]] Findings recount(const std::vector<LoggedEvent>& events);

} // namespace rostrum::package
