// How an HTTP connection becomes a WebSocket.
#include "net/http_connection.hpp"
#include "net/websocket_connection.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

#include <utility>

namespace rostrum::net {
namespace {

namespace http = boost::beast::http;

/// The only one there is (RFC 6455 §4.1).
constexpr const char* websocket_version = "13";

/// Says to what (RFC 9110 §15.5.22), and in which version.
HttpResponse upgrade_required()
{
    auto refusal = problem(426, "upgrade_required", "this path is for WebSockets");
    refusal.headers.emplace_back("Upgrade", "websocket");
    refusal.headers.emplace_back("Sec-WebSocket-Version", websocket_version);
    return refusal;
}

} // namespace

void HttpConnection::upgrade()
{
    const auto& message = parser_->get();
    if (!boost::beast::websocket::is_upgrade(message) || carries_body() || buffer_.size() > 0) {
        return answer(upgrade_required());
    }
    if (lone_header("Sec-WebSocket-Version") != websocket_version) {
        return answer(upgrade_required());
    }
    if (!is_websocket_key(lone_header("Sec-WebSocket-Key"))) {
        return answer(problem(400, "malformed_request", "a Sec-WebSocket-Key of 16 bytes"));
    }
    if (auto refusal = check_origin()) return answer(std::move(*refusal));
    if (request_.cookie.empty()) return answer(problem(401, "no_session"));
    if (!lists(header(http::field::sec_websocket_protocol), "rostrum.v1")) {
        return answer(problem(400, "unknown_subprotocol", "offer rostrum.v1"));
    }
    look_up_session([this] {
        if (!request_.identity) return answer(problem(401, "no_session"));
        if (thread_->stopping) return answer(problem(503, "busy"));
        become_websocket();
    });
}

void HttpConnection::become_websocket()
{
    site_->metrics.count_http(101);
    const auto message = parser_->release();
    thread_->connections.erase(number_);
    session::Connection session(*request_.identity, allowance_, site_->hub.now());
    std::make_shared<WebSocketConnection>(std::move(stream_), std::move(session), site_->hub,
                                          thread_->io)
        ->start(message);
}

} // namespace rostrum::net
