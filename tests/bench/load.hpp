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

/// What connection number `n` says to be let in, up to and including the empty line.
using Greeting = std::function<std::string(std::size_t n)>;

class Load {
public:
    Load();
    ~Load();
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    /// Opens them from several addresses of this machine, since one has too few ports, and waits
    /// until each is let in. `first`: what each says then, if anything. Throws when one is refused.
    void connect(std::uint16_t port, std::size_t count, const Greeting& greeting,
                 const Greeting& first);

    /// Does something, and waits until each has received this text since. Throws after a minute.
    std::chrono::nanoseconds spread(std::string_view stamp, const std::function<void()>& trigger);

    [[nodiscard]] std::size_t size() const { return sockets_.size(); }
    /// Of all of them together.
    [[nodiscard]] std::uint64_t received() const { return received_; }

private:
    struct Socket {
        int fd{-1};
        bool has_it{true}; ///< What is waited for.
        std::string tail;  ///< The end of what came, in which the stamp may have begun.
    };

    void open(std::uint16_t port, std::size_t number, const std::string& greeting);
    void expect(Socket& socket);
    void take(Socket& socket, std::string_view bytes);
    /// Reads what there is until `left_` is nothing.
    void run(std::chrono::seconds patience, const char* what);

    int epoll_{-1};
    std::vector<Socket> sockets_;
    std::string stamp_;
    std::size_t left_{0};
    std::uint64_t received_{0};
};

/// A text message as a client sends it; the mask is nought, which is as good as any here.
[[nodiscard]] std::string client_frame(std::string_view text);

} // namespace rostrum::bench
