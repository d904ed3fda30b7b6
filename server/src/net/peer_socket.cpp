#include "net/peer_socket.hpp"

#include <cassert>

namespace rostrum::net {

PeerSocket::PeerSocket(Socket socket, const TlsContext* tls) : socket_(std::move(socket))
{
    assert(socket_.is_open()); // One that is opened later would block where it shall not.
    error_code ignored;        // Whoever is gone already is noticed at the first read.
    socket_.non_blocking(true, ignored);
    socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    if (tls != nullptr) tls_ = std::make_unique<TlsSession>(*tls, socket_);
}

PeerSocket::PeerSocket(PeerSocket&& other) noexcept
    : socket_(std::move(other.socket_)), tls_(std::move(other.tls_))
{
    if (tls_) tls_->follow(socket_);
}

void PeerSocket::end_sending()
{
    if (tls_) tls_->say_end();
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void PeerSocket::close()
{
    error_code ignored;
    socket_.close(ignored);
}

} // namespace rostrum::net
