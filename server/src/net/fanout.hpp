// One I/O thread's side of the fan-out: a ring per audience, and a round that lets every connection
// send what it is behind by. Shares nothing with other threads but the frames' bytes.
#pragma once

#include "hall/front.hpp"
#include "net/frame.hpp"
#include "net/ring.hpp"

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <map>
#include <vector>

namespace rostrum::net {

/// Somebody who reads a ring.
class Listener {
public:
    /// The ring has grown: send what is pending.
    virtual void wake() = 0;

protected:
    ~Listener() = default;

private:
    friend class Fanout;
    std::size_t place_{0}; ///< In its channel.
};

class Fanout {
public:
    explicit Fanout(boost::asio::io_context& io) : io_(io) {}

    void publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version, Frame frame);

    /// The ring of a topic. It lives as long as this does; before it has an epoch, as long as
    /// somebody has joined.
    [[nodiscard]] Ring& ring(const hall::Topic& topic);
    /// `touched`: what its `wake` needs besides itself.
    void join(const hall::Topic& topic, Listener& listener, const void* touched);
    void leave(const hall::Topic& topic, Listener& listener);

    [[nodiscard]] std::size_t channel_count() const { return channels_.size(); }

private:
    struct Seat {
        Listener* listener;
        const void* touched;
    };

    /// A round walks the listeners once, slice by slice; a frame published meanwhile starts
    /// another.
    struct Channel {
        Ring ring;
        std::vector<Seat> seats;
        std::size_t visited{0};
        bool running{false};
        bool again{false};
    };

    void run_slice(Channel& channel);
    static void fetch_ahead(const Channel& channel);

    boost::asio::io_context& io_;
    /// References into it stay valid. Bounded by the hearings there are and by the connections,
    /// each of which follows one.
    std::map<hall::Topic, Channel> channels_;
};

} // namespace rostrum::net
