// A server that spreads what it is given to everybody who is connected, as a process of its own on
// one core.
#pragma once

#include "bench/load.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace rostrum::bench {

class Contestant {
public:
    virtual ~Contestant() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    [[nodiscard]] virtual pid_t process() const = 0;
    [[nodiscard]] virtual Greeting greeting() const = 0;
    /// What each says once it is in.
    [[nodiscard]] virtual Greeting first() const { return {}; }
    /// Has it spread one message for each stamp, at once, each of about so many bytes with the
    /// stamp in it.
    virtual void spread(const std::vector<std::string>& stamps, std::size_t bytes) = 0;
};

/// An epoll loop that sends one prepared frame to each socket: what nobody can do without.
[[nodiscard]] std::unique_ptr<Contestant> raw_loop();
/// Beast as its examples have it: a stream each, one `async_write` a message.
[[nodiscard]] std::unique_ptr<Contestant> plain_beast();
/// Node with `ws`; nothing where either is missing.
[[nodiscard]] std::unique_ptr<Contestant> node_ws();
/// The whole of Rostrum: a moderator's command, decided, made durable, shown, framed, sent to
/// observers.
[[nodiscard]] std::unique_ptr<Contestant> rostrum_itself(std::size_t listeners);

/// Of a process, all of its threads.
[[nodiscard]] std::chrono::nanoseconds cpu_time(pid_t process);
/// Resident, in bytes.
[[nodiscard]] std::size_t memory(pid_t process);
/// The calling thread, and what it starts, stays on this core.
void stay_on(int core);

} // namespace rostrum::bench
