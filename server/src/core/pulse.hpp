// The pulse (现场反馈): what those in the hall think of the answer they are hearing. It is a mood
// and no record: counted in memory, shown in batches, and never an event.
#pragma once

#include "core/floor.hpp"
#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace rostrum::core {

struct PulseCount {
    std::int64_t satisfied{0};
    std::int64_t partly{0};
    std::int64_t not_satisfied{0};

    bool operator==(const PulseCount&) const = default;
};

/// Of one turn.
struct Pulse {
    QuestionId question;
    std::map<ParticipantId, AnswerVerdict> given; ///< The last of each person.
    std::set<ParticipantId> unshown;              ///< Who gave it since the count that is shown.
    std::optional<PulseCount> shown;
    Instant shown_at;
};

/// Another question begins anew.
void give(Pulse& pulse, const GivePulse& command, const ParticipantId& participant);

/// How long until the next count may be shown; nothing while too few people are new in it.
[[nodiscard]] std::optional<Span> until_next_showing(const Pulse& pulse, Instant now);
void show(Pulse& pulse, Instant now);

} // namespace rostrum::core
