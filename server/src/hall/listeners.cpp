#include "hall/listeners.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace rostrum::hall {

bool Listeners::ByName::operator()(const Connected& a, const Connected& b) const
{
    return std::tie(a.subject.id, a.subject.role, a.connection) <
           std::tie(b.subject.id, b.subject.role, b.connection);
}

void Listeners::enter(const core::Actor& subject, std::uint64_t connection)
{
    slow_.try_emplace({subject, connection}, false);
    if (subject.role == core::Role::attendee) came_.insert(subject.id);
}

bool Listeners::leave(const core::Actor& subject, std::uint64_t connection)
{
    return slow_.erase({subject, connection}) > 0;
}

bool Listeners::lags(const Follower& follower, bool is_slow)
{
    const auto found = slow_.find({follower.subject, follower.connection});
    if (found == slow_.end()) return false;
    found->second = is_slow;
    return true;
}

std::vector<core::Actor> Listeners::named(const std::string& id) const
{
    std::vector<core::Actor> actors;
    for (auto at = slow_.lower_bound({{core::Role{}, id}, 0});
         at != slow_.end() && at->first.subject.id == id; ++at) {
        if (actors.empty() || actors.back() != at->first.subject)
            actors.push_back(at->first.subject);
    }
    return actors;
}

std::pair<Listeners::Slow::const_iterator, Listeners::Slow::const_iterator>
Listeners::connections_of(const core::Actor& subject) const
{
    return {slow_.lower_bound({subject, 0}),
            slow_.upper_bound({subject, std::numeric_limits<std::uint64_t>::max()})};
}

protocol::HallHealth Listeners::health(const core::Roster& roster) const
{
    protocol::HallHealth health;
    for (const auto& [id, participant] : roster.participants) {
        auto& people = health.categories[participant.entry.category];
        const auto [first, last] = connections_of({core::Role::attendee, id.value});
        const auto& presence = participant.presence;
        if (first != last) {
            ++people.connected;
            const auto is_slow = [](const auto& one) { return one.second; };
            if (std::all_of(first, last, is_slow)) ++people.slow;
        }
        else if (came_.contains(id.value) ||
                 (presence && presence->source == core::PresenceSource::card)) {
            ++people.away;
        }
        else {
            ++people.never;
            if (presence) ++people.never_present;
        }
    }
    for (const auto& [connected, is_slow] : slow_) {
        const auto role = connected.subject.role;
        const bool watches = role == core::Role::screen;
        if (!watches && role != core::Role::observer) continue;
        auto& pages = watches ? health.screens : health.observers;
        ++pages.connected;
        if (is_slow) ++pages.slow;
    }
    return health;
}

} // namespace rostrum::hall
