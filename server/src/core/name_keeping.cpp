#include "core/name_keeping.hpp"

#include <algorithm>

namespace rostrum::core {

NamesEnd names_end(const HearingStates& hearings)
{
    NamesEnd end;
    for (const auto& [id, hearing] : hearings) {
        const auto& agenda = hearing->agenda;
        const bool is_read = !hearing->hearing.empty(); // Not while it is opened anew.
        if (!is_read || (agenda.phase != Phase::draft && agenda.phase != Phase::closed)) {
            end.waits_for.push_back(id);
            continue;
        }
        // Not before the day that was planned: the clock may have been wrong in the hall.
        const auto its = std::max(hearing->starts_at, agenda.phase_since);
        end.last_end = std::max(end.last_end.value_or(its), its);
    }
    if (!end.waits_for.empty()) end.last_end.reset();
    return end;
}

std::set<ParticipantId> everybody(const HearingStates& hearings)
{
    std::set<ParticipantId> people;
    for (const auto& [id, hearing] : hearings)
        for (const auto& [person, participant] : hearing->roster.participants)
            people.insert(person);
    return people;
}

std::set<ParticipantId> only_on_roster_of(const HearingId& hearing, const HearingStates& hearings)
{
    std::set<ParticipantId> people;
    for (const auto& [id, participant] : hearings.at(hearing)->roster.participants)
        people.insert(id);
    for (const auto& [other, state] : hearings) {
        if (other == hearing) continue;
        for (const auto& [id, participant] : state->roster.participants) people.erase(id);
    }
    return people;
}

} // namespace rostrum::core
