// One WebSocket: Beast reads and keeps the protocol, the outbox writes, the session decides.
#pragma once

#include "hall/front.hpp"
#include "net/fanout.hpp"
#include "net/gated_stream.hpp"
#include "net/io_thread.hpp"
#include "net/message_buffer.hpp"
#include "net/outbox.hpp"
#include "net/peer_socket.hpp"
#include "session/connection.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace rostrum::net {

class Hub;

class WebSocketConnection final : public Listener,
                                  public std::enable_shared_from_this<WebSocketConnection> {
public:
    using Request = boost::beast::http::request<boost::beast::http::string_body>;

    /// `number` rises with every connection of the process.
    WebSocketConnection(PeerSocket socket, session::Connection session, Hub& hub, IoThread& thread,
                        std::uint64_t number);
    ~WebSocketConnection();
    WebSocketConnection(const WebSocketConnection&) = delete;
    WebSocketConnection& operator=(const WebSocketConnection&) = delete;

    /// Answers the upgrade request and goes on from there.
    void start(const Request& request);

    void wake() override;
    void send(const Frame& frame);
    void close(session::CloseCode code, const std::string& reason);
    void tick();
    /// The session has another id and nonce from now on.
    void rename(const session::Identity& fresh) { session_.rename(fresh); }

    [[nodiscard]] const session::Identity& identity() const { return session_.identity(); }
    [[nodiscard]] const std::string& stream() const { return topic_.stream; }
    [[nodiscard]] std::uint64_t number() const { return number_; }

private:
    void read();
    /// What Beast writes by itself.
    void write_control(std::string bytes);
    void refuse_pieces();
    [[nodiscard]] std::size_t private_bytes_max() const;
    void perform(session::Actions actions);
    void follow(const session::Follow& follow);
    void unfollow();
    [[nodiscard]] hall::Follower follower() const
    {
        return {topic_.stream, identity().actor(), number_};
    }
    [[nodiscard]] bool is_slow() const;
    void ask_for_view();
    void on_view(const std::expected<hall::Snapshot, hall::Trouble>& snapshot,
                 const hall::Topic& topic);
    void ask_for_me();
    void submit(session::Submit submit);
    void ask_step_up(session::Submit submit);
    void hand_in(session::Submit submit);
    void give_sign_of_life();
    void fail(const std::string& id, const char* code);
    void answer(const std::string& id, const hall::Answer& answer);
    void flush();
    void wait_writable();
    void leave();
    void reset();

    // What a change touches of each connection lies together at its beginning: in a large hall
    // the way to memory costs more than what is done there.
    std::optional<std::chrono::steady_clock::time_point> blocked_since_;
    Outbox outbox_;
    PeerSocket* socket_; ///< Deep in the stream.

    IoThread& thread_;
    Hub& hub_;
    std::uint64_t number_;
    session::Connection session_;
    boost::beast::websocket::stream<GatedStream, /*deflateSupported=*/false> stream_;
    MessageBuffer buffer_;
    hall::Topic topic_; ///< An empty stream: follows nothing yet.
    std::optional<std::chrono::steady_clock::time_point> fell_off_at_;
    std::optional<std::chrono::steady_clock::time_point> sign_given_at_;
    bool joined_{false};
    bool lags_{false}; ///< As the hall was told.
    bool asking_{false};
    bool closing_{false};
    bool entered_{false};
};

} // namespace rostrum::net
