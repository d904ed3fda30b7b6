// The socket under each of our connections.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace rostrum::net {

/// Knows its executor by type. Asio's usual one stands for any kind, and takes 100 bytes more in
/// each connection and in what waits on it.
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

} // namespace rostrum::net
