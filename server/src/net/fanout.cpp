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

void Fanout::run_slice(Channel& channel)
{
    const auto end = std::min(channel.visited + limits::round_slice, channel.listeners.size());
    while (channel.visited < std::min(end, channel.listeners.size())) {
        channel.listeners[channel.visited++]->wake();
    }
    if (channel.visited >= channel.listeners.size()) {
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

void Fanout::join(const hall::Topic& topic, Listener& listener)
{
    auto& listeners = channels_[topic].listeners;
    listener.place_ = listeners.size();
    listeners.push_back(&listener);
}

void Fanout::leave(const hall::Topic& topic, Listener& listener)
{
    auto& channel = channels_[topic];
    assert(channel.listeners.at(listener.place_) == &listener);
    // The last one takes the place; if the round has passed that place, it must come again.
    auto* last = channel.listeners.back();
    channel.listeners[listener.place_] = last;
    last->place_ = listener.place_;
    channel.listeners.pop_back();
    if (channel.running && last->place_ < channel.visited) channel.again = true;
}

} // namespace rostrum::net
