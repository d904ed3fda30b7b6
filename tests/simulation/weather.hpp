// What goes wrong in a run, and how often. Each seed has a weather of its own: with everything
// failing all the time nothing would ever get far enough to break.
#pragma once

#include "simulation/chance.hpp"

#include <cstddef>

namespace rostrum::simulation {

/// "Once in so many"; 0: never.
struct Weather {
    std::size_t crash{0};          ///< Of steps.
    std::size_t stop{0};           ///< Of steps: an orderly restart.
    std::size_t disk_fails{0};     ///< Of writes and reads.
    std::size_t disk_fills{0};     ///< Of writes: nothing can be written for a while.
    std::size_t disk_is_slow{0};   ///< Of writes: a second instead of milliseconds.
    std::size_t cut{0};            ///< Of messages: the connection is gone.
    std::size_t lost{0};           ///< Of a client's messages.
    std::size_t twice{0};          ///< Likewise.
    std::size_t overtakes{0};      ///< Likewise.
    std::size_t delayed{0};        ///< Of messages of both sides: by seconds.
    std::size_t thread_is_busy{0}; ///< Of tasks of a thread.
    std::size_t slow_reader{0};    ///< Of clients.
    std::size_t deaf{0};           ///< Of connections: nothing of them is read.
    std::size_t hostile{0};        ///< Of messages: nonsense instead.
    std::size_t clock_jumps{0};    ///< Of starts: the server's clock is set.

    static Weather of(Chance& chance)
    {
        const auto maybe = [&chance](std::size_t least, std::size_t most) -> std::size_t {
            const auto value = least + chance.below(most - least + 1);
            return chance.once_in(2) ? value : 0;
        };
        Weather weather;
        weather.crash = maybe(400, 6'000);
        weather.stop = maybe(3'000, 20'000);
        weather.disk_fails = maybe(6, 80);
        weather.disk_fills = maybe(100, 600);
        weather.disk_is_slow = maybe(10, 200);
        weather.cut = maybe(60, 1'000);
        weather.lost = maybe(20, 200);
        weather.twice = maybe(10, 100);
        weather.overtakes = maybe(10, 100);
        weather.delayed = maybe(20, 400);
        weather.thread_is_busy = maybe(3, 60);
        weather.slow_reader = maybe(3, 8);
        weather.deaf = maybe(5, 50);
        weather.hostile = maybe(10, 100);
        weather.clock_jumps = maybe(1, 4);
        return weather;
    }
};

} // namespace rostrum::simulation
