// Who is connected to a hearing, by which connections, and who ever was.
#pragma once

#include "core/hearing.hpp"
#include "hall/front.hpp"
#include "protocol/view_common.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace rostrum::hall {

class Listeners {
public:
    void enter(const core::Actor& subject, std::uint64_t connection);
    /// False when it was not here. Likewise below.
    bool leave(const core::Actor& subject, std::uint64_t connection);
    bool lags(const Follower& follower, bool is_slow);

    /// Everybody here of that name, in whatever role.
    [[nodiscard]] std::vector<core::Actor> named(const std::string& id) const;

    /// Who checked in by their own card was connected, also before a restart.
    [[nodiscard]] protocol::HallHealth health(const core::Roster& roster) const;

private:
    struct ById {
        bool operator()(const core::Actor& a, const core::Actor& b) const;
    };

    std::map<core::Actor, std::map<std::uint64_t, bool>, ById> slow_; ///< Whether, by connection.
    std::set<std::string> came_; ///< Attendees, since this process runs.
};

} // namespace rostrum::hall
