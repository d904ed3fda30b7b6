#include "bench/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rostrum::bench {

Child::Child(const std::function<void(int orders, int told)>& serve)
{
    std::array<int, 2> orders{};
    std::array<int, 2> told{};
    if (::pipe(orders.data()) != 0 || ::pipe(told.data()) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::close(orders[1]);
        ::close(told[0]);
        ::signal(SIGPIPE, SIG_IGN);
        serve(orders[0], told[1]);
        ::_exit(0);
    }
    ::close(orders[0]);
    ::close(told[1]);
    orders_ = orders[1];
    std::string line;
    for (char byte = 0; ::read(told[0], &byte, 1) == 1 && byte != '\n';) line += byte;
    ::close(told[0]);
    port_ = static_cast<std::uint16_t>(std::atoi(line.c_str()));
    if (port_ == 0) throw std::runtime_error("a server to be measured did not start");
}

Child::~Child()
{
    ::close(orders_);
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

Entrance Child::entrance() const
{
    return {.greeting = [](std::size_t) {
        return std::string{"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                           "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"};
    }};
}

void Child::order(std::string line) const
{
    line += '\n';
    if (::write(orders_, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        throw std::runtime_error("a server to be measured takes no orders");
}

void tell_port(int told, std::uint16_t port)
{
    const auto line = std::to_string(port) + '\n';
    if (::write(told, line.data(), line.size()) < 0) ::_exit(1);
    ::close(told);
}

EpollLoop::EpollLoop(int orders, int told) : orders_(orders), epoll_(::epoll_create1(0))
{
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listening_, 4'096) != 0)
        ::_exit(1);
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
    watch(listening_);
    watch(orders_);
    tell_port(told, ntohs(address.sin_port));
}

void EpollLoop::run()
{
    std::array<epoll_event, 512> events{};
    while (true) {
        const int ready = ::epoll_wait(epoll_, events.data(), 512, -1);
        for (int i = 0; i < ready; ++i) handle(events.at(static_cast<std::size_t>(i)).data.fd);
    }
}

void EpollLoop::watch(int fd) const
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
}

void EpollLoop::handle(int fd)
{
    if (fd == listening_) {
        for (int one = 0; (one = ::accept4(fd, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
            in_.resize(std::max(in_.size(), static_cast<std::size_t>(one) + 1));
            in_[static_cast<std::size_t>(one)] = false;
            watch(one);
        }
        return;
    }
    std::array<char, 8'192> bytes{};
    const auto got = ::read(fd, bytes.data(), bytes.size());
    if (got <= 0) {
        if (fd == orders_) ::_exit(0);
        ::close(fd);
        return;
    }
    const std::string_view said(bytes.data(), static_cast<std::size_t>(got));
    if (fd == orders_) {
        line_.append(said);
        for (auto end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
            obey(line_.substr(0, end));
            line_.erase(0, end + 1);
        }
    }
    else if (in_[static_cast<std::size_t>(fd)]) {
        hear(fd, said);
    }
    else {
        in_[static_cast<std::size_t>(fd)] = true;
        send_whole(fd, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\n"
                       "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
        let_in(fd);
    }
}

void send_whole(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) return;
        if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

} // namespace rostrum::bench
