// The layer below Beast's WebSocket stream. Reading goes to the socket; whatever Beast writes (the
// handshake's answer, pongs, the closing frame) goes into the connection's outbox, so that it can
// never fall into the middle of a half-sent frame of ours.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/buffers_iterator.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/core/stream_traits.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace rostrum::net {

class GatedStream {
public:
    using executor_type = boost::asio::ip::tcp::socket::executor_type;
    using Write = std::function<void(std::string bytes)>;

    GatedStream(boost::asio::ip::tcp::socket socket, Write write)
        : socket_(std::move(socket)), write_(std::move(write))
    {
    }

    [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
    [[nodiscard]] boost::asio::ip::tcp::socket& socket() { return socket_; }

    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers& buffers, Token&& token)
    {
        return socket_.async_read_some(buffers, std::forward<Token>(token));
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
    boost::asio::ip::tcp::socket socket_;
    Write write_;
};

/// Called by Beast when its own deadline is over.
inline void beast_close_socket(GatedStream& stream)
{
    boost::system::error_code ignored;
    stream.socket().close(ignored);
}

/// Called by Beast after the closing handshake. Our side has been written by then or never will be.
template <typename Handler>
void async_teardown(boost::beast::role_type /*role*/, GatedStream& stream, Handler&& handler)
{
    boost::system::error_code error;
    stream.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_both, error);
    boost::asio::post(stream.get_executor(), [handler = std::forward<Handler>(handler),
                                              error]() mutable { std::move(handler)(error); });
}

inline void teardown(boost::beast::role_type /*role*/, GatedStream& stream,
                     boost::system::error_code& error)
{
    stream.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_both, error);
}

} // namespace rostrum::net
