// One HTTP/1.1 connection: reads a request, asks the gate, the door and the router in this order,
// answers, and goes on; or becomes a WebSocket.
#pragma once

#include "access/sessions.hpp"
#include "net/door.hpp"
#include "net/http.hpp"
#include "net/http_gate.hpp"
#include "net/hub.hpp"
#include "net/io_thread.hpp"
#include "net/limits.hpp"
#include "net/metrics.hpp"
#include "net/peer_socket.hpp"
#include "net/places.hpp"
#include "net/router.hpp"
#include "net/static_files.hpp"
#include "net/web_config.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::net {

/// What all connections are served from; made before the first and never changed.
struct Site {
    WebConfig config; ///< As bound: with its port, its own addresses, its public address.
    HttpGate gate;
    StaticFiles pages;
    Router router;
    Hub& hub;
    Door& door;
    Metrics& metrics;
    std::shared_ptr<Places> places; ///< For connections over HTTP, of all threads.
    /// The box's own site: whoever says who he is, is sent away, and one connection is one vote.
    bool is_anonymous{false};
    std::shared_ptr<Places> large_bodies{std::make_shared<Places>(limits::large_bodies_max)};

    /// Where the pages of this host send votes; empty when this is no site of pages.
    [[nodiscard]] std::string cast_origin(std::string_view host, bool is_secure) const;
};

class HttpConnection;

/// The connections of one I/O thread, touched on that thread only.
struct HttpThread {
    using ByNumber = std::map<std::uint64_t, std::weak_ptr<HttpConnection>>;

    IoThread& io;
    ByNumber connections{};
    bool stopping{false};
    /// Those for whose peer we wait, by a number that rises: the longest waiting first.
    ByNumber idle{};   ///< For a next request.
    ByNumber behind{}; ///< For the rest of a request, or until an answer is taken.
    std::uint64_t last_wait{0};

    /// False when the server stops.
    bool enter(std::uint64_t number, const std::shared_ptr<HttpConnection>& connection);
    /// Closes the one that has idled longest, or else kept us waiting longest; its place is free
    /// then. False when we owe everybody an answer.
    bool give_up_longest();
    void stop();
};

/// Counts among those who have not spoken as long as somebody holds it.
using Admission = std::shared_ptr<void>;

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    HttpConnection(PeerSocket socket, std::shared_ptr<const Site> site,
                   std::shared_ptr<HttpThread> thread, Admission admission);

    void start();
    /// Closes at once when it waits for a request, else after the answer, for which the peer is
    /// given less time than otherwise.
    void stop();
    void leave();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void read_head();
    void read_more_head();
    void refuse_long_head();
    void on_head(std::size_t size);
    [[nodiscard]] bool parse_head(std::size_t size);
    [[nodiscard]] std::optional<HttpResponse> describe_request();
    void serve();
    void serve_page();
    void serve_route(const Router::Match& match);
    [[nodiscard]] std::optional<HttpResponse> check_origin() const;
    [[nodiscard]] bool says_who_it_is() const;
    void let_page_read(HttpResponse& response) const;
    [[nodiscard]] bool is_monitor() const;
    void look_up_session(std::function<void()> then);
    void read_body(const Router::Match& match);
    void on_body(const Router::Match& match);
    void upgrade();
    void become_websocket();

    void answer(HttpResponse response);
    void answer_page(const StaticFile& file);
    void write(const HttpResponse& response, std::string_view body);
    void on_written();
    void drain();
    /// The peer has so long: whatever is being read or written then fails.
    void wait_for_peer(std::chrono::seconds span);
    void stop_waiting();
    void expire_after(std::chrono::seconds span);
    [[nodiscard]] bool carries_body() const;
    [[nodiscard]] std::string_view header(boost::beast::http::field field) const;
    /// Empty when it is not there exactly once.
    [[nodiscard]] std::string_view lone_header(std::string_view name) const;

    std::shared_ptr<const Site> site_;
    std::shared_ptr<HttpThread> thread_;
    Places::Place place_;
    Places::Place large_body_; ///< While it is read and worked on.
    Admission admission_;
    std::uint64_t number_;
    std::uint64_t wait_{0}; ///< Its number among those for whose peer we wait; 0: for us it is.
    PeerSocket stream_;
    boost::asio::steady_timer deadline_; ///< Runs while we wait for the peer.
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    HttpRequest request_;
    std::shared_ptr<access::Allowance> allowance_; ///< Of whoever the cookie says it is.
    Peer peer_;                                    ///< Of the socket.
    std::string host_; ///< Known to be ours; empty before that is known.
    std::string head_;
    HttpResponse response_;
    bool body_read_{false};
    bool keep_alive_{false};
    bool idle_{false}; ///< Not a byte of a request has come.
};

} // namespace rostrum::net
