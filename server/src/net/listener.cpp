#include "net/listener.hpp"

#include "net/limits.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/errc.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

} // namespace

Listening::Listening(std::vector<IoThread*> threads) : threads_(std::move(threads)) {}

std::expected<std::uint16_t, std::string> Listening::bind(const std::vector<std::string>& addresses,
                                                          std::uint16_t port)
{
    if (addresses.empty()) return std::unexpected("there is no address to listen on");
    for (const auto& address : addresses) {
        // With port 0 the first address gets a free one, and the others the same.
        const auto bound = bind_one(address, port);
        if (!bound) return bound;
        port = *bound;
    }
    return port;
}

std::expected<std::uint16_t, std::string> Listening::bind_one(const std::string& address,
                                                              std::uint16_t port)
{
    error_code error;
    const auto parsed = asio::ip::make_address(address, error);
    if (error) return std::unexpected("not an address to listen on: " + address);
    const tcp::endpoint endpoint(parsed, port);
    auto& io = threads_.front()->io();
    auto& entrance = entrances_.emplace_back(Entrance{tcp::acceptor(io), asio::steady_timer(io)});
    auto& acceptor = entrance.acceptor;

    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    // `::` and `0.0.0.0` may both be asked for; each then has its own.
    if (!error && parsed.is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) {
        entrances_.pop_back();
        return std::unexpected("cannot listen on " + address + " port " + std::to_string(port) +
                               ": " + error.message());
    }
    return acceptor.local_endpoint().port();
}

void Listening::start(std::function<core::Instant()> now, Arrived arrived)
{
    now_ = std::move(now);
    arrived_ = std::move(arrived);
    asio::post(threads_.front()->io(), [self = shared_from_this()] {
        for (auto& entrance : self->entrances_) self->accept(entrance);
    });
}

void Listening::set_cards(std::size_t cards)
{
    asio::post(threads_.front()->io(),
               [self = shared_from_this(), cards] { self->waiting_.set_cards(cards); });
}

void Listening::set_tls(std::shared_ptr<const TlsContext> tls)
{
    asio::post(threads_.front()->io(), [self = shared_from_this(), tls = std::move(tls)]() mutable {
        self->tls_ = std::move(tls);
    });
}

void Listening::stop()
{
    stopped_ = true;
    asio::post(threads_.front()->io(), [self = shared_from_this()] {
        for (auto& entrance : self->entrances_) {
            error_code ignored;
            entrance.acceptor.close(ignored);
            entrance.pause.cancel();
        }
    });
}

void Listening::accept(Entrance& entrance)
{
    if (stopped_) return;
    const auto wait = rates_.wait(pace(), "", now_());
    if (wait.ms > 0) return accept_later(entrance, std::chrono::milliseconds(wait.ms));
    const auto thread = next_++ % threads_.size();
    entrance.acceptor.async_accept(
        threads_[thread]->io(),
        [self = shared_from_this(), &entrance, thread](error_code error, Socket socket) {
            self->on_accepted(entrance, thread, error, std::move(socket));
        });
}

void Listening::on_accepted(Entrance& entrance, std::size_t thread, error_code error, Socket socket)
{
    if (stopped_) return;
    // No descriptor left: those who wait stay in the kernel's queue until one is free.
    if (error) {
        tell_of_shortage(error);
        return accept_later(entrance, limits::accept_pause);
    }
    static_cast<void>(rates_.take(pace(), "", now_()));

    error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    auto admission = gone ? nullptr : admit(peer.address().to_string());
    if (admission) {
        asio::post(threads_[thread]->io(), [self = shared_from_this(), thread,
                                            socket = PeerSocket(std::move(socket), tls_.get()),
                                            admission = std::move(admission)]() mutable {
            self->arrived_(thread, std::move(socket), std::move(admission));
        });
    }
    accept(entrance);
}

void Listening::accept_later(Entrance& entrance, std::chrono::milliseconds after)
{
    entrance.pause.expires_after(after);
    entrance.pause.async_wait([self = shared_from_this(), &entrance](error_code error) {
        if (!error) self->accept(entrance);
    });
}

void Listening::tell_of_shortage(const error_code& error)
{
    namespace errc = boost::system::errc;
    const bool is_one = error == errc::too_many_files_open || // Of this process, or of the machine.
                        error == errc::too_many_files_open_in_system;
    if (is_one && shortage_.begins(now_()))
        spdlog::warn("no connection is accepted until another ends: {}", error.message());
}

Admission Listening::admit(const std::string& address)
{
    if (std::ranges::find(exempt_, address) != exempt_.end()) return shared_from_this();
    if (!waiting_.enter(address)) return nullptr;
    const auto leave = [weak = weak_from_this(), address](void*) {
        const auto self = weak.lock();
        if (!self || self->stopped_) return; // The thread may be at its end already.
        asio::post(self->threads_.front()->io(),
                   [self, address] { self->waiting_.leave(address); });
    };
    return {this, leave};
}

} // namespace rostrum::net
