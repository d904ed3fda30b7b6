// What the server commands by itself: at deadlines, and until it is done. The rest is in
// hearing_hall.cpp.
#include "hall/hearing_hall.hpp"
#include "hall/limits.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::hall {

void HearingHall::watch_deadline()
{
    const auto deadline = core::next_deadline(durable_.hearing);
    if (!open_ || !deadline || *deadline == watched_deadline_) return;
    watched_deadline_ = *deadline;
    ++watch_; // One watches at a time, or each would set the next for ever.
    const auto wait = std::max(*deadline, earliest_deadline_) - world_.now();
    world_.after(
        core::Span{std::clamp(wait.ms, limits::deadline_patience.ms, limits::deadline_look.ms)},
        [weak = weak_from_this(), watch = watch_] {
            const auto self = weak.lock();
            if (self && self->open_ && self->watch_ == watch) self->obey_deadline();
        });
}

void HearingHall::obey_deadline()
{
    watched_deadline_ = {};
    const auto now = world_.now();
    if (now < earliest_deadline_) return watch_deadline();
    for (auto& command : core::due_commands(supposed_.hearing, now)) {
        submit({hearing_.value,
                own_id(),
                {core::Role::system, {}},
                std::move(command),
                [](const Answer&) {}});
    }
    watch_deadline();
}

void HearingHall::command_self(const core::Command& command)
{
    submit({hearing_.value,
            own_id(),
            {core::Role::system, {}},
            command,
            [weak = weak_from_this(), command](const Answer& answer) {
                const auto self = weak.lock();
                if (!self || !std::holds_alternative<Trouble>(answer)) return;
                self->world_.after(limits::deadline_patience, [weak, command] {
                    const auto later = weak.lock();
                    if (later && later->open_) later->command_self(command);
                });
            }});
}

std::string HearingHall::own_id()
{
    return "own-" + std::to_string(writer_->epoch()) + '-' + std::to_string(++own_commands_);
}

} // namespace rostrum::hall
