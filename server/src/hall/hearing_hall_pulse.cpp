// The pulse of the turn, which no log and no file ever holds: a restart forgets it. The rest is in
// hearing_hall.cpp.
#include "hall/hearing_hall.hpp"

#include <utility>

namespace rostrum::hall {

void HearingHall::take_pulse(const core::GivePulse& command, const core::Actor& actor)
{
    core::give(pulse_, command, core::ParticipantId{actor.id});
    show_pulse();
}

void HearingHall::show_pulse()
{
    const auto wait = core::until_next_showing(pulse_, world_.now());
    if (!wait || pulse_is_due_) return;
    pulse_is_due_ = true;
    world_.after(*wait, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        self->pulse_is_due_ = false;
        const auto now = self->world_.now();
        // Meanwhile it may have begun anew.
        const auto rest = core::until_next_showing(self->pulse_, now);
        if (!rest || *rest > core::Span{}) return self->show_pulse();
        core::show(self->pulse_, now);
        self->showing_.changed();
    });
}

void HearingHall::forget_past_pulse()
{
    const auto& turn = supposed_.hearing.floor.turn;
    if (!turn || turn->question != pulse_.question) pulse_ = {};
}

std::optional<core::PulseCount> HearingHall::shown_pulse() const
{
    const auto& turn = durable_.hearing.floor.turn;
    return turn && turn->question == pulse_.question ? pulse_.shown : std::nullopt;
}

} // namespace rostrum::hall
