// The folders of single draws and secret ballots: what is put into them, and whether they hold.
#pragma once

#include "core/ballot_box.hpp"
#include "package/package.hpp"
#include "package/story.hpp"
#include "trust/bytes.hpp"

#include <string>
#include <vector>

namespace rostrum::package {

/// By path within the package: of every draw that is finished, and every secret ballot that was
/// counted. Of a log that the server wrote: replaying another may end the process. `votes`: all
/// that the hearing's box holds.
[[nodiscard]] Files folder_files(const std::vector<std::string>& lines,
                                 const std::vector<core::BoxedBallot>& votes);

/// Every finished draw against its folder and the log, and no folder without a draw. As slow as the
/// draws were; the watch may end it, and then a draw does not hold.
[[nodiscard]] Findings check_draws(const Files& files, const Story& story,
                                   const trust::Watch& watch);
/// Likewise for secret ballots.
[[nodiscard]] Findings check_ballots(const Files& files, const Story& story,
                                     const trust::Watch& watch);

} // namespace rostrum::package
