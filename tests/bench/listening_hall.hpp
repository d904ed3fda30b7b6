// A server and all who listen to it, to be measured turn by turn beside another.
#pragma once

#include "bench/contestant.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <sys/types.h>

namespace rostrum::bench {

struct Spreading {
    std::size_t listeners{1'000};
    std::size_t bytes{200}; ///< Of a message.
    std::size_t burst{1};   ///< Messages at once.
    int changes{5};         ///< In a turn.
};

/// Of one turn.
struct Turn {
    double cpu_us{0};     ///< Of the server, for each change delivered to one listener.
    double spread_ms{0};  ///< From the order until everybody has it; the median.
    double memory_kib{0}; ///< For each connection, over what the server needed without any.
};

using MakeSpreader = std::function<std::unique_ptr<Spreader>()>;

/// In a process of its own: one may not have files enough for two halls.
class ListeningHall {
public:
    /// Returns when everybody listens. Throws when the server or one of them does not come up.
    ListeningHall(std::string name, const MakeSpreader& make, const Spreading& spreading);
    ~ListeningHall();
    ListeningHall(const ListeningHall&) = delete;
    ListeningHall& operator=(const ListeningHall&) = delete;

    /// Throws when somebody has not got what was spread; why is said on stderr.
    [[nodiscard]] Turn turn();

private:
    std::string name_;
    pid_t process_{-1};
    int orders_{-1}; ///< One byte is one turn.
    int turns_{-1};  ///< And comes back as it lies in memory; the first says that it is up.
};

} // namespace rostrum::bench
