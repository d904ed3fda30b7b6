#include "core/roster.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <set>

namespace rostrum::core {
namespace {

using MaybeRefusal = std::optional<Refusal>;

/// Adds what one person contributes to the counters, or takes it away (`by` −1).
void count(Roster& roster, const Participant& participant, std::int64_t by)
{
    const bool is_here = participant.presence.has_value();
    const bool votes = participant.entry.may_vote;
    if (is_here) roster.present += by;
    if (votes) roster.entitled += by;
    if (is_here && votes) roster.entitled_present += by;
}

Participant& stored_participant(Roster& roster, const ParticipantId& id)
{
    const auto found = roster.participants.find(id);
    assert(found != roster.participants.end());
    return found->second;
}

MaybeRefusal check_entries(const Hearing& hearing, const std::vector<RosterEntry>& entries)
{
    if (entries.empty()) return Refusal::roster_is_empty;
    if (entries.size() > limits::roster_max) return Refusal::roster_is_full;
    std::set<ParticipantId> seen;
    std::size_t added = 0;
    for (const auto& entry : entries) {
        if (!is_handle(entry.participant.value, limits::handle_length_max))
            return Refusal::bad_handle;
        if (find_category(hearing.rules, entry.category) == nullptr)
            return Refusal::unknown_category;
        if (!seen.insert(entry.participant).second) return Refusal::duplicate_entry;
        if (find(hearing.roster, entry.participant) == nullptr) ++added;
    }
    if (hearing.roster.participants.size() + added > limits::roster_max)
        return Refusal::roster_is_full;
    return std::nullopt;
}

/// One event per `entries_per_event_max` of a list; none for an empty one.
template <typename HappenedEvent, typename Entry>
Decision in_portions(const std::vector<Entry>& list)
{
    Outcomes outcomes;
    for (std::size_t from = 0; from < list.size(); from += limits::entries_per_event_max) {
        const std::size_t to = std::min(from + limits::entries_per_event_max, list.size());
        outcomes.events.emplace_back(
            HappenedEvent{{list.begin() + static_cast<std::ptrdiff_t>(from),
                           list.begin() + static_cast<std::ptrdiff_t>(to)}});
    }
    return outcomes;
}

Decision arrive(const Hearing& hearing, const ParticipantId& id, PresenceSource source)
{
    const Participant* participant = find(hearing.roster, id);
    if (participant == nullptr) return Refused{Refusal::not_on_roster};
    if (participant->presence) return happened();
    return happened(ParticipantArrived{id, source});
}

} // namespace

const Participant* find(const Roster& roster, const ParticipantId& participant)
{
    const auto found = roster.participants.find(participant);
    return found == roster.participants.end() ? nullptr : &found->second;
}

bool is_present(const Roster& roster, const ParticipantId& participant)
{
    const Participant* found = find(roster, participant);
    return found != nullptr && found->presence.has_value();
}

Decision decide_one(const Hearing& hearing, const ImportRoster& command, const Context& /*context*/)
{
    if (const auto refusal = check_entries(hearing, command.entries)) return Refused{*refusal};
    std::vector<RosterEntry> changed;
    for (const auto& entry : command.entries) {
        const Participant* known = find(hearing.roster, entry.participant);
        if (known == nullptr || known->entry != entry) changed.push_back(entry);
    }
    return in_portions<RosterImported>(changed);
}

Decision decide_one(const Hearing& hearing, const CheckIn& /*command*/, const Context& context)
{
    return arrive(hearing, {context.actor.id}, PresenceSource::card);
}

Decision decide_one(const Hearing& hearing, const MarkPresent& command, const Context& /*context*/)
{
    return arrive(hearing, command.participant, PresenceSource::desk);
}

Decision decide_one(const Hearing& hearing, const MarkAbsent& command, const Context& /*context*/)
{
    const Participant* participant = find(hearing.roster, command.participant);
    if (participant == nullptr) return Refused{Refusal::not_on_roster};
    if (!participant->presence) return happened();
    return happened(ParticipantLeft{command.participant});
}

Decision decide_one(const Hearing& hearing, const NoteEarlierTurns& command,
                    const Context& /*context*/)
{
    std::set<ParticipantId> seen;
    std::vector<EarlierTurns> changed;
    for (const auto& one : command.turns) {
        if (one.turns < 0) return Refused{Refusal::number_is_out_of_range};
        if (!seen.insert(one.participant).second) return Refused{Refusal::duplicate_entry};
        const Participant* known = find(hearing.roster, one.participant);
        if (known != nullptr && known->turns_before != one.turns) changed.push_back(one);
    }
    return in_portions<EarlierTurnsNoted>(changed);
}

void evolve_one(Hearing& hearing, const RosterImported& event, Instant /*at*/)
{
    Roster& roster = hearing.roster;
    for (const auto& entry : event.entries) {
        const auto [at, is_new] = roster.participants.try_emplace(entry.participant);
        if (!is_new) count(roster, at->second, -1);
        at->second.entry = entry;
        count(roster, at->second, 1);
    }
}

void evolve_one(Hearing& hearing, const ParticipantArrived& event, Instant at)
{
    Participant& participant = stored_participant(hearing.roster, event.participant);
    assert(!participant.presence);
    count(hearing.roster, participant, -1);
    participant.presence = Presence{event.source, at};
    count(hearing.roster, participant, 1);
}

void evolve_one(Hearing& hearing, const ParticipantLeft& event, Instant /*at*/)
{
    Participant& participant = stored_participant(hearing.roster, event.participant);
    assert(participant.presence);
    count(hearing.roster, participant, -1);
    participant.presence.reset();
    count(hearing.roster, participant, 1);
}

void evolve_one(Hearing& hearing, const EarlierTurnsNoted& event, Instant /*at*/)
{
    for (const auto& one : event.turns)
        stored_participant(hearing.roster, one.participant).turns_before = one.turns;
}

} // namespace rostrum::core
