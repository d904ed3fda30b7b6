// The pulse of the turn, which no log and no file ever holds: a restart forgets it. The rest is in
// hearing_hall.cpp.
#include "hall/hearing_hall.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::hall {

void HearingHall::take_pulse(const core::GivePulse& command, const core::Actor& actor)
{
    core::give(pulse_, command, core::ParticipantId{actor.id});
    show_pulse();
}

void HearingHall::show_pulse()
{
    const auto due = core::next_showing(pulse_);
    if (!due || pulse_is_due_) return;
    pulse_is_due_ = true;
    const auto wait = *due - world_.now();
    world_.after(core::Span{std::max<std::int64_t>(wait.ms, 0)}, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        self->pulse_is_due_ = false;
        const auto now = self->world_.now();
        // Meanwhile it may have begun anew.
        const auto next = core::next_showing(self->pulse_);
        if (!next || *next > now) return self->show_pulse();
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
