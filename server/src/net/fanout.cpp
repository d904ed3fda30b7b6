#include "net/fanout.hpp"

#include "net/limits.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cassert>
#include <utility>

namespace rostrum::net {
void Fanout::publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                     Frame frame)
{
    auto& channel = channels_[topic];
    channel.ring.push(epoch, version, std::move(frame));
    if (std::exchange(channel.running, true)) {
        channel.again = true;
        return;
    }
    run_slice(channel);
}

/// Listeners are all over the memory, and a round visits each but once: while one is served, what
/// the next needs is on its way.
void Fanout::fetch_ahead(const Channel& channel)
{
    if (channel.visited + 1 >= channel.seats.size()) return;
    const auto& next = channel.seats[channel.visited + 1];
    constexpr std::size_t line_bytes = 64;
    const auto fetch = [](const void* begin, std::size_t lines) {
        const auto* line = static_cast<const char*>(begin);
        for (; lines > 0; --lines, line += line_bytes) __builtin_prefetch(line);
    };
    fetch(next.listener, 3); // What lies at its beginning.
    fetch(next.touched, 2);  // A socket is no longer.
}

void Fanout::run_slice(Channel& channel)
{
    const auto end = std::min(channel.visited + limits::round_slice, channel.seats.size());
    while (channel.visited < std::min(end, channel.seats.size())) {
        fetch_ahead(channel);
        channel.seats[channel.visited++].listener->wake();
    }
    if (channel.visited >= channel.seats.size()) {
        channel.visited = 0;
        if (!std::exchange(channel.again, false)) {
            channel.running = false;
            return;
        }
    }
    boost::asio::post(io_, [this, &channel] { run_slice(channel); });
}

Ring& Fanout::ring(const hall::Topic& topic)
{
    return channels_[topic].ring;
}

void Fanout::join(const hall::Topic& topic, Listener& listener, const void* touched)
{
    auto& seats = channels_[topic].seats;
    listener.place_ = seats.size();
    seats.push_back({&listener, touched});
}

void Fanout::leave(const hall::Topic& topic, Listener& listener)
{
    const auto found = channels_.find(topic);
    assert(found != channels_.end());
    auto& channel = found->second;
    assert(channel.seats.at(listener.place_).listener == &listener);
    // The last one takes the place; if the round has passed that place, it must come again.
    const auto last = channel.seats.back();
    channel.seats[listener.place_] = last;
    last.listener->place_ = listener.place_;
    channel.seats.pop_back();
    if (channel.running && last.listener->place_ < channel.visited) channel.again = true;
    // Of what was never shown, such as a hearing that somebody made up, nothing stays. No round
    // runs there.
    if (channel.seats.empty() && channel.ring.epoch() == 0) channels_.erase(found);
}

} // namespace rostrum::net
