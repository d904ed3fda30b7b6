#include "hall/listeners.hpp"

#include <algorithm>
#include <tuple>

namespace rostrum::hall {

bool Listeners::ById::operator()(const core::Actor& a, const core::Actor& b) const
{
    return std::tie(a.id, a.role) < std::tie(b.id, b.role);
}

void Listeners::enter(const core::Actor& subject, std::uint64_t connection)
{
    slow_[subject].try_emplace(connection, false);
    if (subject.role == core::Role::attendee) came_.insert(subject.id);
}

bool Listeners::leave(const core::Actor& subject, std::uint64_t connection)
{
    const auto found = slow_.find(subject);
    if (found == slow_.end() || found->second.erase(connection) == 0) return false;
    if (found->second.empty()) slow_.erase(found);
    return true;
}

bool Listeners::lags(const Follower& follower, bool is_slow)
{
    const auto found = slow_.find(follower.subject);
    if (found == slow_.end()) return false;
    const auto connection = found->second.find(follower.connection);
    if (connection == found->second.end()) return false;
    connection->second = is_slow;
    return true;
}

std::vector<core::Actor> Listeners::named(const std::string& id) const
{
    std::vector<core::Actor> actors;
    for (auto listener = slow_.lower_bound({core::Role{}, id});
         listener != slow_.end() && listener->first.id == id; ++listener)
        actors.push_back(listener->first);
    return actors;
}

protocol::HallHealth Listeners::health(const core::Roster& roster) const
{
    protocol::HallHealth health;
    for (const auto& [id, participant] : roster.participants) {
        auto& people = health.categories[participant.entry.category];
        const auto here = slow_.find({core::Role::attendee, id.value});
        const auto& presence = participant.presence;
        if (here != slow_.end()) {
            ++people.connected;
            const auto is_slow = [](const auto& one) { return one.second; };
            if (std::ranges::all_of(here->second, is_slow)) ++people.slow;
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
    for (const auto& [subject, connections] : slow_) {
        const bool watches = subject.role == core::Role::screen;
        if (!watches && subject.role != core::Role::observer) continue;
        auto& pages = watches ? health.screens : health.observers;
        for (const auto& [connection, is_slow] : connections) {
            ++pages.connected;
            if (is_slow) ++pages.slow;
        }
    }
    return health;
}

} // namespace rostrum::hall
