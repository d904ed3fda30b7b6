// Accepts connections and deals them out to the I/O threads in turn.
#pragma once

#include "access/rate_limit.hpp"
#include "net/episode.hpp"
#include "net/http_connection.hpp"
#include "net/io_thread.hpp"
#include "net/limits.hpp"
#include "net/peer_socket.hpp"
#include "net/socket.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::net {

/// All of it lives on the first I/O thread. A hall behind one address is normal: what is limited
/// per address are only sockets on which nobody has spoken yet.
class Listening : public std::enable_shared_from_this<Listening> {
public:
    /// Called on the I/O thread the socket belongs to, with that thread's place in the list.
    using Arrived = std::function<void(std::size_t thread, PeerSocket socket, Admission admission)>;

    /// The threads outlive this.
    explicit Listening(std::vector<IoThread*> threads);

    /// The port, also when 0 was asked for. Connections wait until `start`. The error is a sentence
    /// for the operator.
    std::expected<std::uint16_t, std::string> bind(const std::vector<std::string>& addresses,
                                                   std::uint16_t port);
    void start(std::function<core::Instant()> now, Arrived arrived);

    /// A proxy has all who come through it behind its one address: it is not counted. Before
    /// `start`.
    void exempt(std::vector<std::string> addresses) { exempt_ = std::move(addresses); }

    // Thread-safe.
    void set_cards(std::size_t cards);
    /// Every connection to come speaks TLS; those there are keep what they began with. Before
    /// `start`: all of them.
    void set_tls(std::shared_ptr<const TlsContext> tls);
    void stop();

private:
    struct Entrance {
        boost::asio::ip::tcp::acceptor acceptor;
        boost::asio::steady_timer pause;
    };

    std::expected<std::uint16_t, std::string> bind_one(const std::string& address,
                                                       std::uint16_t port);
    void accept(Entrance& entrance);
    void on_accepted(Entrance& entrance, std::size_t thread, boost::system::error_code error,
                     Socket socket);
    void accept_later(Entrance& entrance, std::chrono::milliseconds after);
    /// To the operator's log, for whoever waits outside cannot be told.
    void tell_of_shortage(const boost::system::error_code& error);
    /// Nothing for an address that has too many who have not spoken.
    [[nodiscard]] Admission admit(const std::string& address);
    /// Of accepting.
    [[nodiscard]] access::Limited pace() const
    {
        return tls_ ? access::Limited::accept_secure : access::Limited::accept;
    }

    std::vector<IoThread*> threads_;
    std::shared_ptr<const TlsContext> tls_; ///< Nothing: plain.
    std::vector<std::string> exempt_;
    std::list<Entrance> entrances_; ///< Never changed after `start`.
    std::function<core::Instant()> now_;
    Arrived arrived_;
    access::RateLimits rates_;
    access::UnauthenticatedSockets waiting_{0};
    Episode shortage_{limits::shortage_quiet};
    std::size_t next_{0};
    std::atomic<bool> stopped_{false};
};

} // namespace rostrum::net
