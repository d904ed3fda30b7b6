// Who has spoken in one hearing of the series is noted in its others.
#include "hall/halls.hpp"

#include <utility>

namespace rostrum::hall {
namespace {

/// Questions may still be asked and called: who has spoken elsewhere matters.
bool is_live(const core::Hearing& hearing)
{
    switch (hearing.agenda.phase) {
    case core::Phase::check_in:
    case core::Phase::report:
    case core::Phase::inquiry: return true;
    case core::Phase::draft:
    case core::Phase::ballot:
    case core::Phase::result:
    case core::Phase::closed: break;
    }
    return false;
}

} // namespace

void Halls::note_turns(const HearingHall& hall, const std::vector<core::Event>& events)
{
    note_failed_turns();
    for (const auto& event : events) {
        if (const auto* called = std::get_if<core::QuestionCalled>(&event)) {
            note_turn(hall, called->question);
        }
        const auto* entered = std::get_if<core::PhaseEntered>(&event);
        const bool begins = entered != nullptr && entered->to == core::Phase::check_in;
        const bool missed_some = std::holds_alternative<core::PhaseReopened>(event) ||
                                 std::holds_alternative<core::RosterImported>(event);
        if (begins || (missed_some && is_live(hall.state()))) note_all_turns(hall);
    }
}

void Halls::note_turn(const HearingHall& from, const core::QuestionId& question)
{
    const auto& asked = from.state().floor.questions.at(question);
    if (!asked.from_roster) return;
    const core::ParticipantId participant{asked.asker_id};
    for (const auto& [id, other] : halls_) {
        if (other.get() == &from || !is_live(other->state())) continue;
        if (core::find(other->state().roster, participant) == nullptr) continue;
        send_turns(id, {{participant, turns_elsewhere(id, participant)}});
    }
}

void Halls::note_all_turns(const HearingHall& hall)
{
    std::vector<core::EarlierTurns> turns;
    const auto& here = hall.state().hearing;
    for (const auto& [participant, seat] : hall.state().roster.participants) {
        const auto count = turns_elsewhere(here, participant);
        if (count != seat.turns_before) turns.push_back({participant, count});
    }
    if (!turns.empty()) send_turns(here, std::move(turns));
}

void Halls::note_all_turns_of_live_hearings()
{
    // Mends what a crash left between a turn and its note in the other hearings.
    for (const auto& [id, hall] : halls_) {
        if (is_live(hall->state())) note_all_turns(*hall);
    }
}

void Halls::note_failed_turns()
{
    // Something became durable just now: the disk takes what it did not.
    for (const auto& id : std::exchange(failed_turns_, {})) {
        if (is_live(halls_.at(id)->state())) note_all_turns(*halls_.at(id));
    }
}

void Halls::send_turns(const core::HearingId& to, std::vector<core::EarlierTurns> turns)
{
    submit({to.value,
            own_id("turns"),
            {core::Role::system, {}},
            core::NoteEarlierTurns{std::move(turns)},
            [this, to](const Answer& answer) {
                const auto* trouble = std::get_if<Trouble>(&answer);
                if (trouble == nullptr) return;
                if (*trouble == Trouble::storage_failed || *trouble == Trouble::busy)
                    failed_turns_.insert(to);
            }});
}

std::int64_t Halls::turns_elsewhere(const core::HearingId& here,
                                    const core::ParticipantId& participant) const
{
    std::int64_t turns = 0;
    for (const auto& [id, hall] : halls_) {
        if (id == here) continue;
        if (const auto* seat = core::find(hall->state().roster, participant)) turns += seat->turns;
    }
    return turns;
}

} // namespace rostrum::hall
