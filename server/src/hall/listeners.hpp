// Who is connected to a hearing, by which connections, and who ever was.
#pragma once

#include "core/hearing.hpp"
#include "hall/front.hpp"
#include "protocol/view_common.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
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
    struct Connected {
        core::Actor subject;
        std::uint64_t connection;
    };
    /// Connections of one subject lie together, and subjects of one name.
    struct ByName {
        bool operator()(const Connected& a, const Connected& b) const;
    };
    using Slow = std::map<Connected, bool, ByName>;

    [[nodiscard]] std::pair<Slow::const_iterator, Slow::const_iterator>
    connections_of(const core::Actor& subject) const;

    Slow slow_;                  ///< Whether each is.
    std::set<std::string> came_; ///< Attendees, since this process runs.
};

} // namespace rostrum::hall
