// A browser over real sockets that says exactly what it is told to, and keeps a cookie and a nonce
// as a page does.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::system_test {

struct Reply {
    unsigned status{0};
    std::string set_cookie; ///< The whole line, or empty.
    std::string body;

    [[nodiscard]] boost::json::object json() const;
    /// Of a problem, else empty.
    [[nodiscard]] std::string code() const;
};

class Browser {
public:
    explicit Browser(boost::asio::ip::tcp::endpoint server) : server_(std::move(server)) {}

    Reply get(const std::string& path) { return send(boost::beast::http::verb::get, path, {}); }
    /// A cookie and a nonce in the answer are kept.
    Reply post(const std::string& path, const std::string& body);
    Reply post(const std::string& path, const boost::json::object& body);
    /// Uses the cookie of a session, and asks for its nonce.
    Reply come_in(const std::string& cookie_value);

    [[nodiscard]] const boost::asio::ip::tcp::endpoint& server() const { return server_; }
    [[nodiscard]] std::string host() const;

    std::string cookie; ///< `name=value`, or empty.
    std::string nonce;

private:
    Reply send(boost::beast::http::verb method, const std::string& path, const std::string& body);

    boost::asio::ip::tcp::endpoint server_;
};

/// One WebSocket. Every wait fails loudly when it takes longer than anybody would wait.
class Wire {
public:
    /// Opens it with the browser's cookie. The status is 101, or that of the refusal.
    explicit Wire(const Browser& browser);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    [[nodiscard]] unsigned status() const { return status_; }

    void say(std::string_view text);
    void hello(const std::string& nonce, const std::string& audience = "attendee",
               const std::string& hearing = "h01");
    void command(const std::string& id, const std::string& name,
                 const boost::json::object& body = {});

    /// The first message of this type that has not been taken yet.
    boost::json::object hear(std::string_view type);
    /// The `ack`, `refusal` or `error` with this id.
    boost::json::object answer_to(std::string_view id);
    /// `answer_to`, in one word: `ack`, or the code.
    std::string outcome(std::string_view id);
    /// Waits for the end; the close code, or 0 when there was none.
    std::uint16_t close_code();
    [[nodiscard]] bool is_open() const { return !ended_; }

private:
    using Socket = boost::beast::websocket::stream<boost::asio::ip::tcp::socket>;

    void read();
    void until(const std::function<bool()>& reached, std::string_view what);
    boost::json::object take(const std::function<bool(const boost::json::object&)>& wanted,
                             std::string_view what);

    boost::asio::io_context io_;
    Socket socket_{io_};
    boost::beast::flat_buffer buffer_;
    std::deque<boost::json::object> heard_;
    std::optional<std::uint16_t> close_code_;
    unsigned status_{0};
    bool ended_{false};
};

} // namespace rostrum::system_test
