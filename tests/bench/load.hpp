// Very many connections in one thread: what a hall full of phones is to the server, and as cheap as
// it can be, so that it does not become what is measured.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::bench {

/// What connection number `n` says, or is to hear.
using Text = std::function<std::string(std::size_t n)>;

struct Exchange {
    Text question;
    Text answer; ///< What of it shows that it is that one.
};

/// How each connection is let in.
struct Entrance {
    Text greeting;          ///< The request, up to and including the empty line.
    Text first{};           ///< What it says then, if anything.
    std::string welcome{};  ///< What it is to hear before it counts as in, if anything.
    std::size_t width{500}; ///< So many are on their way at a time.
};

class Load {
public:
    using Clock = std::chrono::steady_clock;
    using Times = std::vector<std::chrono::nanoseconds>;

    Load();
    ~Load();
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    /// Opens them from several addresses of this machine, since one has too few ports, and waits
    /// until each is let in: how long each took. Throws when one is refused.
    Times connect(std::uint16_t port, std::size_t count, const Entrance& entrance);
    /// All of them at once, without a word.
    void hang_up();

    /// Does something, and waits until each has received this text since. Throws after a minute.
    std::chrono::nanoseconds spread(const std::string& stamp, const std::function<void()>& trigger);

    /// Each says something, one after the other evenly over a time, and waits for its answer, which
    /// has a text in it; then the next likewise, without a pause. How long each waited, counted
    /// from when its turn was, even where the answer before had not come by then.
    Times ask(std::chrono::nanoseconds over, const std::vector<Exchange>& exchanges);

private:
    struct Socket {
        int fd{-1};
        std::string awaited; ///< Empty: nothing.
        std::string tail;    ///< The end of what came, in which it may have begun.
        Clock::time_point since;
        std::chrono::nanoseconds waited{};
    };

    void open(std::uint16_t port, std::size_t number);
    void expect(std::size_t number, std::string awaited, Clock::time_point since);
    void take(Socket& socket, std::string_view bytes);
    /// Reads what there is, waiting so long for something.
    void poll(std::chrono::milliseconds most);
    /// Reads until none waits.
    void settle(const char* what);
    [[nodiscard]] Times times() const;

    int epoll_{-1};
    std::vector<Socket> sockets_;
    std::size_t left_{0};
};

/// A text message as a client sends it; the mask is nought, which is as good as any here.
[[nodiscard]] std::string client_frame(std::string_view text);

} // namespace rostrum::bench
