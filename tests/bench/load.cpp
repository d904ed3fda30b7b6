#include "bench/load.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rostrum::bench {
namespace {

constexpr std::size_t connections_per_address = 8'000;
/// So many are on their way at a time: a server's queue of new connections is no part of what is
/// measured.
constexpr std::size_t opened_at_once = 200;
constexpr std::string_view let_in = "HTTP/1.1 101";

void send_all(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) throw std::runtime_error(std::string{"send: "} + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

} // namespace

Load::Load() : epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
    if (epoll_ < 0) throw std::runtime_error("no epoll");
}

Load::~Load()
{
    for (const auto& socket : sockets_) ::close(socket.fd);
    ::close(epoll_);
}

void Load::connect(std::uint16_t port, std::size_t count, const Greeting& greeting,
                   const Greeting& first)
{
    sockets_.reserve(count);
    stamp_ = let_in;
    for (std::size_t begun = 0; begun < count;) {
        const auto now = std::min(opened_at_once, count - begun);
        for (std::size_t i = 0; i < now; ++i) open(port, begun + i, greeting(begun + i));
        run(std::chrono::seconds{60}, "being let in");
        for (std::size_t i = begun; first && i < begun + now; ++i)
            send_all(sockets_[i].fd, first(i));
        begun += now;
    }
}

void Load::open(std::uint16_t port, std::size_t number, const std::string& greeting)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) throw std::runtime_error(std::string{"socket: "} + std::strerror(errno));
    expect(sockets_.emplace_back(fd));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const auto host = static_cast<std::uint32_t>(2 + number / connections_per_address);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + host);
    const int port_only = 1;
    ::setsockopt(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &port_only, sizeof port_only);
    if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error(std::string{"bind: "} + std::strerror(errno));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error(std::string{"connect: "} + std::strerror(errno));
    send_all(fd, greeting);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.u64 = sockets_.size() - 1;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) throw std::runtime_error("epoll_ctl");
}

std::chrono::nanoseconds Load::spread(std::string_view stamp, const std::function<void()>& trigger)
{
    stamp_ = stamp;
    for (auto& socket : sockets_) expect(socket);
    const auto begun = std::chrono::steady_clock::now();
    trigger();
    run(std::chrono::seconds{60}, "a message");
    return std::chrono::steady_clock::now() - begun;
}

void Load::expect(Socket& socket)
{
    socket.has_it = false;
    socket.tail.clear();
    ++left_;
}

void Load::take(Socket& socket, std::string_view bytes)
{
    received_ += bytes.size();
    if (socket.has_it) return;
    socket.tail.append(bytes);
    if (socket.tail.find(stamp_) != std::string::npos) {
        socket.has_it = true;
        socket.tail.clear();
        --left_;
    }
    else if (socket.tail.size() > stamp_.size()) {
        socket.tail.erase(0, socket.tail.size() - stamp_.size());
    }
}

void Load::run(std::chrono::seconds patience, const char* what)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    std::array<epoll_event, 512> events{};
    std::array<char, 64 * 1024> bytes{};
    while (left_ > 0) {
        const int ready =
            ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1'000);
        if (std::chrono::steady_clock::now() > end)
            throw std::runtime_error(std::to_string(left_) + " connections still wait for " + what);
        for (int i = 0; i < ready; ++i) {
            auto& socket = sockets_[events.at(static_cast<std::size_t>(i)).data.u64];
            while (true) {
                const auto got = ::recv(socket.fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
                if (got == 0)
                    throw std::runtime_error(std::string{"closed while waiting for "} + what);
                if (got < 0) break;
                take(socket, {bytes.data(), static_cast<std::size_t>(got)});
            }
        }
    }
}

std::string client_frame(std::string_view text)
{
    constexpr std::size_t short_max = 125;
    std::string frame{'\x81'};
    if (text.size() <= short_max) {
        frame += static_cast<char>(0x80U | text.size());
    }
    else {
        frame += '\xFE';
        frame += static_cast<char>(text.size() >> 8U);
        frame += static_cast<char>(text.size() & 0xFFU);
    }
    frame += std::string(4, '\0');
    return frame.append(text);
}

} // namespace rostrum::bench
