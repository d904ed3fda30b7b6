// What the hall's audiences and each person are shown, and who is there to see it. The rest is in
// hearing_hall.cpp.
#include "hall/hearing_hall.hpp"

#include "hall/limits.hpp"
#include "protocol/message.hpp"
#include "protocol/view_attendee.hpp"
#include "protocol/view_desk.hpp"
#include "protocol/view_me.hpp"
#include "protocol/view_screen.hpp"

#include <utility>

namespace rostrum::hall {

boost::json::object HearingHall::make_view(protocol::Audience audience,
                                           const protocol::Touched& lines)
{
    const protocol::ViewSettings settings{
        source_.series_title, source_.join_url, certificate_.first_verifier,
        certificate_.note,    draw_progress(),  source_.cast,
        shown_pulse(),        health_};
    const auto& hearing = durable_.hearing;
    const protocol::ViewInput input{
        hearing, durable_.box, source_.names, settings, changes_.digest(hearing), lines};
    switch (audience) {
    case protocol::Audience::attendee: return protocol::attendee_view(input);
    case protocol::Audience::screen: return protocol::screen_view(input);
    case protocol::Audience::desk:
    case protocol::Audience::secretariat: break;
    }
    return protocol::desk_view(input);
}

void HearingHall::tell(const std::set<std::string>& subjects)
{
    for (const auto& id : subjects)
        for (const auto& subject : listeners_.named(id))
            world_.publisher.tell(hearing_.value, subject, me_message(subject));
}

Message HearingHall::me(const core::Actor& subject, std::uint64_t connection)
{
    listeners_.enter(subject, connection);
    look_at_health();
    return me_message(subject);
}

void HearingHall::leave(const core::Actor& subject, std::uint64_t connection)
{
    if (listeners_.leave(subject, connection)) look_at_health();
}

void HearingHall::lags(const Follower& follower, bool is_slow)
{
    if (listeners_.lags(follower, is_slow)) look_at_health();
}

void HearingHall::look_at_health()
{
    if (std::exchange(health_is_due_, true)) return;
    world_.after(limits::health_interval, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        self->health_is_due_ = false;
        auto health = self->listeners_.health(self->durable_.hearing.roster);
        if (self->health_ == health) return;
        self->health_ = std::move(health);
        self->showing_.changed();
    });
}

Message HearingHall::me_message(const core::Actor& subject) const
{
    return std::make_shared<const std::string>(protocol::me_message(
        world_.now(), protocol::me_view(durable_.hearing, source_.names, subject)));
}

void HearingHall::subscribe(protocol::Audience audience,
                            const std::function<void(std::expected<Snapshot, Trouble>)>& done)
{
    if (!open_) return done(std::unexpected(Trouble::unknown_hearing));
    done(showing_.snapshot(audience));
}

void HearingHall::source_changed(const std::set<std::string>& people)
{
    tell(people);
    protocol::Touched renamed{.questions = {.all = !people.empty()}};
    for (const auto& id : people) renamed.roster.ids.insert(core::ParticipantId{id});
    changes_.add(std::move(renamed));
    showing_.changed();
}

} // namespace rostrum::hall
