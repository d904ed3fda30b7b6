// How long the names of a series are needed: until some time after its last hearing.
#pragma once

#include "core/hearing.hpp"
#include "core/ids.hpp"
#include "core/time.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace rostrum::core {

using HearingStates = std::map<HearingId, const Hearing*>;

struct NamesEnd {
    std::vector<HearingId> waits_for; ///< Under way: the names are needed until these have closed.
    /// Of the last hearing. Nothing while one is under way, and when there is none.
    std::optional<Instant> last_end;

    bool operator==(const NamesEnd&) const = default;
};

/// A hearing ends when it is closed, and not before it was to start. One that never began ends when
/// it was to start, or was made if that was later: a hearing that was called off must not keep the
/// names of all others for ever.
[[nodiscard]] NamesEnd names_end(const HearingStates& hearings);

/// Who is on any roster, with a name or without one any more: their card numbers stay theirs.
[[nodiscard]] std::set<ParticipantId> everybody(const HearingStates& hearings);

/// Who is on the roster of this hearing and of no other.
[[nodiscard]] std::set<ParticipantId> only_on_roster_of(const HearingId& hearing,
                                                        const HearingStates& hearings);

} // namespace rostrum::core
