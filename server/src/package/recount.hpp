// The results of a hearing, from its log alone.
#pragma once

#include "package/package.hpp"
#include "package/story.hpp"

#include <string>

namespace rostrum::package {

/// results.json: what was published and is not void, copied out of the log.
[[nodiscard]] std::string results_of(const Story& story);

/// Whether every such result follows from the counts, and the counts from what was handed out.
[[nodiscard]] Findings recount(const Story& story);

} // namespace rostrum::package
