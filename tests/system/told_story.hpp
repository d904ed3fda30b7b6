// A hearing told event by event, that never was: a draw by hdraw1 (the published vector) and a
// secret ballot to its result. To be told otherwise by whoever holds the key of the log.
#pragma once

#include "system/package_story.hpp"
#include "trust/ballot_support.hpp"

#include <string>
#include <utility>
#include <vector>

namespace rostrum::system_test {

/// The name and the data of each.
using Events = std::vector<std::pair<std::string, std::string>>;

/// Of `S1/ballot/1`.
[[nodiscard]] trust::BallotTerms told_terms();

struct Told {
    Events events;
    Files folders;
};
[[nodiscard]] Told told_hearing(const trust::BallotTerms& terms = told_terms());

/// Of hearing `S1`, signed with `log_key`.
[[nodiscard]] Files package_of(const Told& told);
/// Of the hearing as it is told above.
[[nodiscard]] Files package_with_folders();

/// A vote with a token that the ballot's key has not signed for anybody on issued.txt.
[[nodiscard]] std::string stuffed_line();

} // namespace rostrum::system_test
