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
#include <utility>

namespace rostrum::bench {
namespace {

/// Fewer than ports, and than one server lets wait at its door from one address.
constexpr std::size_t addresses = 50;
constexpr std::string_view let_in = "HTTP/1.1 101";
constexpr std::chrono::seconds patience{60};

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
    hang_up();
    ::close(epoll_);
}

void Load::hang_up()
{
    for (const auto& socket : sockets_) ::close(socket.fd);
    sockets_.clear();
    left_ = 0;
}

Load::Times Load::connect(std::uint16_t port, std::size_t count, const Entrance& entrance)
{
    const auto begun = Clock::now();
    sockets_.reserve(count);
    std::size_t in = 0; // Of those opened, the first so many have been let in or wait for it.
    while (sockets_.size() < count || left_ > 0) {
        while (sockets_.size() < count && left_ < entrance.width) {
            const auto number = sockets_.size();
            open(port, number);
            send_all(sockets_[number].fd, entrance.greeting(number));
            expect(number, std::string{let_in}, begun);
        }
        poll(std::chrono::milliseconds{100});
        for (; in < sockets_.size() && sockets_[in].awaited.empty(); ++in) {
            if (!entrance.first) continue;
            send_all(sockets_[in].fd, entrance.first(in));
            if (!entrance.welcome.empty()) expect(in, entrance.welcome, begun);
        }
        if (Clock::now() - begun > 4 * patience)
            throw std::runtime_error(std::to_string(left_) + " still wait to be let in");
    }
    return times();
}

void Load::open(std::uint16_t port, std::size_t number)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) throw std::runtime_error(std::string{"socket: "} + std::strerror(errno));
    sockets_.emplace_back(fd);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const auto host = static_cast<std::uint32_t>(2 + number % addresses);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + host);
    const int yes = 1;
    ::setsockopt(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    // Closing leaves nothing behind in the kernel, so that the next storm finds its ports.
    const linger none{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error(std::string{"bind: "} + std::strerror(errno));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error(std::string{"connect: "} + std::strerror(errno));
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.u64 = number;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) throw std::runtime_error("epoll_ctl");
}

std::chrono::nanoseconds Load::spread(const std::string& stamp,
                                      const std::function<void()>& trigger)
{
    const auto begun = Clock::now();
    for (std::size_t n = 0; n < sockets_.size(); ++n) expect(n, stamp, begun);
    const auto triggered = Clock::now();
    trigger();
    settle("a message");
    return Clock::now() - triggered;
}

Load::Times Load::ask(std::chrono::nanoseconds over, const std::vector<Exchange>& exchanges)
{
    const auto count = sockets_.size();
    std::vector<std::string> frames;
    for (const auto& exchange : exchanges)
        for (std::size_t n = 0; n < count; ++n)
            frames.push_back(client_frame(exchange.question(n)));
    // So that sending and hearing take turns also when all have their turn at once.
    constexpr std::size_t sent_at_once = 32;

    Times answered; // Of all exchanges but the last.
    const auto begun = Clock::now();
    const auto turn = [&](std::size_t next) {
        return begun + over * static_cast<std::int64_t>(next) / static_cast<std::int64_t>(count);
    };
    const auto can_speak = [&](std::size_t next) {
        return turn(next) <= Clock::now() && sockets_[next % count].awaited.empty();
    };
    for (std::size_t next = 0; next < frames.size();) {
        const auto end = std::min(next + sent_at_once, frames.size());
        for (; next < end && can_speak(next); ++next) {
            const auto n = next % count;
            if (next >= count) answered.push_back(sockets_[n].waited);
            expect(n, exchanges[next / count].answer(n), turn(next));
            send_all(sockets_[n].fd, frames[next]);
        }
        poll(std::chrono::milliseconds{next < frames.size() && !can_speak(next) ? 1 : 0});
        if (next < frames.size() && Clock::now() - turn(next) > patience)
            throw std::runtime_error("somebody waits for an answer and cannot go on");
    }
    settle("an answer");
    auto all = times();
    all.insert(all.end(), answered.begin(), answered.end());
    std::ranges::sort(all);
    return all;
}

void Load::expect(std::size_t number, std::string awaited, Clock::time_point since)
{
    auto& socket = sockets_[number];
    socket.awaited = std::move(awaited);
    socket.tail.clear();
    socket.since = since;
    ++left_;
}

void Load::take(Socket& socket, std::string_view bytes)
{
    if (socket.awaited.empty()) return;
    socket.tail.append(bytes);
    if (socket.tail.find(socket.awaited) != std::string::npos) {
        socket.waited = Clock::now() - socket.since;
        socket.awaited.clear();
        socket.tail.clear();
        --left_;
    }
    else if (socket.tail.size() > socket.awaited.size()) {
        socket.tail.erase(0, socket.tail.size() - socket.awaited.size());
    }
}

void Load::poll(std::chrono::milliseconds most)
{
    std::array<epoll_event, 512> events{};
    std::array<char, 64 * 1024> bytes{};
    const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(most.count()));
    for (int i = 0; i < ready; ++i) {
        auto& socket = sockets_[events.at(static_cast<std::size_t>(i)).data.u64];
        while (true) {
            const auto got = ::recv(socket.fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (got == 0 || (got < 0 && errno != EAGAIN))
                throw std::runtime_error("closed while waiting for " + socket.awaited);
            if (got < 0) break;
            take(socket, {bytes.data(), static_cast<std::size_t>(got)});
        }
    }
}

void Load::settle(const char* what)
{
    const auto end = Clock::now() + patience;
    while (left_ > 0) {
        poll(std::chrono::milliseconds{1'000});
        if (Clock::now() > end)
            throw std::runtime_error(std::to_string(left_) + " connections still wait for " + what);
    }
}

Load::Times Load::times() const
{
    Times all;
    for (const auto& socket : sockets_) all.push_back(socket.waited);
    std::ranges::sort(all);
    return all;
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
