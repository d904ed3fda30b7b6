// The layer below Beast's WebSocket stream. Reading goes to the socket; whatever Beast writes (the
// handshake's answer, pongs, the closing frame) goes into the connection's outbox, so that it can
// never fall into the middle of a half-sent frame of ours. What is read is looked at for messages
// in too many pieces, and for where they end.
#pragma once

#include "net/frame_counter.hpp"
#include "net/limits.hpp"
#include "net/peer_socket.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/buffers_iterator.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/core/stream_traits.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace rostrum::net {

class GatedStream {
public:
    using executor_type = PeerSocket::executor_type;
    using Write = std::function<void(std::string bytes)>;

    GatedStream(PeerSocket socket, Write write)
        : socket_(std::move(socket)), write_(std::move(write))
    {
    }

    [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
    [[nodiscard]] PeerSocket& socket() { return socket_; }

    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers& buffers, Token&& token)
    {
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto handler, const Buffers& room) {
                socket_.async_read_some(
                    room, [this, room, handler = std::move(handler)](
                              boost::system::error_code error, std::size_t size) mutable {
                        if (!error && !count(room, size)) error = boost::asio::error::message_size;
                        std::move(handler)(error, size);
                    });
            },
            token, buffers);
    }

    /// Whether reading ended because a message was in too many pieces.
    [[nodiscard]] bool is_flooded() const { return flooded_; }
    /// Whether so many messages have been read, and nothing beyond them.
    [[nodiscard]] bool ends_with_message(std::uint64_t number) const
    {
        return counter_.ends_with_message(number);
    }

    template <typename Buffers, typename Token>
    auto async_write_some(const Buffers& buffers, Token&& token)
    {
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto handler, const Buffers& bytes) {
                std::string copy(boost::asio::buffers_begin(bytes),
                                 boost::asio::buffers_end(bytes));
                const auto size = copy.size();
                write_(std::move(copy));
                boost::asio::post(socket_.get_executor(),
                                  [handler = std::move(handler), size]() mutable {
                                      std::move(handler)(boost::system::error_code{}, size);
                                  });
            },
            token, buffers);
    }

private:
    template <typename Buffers>
    bool count(const Buffers& read, std::size_t size)
    {
        const auto end = boost::asio::buffer_sequence_end(read);
        for (auto at = boost::asio::buffer_sequence_begin(read); at != end && size > 0; ++at) {
            const boost::asio::const_buffer one = boost::asio::buffer(*at, size);
            size -= one.size();
            if (!counter_.take({static_cast<const char*>(one.data()), one.size()})) flooded_ = true;
        }
        return !flooded_;
    }

    PeerSocket socket_;
    FrameCounter counter_{limits::frames_per_message_max};
    bool flooded_{false};
    Write write_;
};

inline void beast_close_socket(GatedStream& stream)
{
    stream.socket().close();
}

/// Our side of the closing handshake has been written by then or never will be.
template <typename Handler>
void async_teardown(boost::beast::role_type role, GatedStream& stream, Handler&& handler)
{
    async_teardown(role, stream.socket(), std::forward<Handler>(handler));
}

inline void teardown(boost::beast::role_type role, GatedStream& stream,
                     boost::system::error_code& error)
{
    teardown(role, stream.socket(), error);
}

} // namespace rostrum::net
