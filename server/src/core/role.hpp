// Who asks: the roles of a hearing.
#pragma once

#include <cstdint>
#include <string>

namespace rostrum::core {

enum class Role : std::uint8_t {
    moderator,   ///< Runs one hearing: 主持人.
    chair,       ///< Sees the floor, calls, publishes: 会议主席.
    teller,      ///< Signs the count: 监票人.
    secretariat, ///< Prepares and follows the whole series: 秘书处.
    respondent,  ///< Answers: 应询人.
    attendee,    ///< Asks and votes: 与会代表.
    screen,      ///< Shows, never acts.
    observer,    ///< Sees what the hall sees; may ask where the rules allow it; never votes.
    system,      ///< The server itself, when a deadline passes.
};

inline constexpr int role_count = 9;

struct Actor {
    Role role{Role::observer};
    std::string id; ///< A card number, a staff login, an observer's pseudonym; empty for `system`.

    bool operator==(const Actor&) const = default;
};

} // namespace rostrum::core
