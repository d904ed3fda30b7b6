// What one connection still has to send: a cursor into its audience's ring, and private frames that
// go between the ring's frames, never inside one.
#pragma once

#include "net/frame.hpp"
#include "net/limits.hpp"
#include "net/ring.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/container/static_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rostrum::net {

enum class Flushed : std::uint8_t {
    all,      ///< Nothing is left.
    blocked,  ///< The socket takes no more for now.
    fell_off, ///< The ring has gone on without this reader, or begun anew: it needs a fresh view.
    failed,   ///< The socket is dead.
};

class Outbox {
public:
    void push(Frame frame);
    /// A whole view, instead of any that waits still.
    void push_view(Frame frame);
    /// Reads the ring from `next` on, as long as that stays in its epoch. The ring must outlive
    /// this, or `unfollow` be called.
    void follow(const Ring& ring, hall::Version next);
    void unfollow() { ring_ = nullptr; }

    /// Gives the kernel everything pending, as few calls as it takes. The socket is a `PeerSocket`,
    /// or what stands for one where there is no network.
    template <typename Socket>
    [[nodiscard]] Flushed flush(Socket& socket);

    [[nodiscard]] std::size_t private_count() const { return privates_.size(); }
    /// Of what is not yet begun, without views.
    [[nodiscard]] std::size_t private_bytes() const { return private_bytes_; }

private:
    using Buffers =
        boost::container::static_vector<boost::asio::const_buffer, limits::buffers_per_write>;
    struct Private {
        Frame frame;
        bool is_view;
    };

    [[nodiscard]] bool gather(Buffers& buffers) const;
    void consume(std::size_t bytes);
    /// What goes out next. A change that is sent whole, as nearly all are, is never taken a share
    /// of.
    [[nodiscard]] const Frame& front() const;
    void pop();

    Frame partial_;                 ///< A frame of which `sent_` bytes are out already.
    std::size_t sent_{0};           ///< 0 as long as no frame is partial.
    std::vector<Private> privates_; ///< Few; a deque would hold memory for many, of each phone.
    std::size_t private_bytes_{0};
    const Ring* ring_{nullptr};
    hall::Epoch epoch_{0};
    hall::Version next_{0};
};

template <typename Socket>
Flushed Outbox::flush(Socket& socket)
{
    Buffers buffers;
    while (true) {
        buffers.clear();
        if (!gather(buffers)) return Flushed::fell_off;

        boost::system::error_code error;
        std::size_t written = 0;
        if (buffers.empty())
            socket.flush(error);
        else if (buffers.size() == 1) // Nearly always; the kernel has less to do then.
            written = socket.write_some(buffers.front(), error);
        else
            written = socket.write_some(buffers, error);
        if (error == boost::asio::error::would_block) return Flushed::blocked;
        if (error) return Flushed::failed;
        if (buffers.empty()) return Flushed::all;
        consume(written);
    }
}

} // namespace rostrum::net
