// A connected socket that does not block, plain or under TLS; what is above it need not know which.
// Without TLS every call goes straight to the socket.
#pragma once

#include "net/socket.hpp"
#include "net/tls.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/core/stream_traits.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace rostrum::net {

class PeerSocket {
public:
    using Socket = net::Socket;
    using executor_type = Socket::executor_type;
    using error_code = boost::system::error_code;

    /// No context: plain.
    PeerSocket(Socket socket, const TlsContext* tls);
    PeerSocket(PeerSocket&& other) noexcept;
    PeerSocket& operator=(PeerSocket&&) = delete;
    PeerSocket(const PeerSocket&) = delete;
    PeerSocket& operator=(const PeerSocket&) = delete;
    ~PeerSocket() = default;

    [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
    [[nodiscard]] Socket& socket() { return socket_; }
    [[nodiscard]] bool is_secure() const { return tls_ != nullptr; }

    /// At once where there is nothing to agree on.
    template <typename Token>
    auto async_handshake(Token&& token)
    {
        return boost::asio::async_initiate<Token, void(error_code)>(
            [this](auto handler) {
                run([this](error_code& error) { return handshake(error); },
                    [handler = std::move(handler)](error_code error, std::size_t) mutable {
                        std::move(handler)(error);
                    });
            },
            token);
    }

    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers& buffers, Token&& token)
    {
        return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(
            [this](auto handler, const Buffers& wanted) {
                if (!tls_) return socket_.async_read_some(wanted, std::move(handler));
                const auto room = first_of(wanted);
                run([this, room](error_code& error) { return read(room, error); },
                    std::move(handler));
            },
            token, buffers);
    }

    /// Until there is something to read, be it the end.
    template <typename Token>
    auto async_wait_readable(Token&& token)
    {
        return boost::asio::async_initiate<Token, void(error_code)>(
            [this](auto handler) {
                if (!tls_ || !tls_->has_pending()) {
                    return socket_.async_wait(Socket::wait_read, std::move(handler));
                }
                boost::asio::post(socket_.get_executor(), [handler = std::move(handler)]() mutable {
                    std::move(handler)(error_code{});
                });
            },
            token);
    }

    /// Done when the kernel has what was taken.
    template <typename Buffers, typename Token>
    auto async_write_some(const Buffers& buffers, Token&& token)
    {
        return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(
            [this](auto handler, const Buffers& offered) {
                if (!tls_) return socket_.async_write_some(offered, std::move(handler));
                run(
                    [this, offered, taken = std::size_t{0}](error_code& error) mutable {
                        if (taken == 0) taken = write_some(offered, error);
                        if (!error) flush(error);
                        return taken;
                    },
                    std::move(handler));
            },
            token, buffers);
    }

    /// As much as goes now; `would_block` when that is nothing. What was taken is the socket's, and
    /// on its way when `flush` succeeds.
    template <typename Buffers>
    std::size_t write_some(const Buffers& buffers, error_code& error)
    {
        if (!tls_) return socket_.write_some(buffers, error);
        std::array<char, record_bytes> record;
        const auto size = boost::asio::buffer_copy(boost::asio::buffer(record), buffers);
        return tls_->write({record.data(), size}, error);
    }
    void flush(error_code& error)
    {
        if (tls_)
            tls_->flush(error);
        else
            error = {};
    }

    /// Says that nothing follows.
    void end_sending();
    void close();

private:
    static constexpr std::size_t record_bytes = SSL3_RT_MAX_PLAIN_LENGTH;

    template <typename Buffers>
    static boost::asio::mutable_buffer first_of(const Buffers& buffers)
    {
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
            const boost::asio::mutable_buffer one(*at);
            if (one.size() > 0) return one;
        }
        return {};
    }

    std::size_t handshake(error_code& error)
    {
        if (tls_)
            tls_->handshake(error);
        else
            error = {};
        return 0;
    }
    std::size_t read(boost::asio::mutable_buffer room, error_code& error)
    {
        error = {};
        if (room.size() == 0) return 0;
        return tls_->read({static_cast<char*>(room.data()), room.size()}, error);
    }

    /// Repeats a step whenever the socket is ready for it, then calls the handler, never at once.
    template <typename Step, typename Handler>
    void run(Step step, Handler handler)
    {
        error_code error;
        const auto bytes = step(error);
        if (error == boost::asio::error::would_block) {
            return wait(std::move(step), std::move(handler));
        }
        boost::asio::post(socket_.get_executor(),
                          [handler = std::move(handler), error, bytes]() mutable {
                              std::move(handler)(error, bytes);
                          });
    }

    template <typename Step, typename Handler>
    void wait(Step step, Handler handler)
    {
        socket_.async_wait(
            tls_->wanted(),
            [this, step = std::move(step), handler = std::move(handler)](error_code error) mutable {
                if (error) return std::move(handler)(error, std::size_t{0});
                const auto bytes = step(error);
                if (error == boost::asio::error::would_block) {
                    return wait(std::move(step), std::move(handler));
                }
                std::move(handler)(error, bytes);
            });
    }

    Socket socket_;
    std::unique_ptr<TlsSession> tls_;
};

/// Called by Beast when its own deadline is over.
inline void beast_close_socket(PeerSocket& socket)
{
    socket.close();
}

inline void teardown(boost::beast::role_type /*role*/, PeerSocket& socket,
                     boost::system::error_code& error)
{
    socket.end_sending();
    socket.socket().shutdown(PeerSocket::Socket::shutdown_both, error);
}

/// Called by Beast after the closing handshake.
template <typename Handler>
void async_teardown(boost::beast::role_type role, PeerSocket& socket, Handler&& handler)
{
    boost::system::error_code error;
    teardown(role, socket, error);
    boost::asio::post(socket.get_executor(), [handler = std::forward<Handler>(handler),
                                              error]() mutable { std::move(handler)(error); });
}

} // namespace rostrum::net
