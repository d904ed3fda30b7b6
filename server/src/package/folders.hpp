// The folders of single draws and secret ballots: what is put into them, and whether they hold.
#pragma once

#include "package/log_events.hpp"
#include "package/package.hpp"
#include "trust/bytes.hpp"

#include <string>
#include <vector>

namespace rostrum::package {

// The one place where the exporter learns of the files of a draw or a ballot; by path within the
// package. Confidential ballots have none. A log that cannot be replayed has none either.
[[nodiscard]] Files draw_files(const std::vector<std::string>& lines);
[[nodiscard]] Files ballot_files(const std::vector<LoggedEvent>& events);

/// Every finished draw against its folder and the log, and no folder without a draw. As slow as the
/// draws were; the watch may end it, and then a draw does not hold.
[[nodiscard]] Findings check_draws(const Files& files, const std::vector<LoggedEvent>& events,
                                   const trust::Watch& watch);
/// Likewise for secret ballots.
[[nodiscard]] Findings check_ballots(const Files& files, const std::vector<LoggedEvent>& events,
                                     const trust::Watch& watch);

} // namespace rostrum::package
