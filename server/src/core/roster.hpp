// Who belongs to the hearing, and who is in the hall.
#pragma once

#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace rostrum::core {

struct RosterEntry {
    ParticipantId participant;
    CategoryId category;
    bool may_question{true};
    bool may_vote{true};
    bool in_draw_pool{true};

    bool operator==(const RosterEntry&) const = default;
};

enum class PresenceSource : std::uint8_t { card, desk };

struct Presence {
    PresenceSource source{PresenceSource::card};
    Instant since;

    bool operator==(const Presence&) const = default;
};

struct Participant {
    RosterEntry entry;
    std::optional<Presence> presence;
    std::int64_t turns{0};        ///< Turns on the floor in this hearing.
    std::int64_t turns_before{0}; ///< Turns in the series' other hearings.

    bool operator==(const Participant&) const = default;
};

struct Roster {
    std::map<ParticipantId, Participant> participants;
    std::int64_t present{0};
    std::int64_t entitled{0};         ///< May vote.
    std::int64_t entitled_present{0}; ///< May vote, and is here.

    bool operator==(const Roster&) const = default;
};

[[nodiscard]] const Participant* find(const Roster& roster, const ParticipantId& participant);
[[nodiscard]] bool is_present(const Roster& roster, const ParticipantId& participant);

// Commands.
/// Adds people and updates those already there; nobody is removed, for a card may be in use.
struct ImportRoster {
    static constexpr const char* name = "import_roster";
    std::vector<RosterEntry> entries;
};
/// By the attendee's own phone.
struct CheckIn {
    static constexpr const char* name = "check_in";
};
/// By the desk, for somebody without a phone.
struct MarkPresent {
    static constexpr const char* name = "mark_present";
    ParticipantId participant;
};
struct MarkAbsent {
    static constexpr const char* name = "mark_absent";
    ParticipantId participant;
};
struct EarlierTurns {
    ParticipantId participant;
    std::int64_t turns{0};
    bool operator==(const EarlierTurns&) const = default;
};
/// From the server: how often people have spoken in the series' other hearings.
struct NoteEarlierTurns {
    static constexpr const char* name = "note_earlier_turns";
    std::vector<EarlierTurns> turns;
};

// Events.
struct RosterImported {
    static constexpr const char* name = "roster_imported";
    std::vector<RosterEntry> entries;
    bool operator==(const RosterImported&) const = default;
};
struct ParticipantArrived {
    static constexpr const char* name = "participant_arrived";
    ParticipantId participant;
    PresenceSource source;
    bool operator==(const ParticipantArrived&) const = default;
};
struct ParticipantLeft {
    static constexpr const char* name = "participant_left";
    ParticipantId participant;
    bool operator==(const ParticipantLeft&) const = default;
};
struct EarlierTurnsNoted {
    static constexpr const char* name = "earlier_turns_noted";
    std::vector<EarlierTurns> turns;
    bool operator==(const EarlierTurnsNoted&) const = default;
};

} // namespace rostrum::core
