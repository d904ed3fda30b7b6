// A client over real sockets, as a phone or a desk is one: joins, follows a hearing, sends commands
// and sends them again until they are answered. For the demo, the rehearsal and the system tests.
#pragma once

#include "net/peer_socket.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::cli {

struct PhoneSettings {
    boost::asio::ip::tcp::endpoint server;
    boost::asio::ip::address from; ///< Where to connect from; unspecified: anywhere.
    std::string door;              ///< `join` or `link`.
    std::string token;
    std::string hearing;
    std::string audience{"attendee"};
    std::string name;       ///< Makes command ids unique and repeatable.
    bool keeps_view{false}; ///< Applies every patch; otherwise only versions are followed.
    std::shared_ptr<const net::TlsContext> tls{}; ///< Nothing: plain.
};

struct PhoneAnswer {
    bool accepted{false};
    std::string code; ///< Of the refusal or error.
    boost::json::object result;
    std::chrono::nanoseconds latency{};
};

struct PhoneCounts {
    std::int64_t connections{0};
    std::int64_t views{0};
    std::int64_t patches{0};
    std::int64_t gaps{0}; ///< Versions missed without a fresh view: must stay zero.
    std::int64_t resends{0};
    std::int64_t put_off{0}; ///< Told that it cannot be just now, and so sent again a little later.
};

class Phone : public std::enable_shared_from_this<Phone> {
public:
    using Answered = std::function<void(const PhoneAnswer&)>;

    Phone(boost::asio::io_context& io, PhoneSettings settings);

    /// Connects, and again whenever the connection is lost, until `stop`.
    void start();
    void stop();
    /// The network is gone for a moment.
    void drop();

    /// Sends now or as soon as there is a connection, and again after every loss, with the same id.
    std::string command(std::string name, boost::json::object body, Answered answered);

    /// Called at each view and patch, and at each `me`.
    std::function<void()> on_change;
    /// Called when the server lets nobody in with this token (code of the problem).
    std::function<void(const std::string&)> on_turned_away;

    /// Connected, and told who it is since.
    [[nodiscard]] bool is_welcome() const { return welcome_; }
    [[nodiscard]] bool has_view() const { return counts_.views > 0; }
    /// Of the view; 0 before the first.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] std::size_t unanswered() const { return pending_.size(); }
    [[nodiscard]] const PhoneCounts& counts() const { return counts_; }
    [[nodiscard]] const boost::json::object& view() const { return view_; }
    [[nodiscard]] const boost::json::object& me() const { return me_; }
    [[nodiscard]] const PhoneSettings& settings() const { return settings_; }
    [[nodiscard]] const std::string& cookie() const { return cookie_; }
    /// Of the page that this phone shows.
    [[nodiscard]] std::string origin() const;

private:
    using Socket = net::PeerSocket;
    using WebSocket = boost::beast::websocket::stream<Socket>;
    using Clock = std::chrono::steady_clock;

    struct Pending {
        std::string id;
        std::string text;
        Answered answered;
        std::optional<Clock::time_point> sent_first;
    };

    void connect();
    void enter(net::Socket socket);
    void knock(std::shared_ptr<Socket> socket);
    void upgrade(Socket socket);
    void greet();
    void read(const std::shared_ptr<WebSocket>& stream);
    void on_text(std::string_view text);
    void on_answer(std::string_view type, const boost::json::object& message);
    void on_patch(std::string_view text);
    void send(std::string text);
    void write();
    void lost(const std::shared_ptr<WebSocket>& stream);
    void connect_later();
    void ping_later();

    boost::asio::io_context& io_;
    PhoneSettings settings_;
    boost::asio::steady_timer timer_;
    boost::asio::steady_timer ping_timer_;
    std::shared_ptr<WebSocket> stream_;
    boost::beast::flat_buffer buffer_;
    std::deque<std::string> outgoing_;
    std::deque<Pending> pending_;
    std::string cookie_;
    std::string nonce_;
    boost::json::object view_;
    boost::json::object me_;
    std::uint64_t epoch_{0};
    std::uint64_t version_{0};
    PhoneCounts counts_;
    std::int64_t next_command_{1};
    int failures_{0};
    bool connected_{false};
    bool welcome_{false};
    bool stopped_{false};
};

} // namespace rostrum::cli
