// One WebSocket: Beast reads and keeps the protocol, the outbox writes, the session decides.
#pragma once

#include "net/correspondence.hpp"
#include "net/gated_stream.hpp"
#include "net/io_thread.hpp"
#include "net/message_buffer.hpp"
#include "net/peer_socket.hpp"
#include "session/connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace rostrum::net {

class Hub;

class WebSocketConnection final : public Correspondence<WebSocketConnection, PeerSocket>,
                                  public std::enable_shared_from_this<WebSocketConnection> {
public:
    using Steady = std::chrono::steady_clock::time_point;
    using Request = boost::beast::http::request<boost::beast::http::string_body>;

    WebSocketConnection(PeerSocket socket, session::Connection session, Hub& hub, IoThread& thread);
    ~WebSocketConnection();

    /// Answers the upgrade request and goes on from there.
    void start(const Request& request);

    void close(session::CloseCode code, const std::string& reason);
    /// Deadlines are looked at: what time it is by the clock, and by the steady one.
    void tick(core::Instant now, Steady steady);
    void on_clock_set(core::Instant now) { session_.on_clock_set(now); }
    /// The session has another id and nonce from now on.
    void rename(const session::Identity& fresh) { session_.rename(fresh); }

private:
    friend Correspondence;

    /// Reads when there is something. Until then nothing is held to read into: Beast's own waiting
    /// takes half a kilobyte, and a phone is nearly always silent. (It does wait behind a ping of
    /// WebSocket's own, which pages cannot send.)
    void await_message();
    void read();
    /// What Beast writes by itself.
    void write_control(std::string bytes);
    void refuse_pieces();
    void ask_step_up(session::Submit submit);
    void give_sign_of_life();
    [[nodiscard]] bool is_slow(core::Instant now, Steady steady) const;
    void leave();
    /// Nothing more is read.
    void end();

    // For the correspondence.
    [[nodiscard]] Fanout& fanout() { return thread_.fanout(); }
    void ask(std::function<void(hall::Front&)> task);
    template <typename Task>
    void post(Task task)
    {
        boost::asio::post(thread_.io(), std::move(task));
    }
    [[nodiscard]] Frame view_frame(const hall::Snapshot& snapshot);
    void submit(session::Submit submit);
    void followed();
    void unfollowed();
    void fell_off() { fell_off_at_ = std::chrono::steady_clock::now(); }
    void wait_writable();
    void reset();

    IoThread& thread_;
    Hub& hub_;
    boost::beast::websocket::stream<GatedStream, /*deflateSupported=*/false> stream_;
    MessageBuffer buffer_;
    std::uint64_t messages_heard_{0};
    Steady blocked_since_; ///< While it is.
    std::optional<Steady> fell_off_at_;
    std::optional<Steady> sign_given_at_;
    bool lags_{false}; ///< As the hall was told.
    bool entered_{false};
};

} // namespace rostrum::net
