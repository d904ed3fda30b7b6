// The servers that are measured beside each other, each a process of its own on one core.
#pragma once

#include "bench/disk.hpp"
#include "bench/load.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
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
    [[nodiscard]] virtual Entrance entrance() const = 0;
};

/// Spreads what it is given to everybody who is connected.
class Spreader : public virtual Contestant {
public:
    /// Has it spread one message for each stamp, at once, each of about so many bytes with the
    /// stamp in it.
    virtual void spread(const std::vector<std::string>& stamps, std::size_t bytes) = 0;
};

/// What somebody wants to be taken.
enum class Wish : std::uint8_t { vote, support };

/// Takes votes or other commands, and says so once they are durable.
class Taker : public virtual Contestant {
public:
    /// What each connection says in a round, and hears once it was taken.
    [[nodiscard]] virtual Exchange exchange(int round) const = 0;
};

/// An epoll loop that sends one prepared frame to each socket: what nobody can do without.
[[nodiscard]] std::unique_ptr<Spreader> raw_loop();
/// Beast as its examples have it: a stream each, one `async_write` a message.
[[nodiscard]] std::unique_ptr<Spreader> plain_beast();
/// Whether Node has this package, fetched by `tests/bench/measure`.
[[nodiscard]] bool is_installed(const std::string& package);
/// Node with a script of this folder, and one of its packages.
[[nodiscard]] std::unique_ptr<Spreader> node(const std::string& package);
/// The whole of Rostrum: a moderator's command, decided, made durable, shown, framed, sent to
/// observers.
[[nodiscard]] std::unique_ptr<Spreader> rostrum_spreads(std::size_t listeners);

/// An epoll loop that gives each of them a transaction of its own, and does nothing else.
[[nodiscard]] std::unique_ptr<Taker> one_transaction_each(SyncTime sync);
/// A hall of so many attendees, as a data folder: for votes with a confidential ballot, open and
/// issued to all of them, else with a question that none of them has asked.
void prepare_taking(const std::filesystem::path& data, std::size_t people, Wish wish);
/// The whole of Rostrum on a copy of such a folder.
[[nodiscard]] std::unique_ptr<Taker> rostrum_takes(const std::filesystem::path& data, SyncTime sync,
                                                   Wish wish);

} // namespace rostrum::bench
