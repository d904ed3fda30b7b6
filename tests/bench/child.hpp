// A server to be measured that is written here, in a process of its own.
#pragma once

#include "bench/contestant.hpp"

#include <functional>
#include <string>

namespace rostrum::bench {

/// Runs a server that tells its port first and takes orders, a line each, from then on.
class Child : public virtual Contestant {
public:
    explicit Child(const std::function<void(int orders, int told)>& serve);
    ~Child() override;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] std::uint16_t port() const override { return port_; }
    [[nodiscard]] pid_t process() const override { return process_; }
    [[nodiscard]] Entrance entrance() const override;

protected:
    void order(std::string line) const;

private:
    pid_t process_{-1};
    int orders_{-1};
    std::uint16_t port_{0};
};

void tell_port(int told, std::uint16_t port);

/// An epoll loop without a protocol: who says anything is let in. The rest is for who derives.
class EpollLoop {
public:
    EpollLoop(int orders, int told);
    virtual ~EpollLoop() = default;
    EpollLoop(const EpollLoop&) = delete;
    EpollLoop& operator=(const EpollLoop&) = delete;

    [[noreturn]] void run();

protected:
    virtual void let_in(int fd) = 0;
    /// What one of those who are in has said.
    virtual void hear(int fd, std::string_view bytes) = 0;
    virtual void obey(const std::string& line) = 0;

private:
    void watch(int fd) const;
    void handle(int fd);

    int orders_;
    int epoll_;
    int listening_{-1};
    std::string line_;
    std::vector<bool> in_; ///< By descriptor.
};

/// All of it, waiting for the socket if need be: a limit, not a server.
void send_whole(int fd, std::string_view bytes);

} // namespace rostrum::bench
