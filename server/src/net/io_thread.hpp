// One I/O thread: its sockets, its side of the fan-out, its registry of who is connected.
#pragma once

#include "core/role.hpp"
#include "core/time.hpp"
#include "net/clock_watch.hpp"
#include "net/fanout.hpp"
#include "net/repeating_timer.hpp"
#include "session/connection.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::net {

class WebSocketConnection;

class IoThread {
public:
    IoThread();
    /// Connections end with the context, and on their way out look themselves up in here.
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    [[nodiscard]] boost::asio::io_context& io() { return *io_; }
    [[nodiscard]] Fanout& fanout() { return fanout_; }

    using Clock = std::function<core::Instant()>;

    /// From now on deadlines are looked at, by this clock. Call once, on this thread or before it
    /// runs.
    void start(Clock now);
    void stop_sweeping();

    void enter(WebSocketConnection& connection);
    void leave(WebSocketConnection& connection);
    /// From now on it gets the `me` messages of its subject in its stream; call `unfollow` before
    /// it follows another, and before it ends.
    void follow(WebSocketConnection& connection);
    void unfollow(WebSocketConnection& connection);
    void tell(const std::string& stream, const core::Actor& subject, const std::string& me);

    /// The frame of a whole view, made once per version for everybody who joins meanwhile.
    [[nodiscard]] Frame view_frame(const hall::Topic& topic, const hall::Snapshot& snapshot);

    /// A newer connection of an attendee's session exists, here or on another thread.
    void replace_older(const std::string& session, std::uint64_t newest);
    /// Its session has too many connections, of which this one, if it is here, is the oldest.
    void replace(const std::string& session, std::uint64_t number);
    /// The session is over: its connections end with 4401 or 4403.
    void end_session(const std::string& session, bool revoked);
    /// Its connections go on under another id and nonce.
    void rename_session(const std::string& old, const session::Identity& fresh);
    /// Those that enter later are closed then.
    void close_all();

private:
    struct ViewFrame {
        hall::Message view;
        Frame frame;
    };

    /// Where a `me` message goes.
    struct Address {
        const std::string& stream;
        core::Role role;
        const std::string& subject;
    };
    /// Connections of one session, or of one address, lie together. No key is kept beside the
    /// connection that has it: of a phone this is a third of a kilobyte.
    struct BySession {
        using is_transparent = void;
        bool operator()(const WebSocketConnection* a, const WebSocketConnection* b) const;
        bool operator()(const WebSocketConnection* a, const std::string& session) const;
        bool operator()(const std::string& session, const WebSocketConnection* b) const;
    };
    struct ByAddress {
        using is_transparent = void;
        bool operator()(const WebSocketConnection* a, const WebSocketConnection* b) const;
        bool operator()(const WebSocketConnection* a, const Address& address) const;
        bool operator()(const Address& address, const WebSocketConnection* b) const;
    };
    static Address address_of(const WebSocketConnection& connection);
    /// As they are now: closing one leaves the set.
    [[nodiscard]] std::vector<std::shared_ptr<WebSocketConnection>> everybody() const;
    /// Likewise those of a session.
    [[nodiscard]] std::vector<WebSocketConnection*> siblings(const std::string& session) const;
    void sweep(core::Instant now);
    void forget_ended();

    std::unique_ptr<boost::asio::io_context> io_{std::make_unique<boost::asio::io_context>(1)};
    Fanout fanout_{*io_};
    std::map<hall::Topic, ViewFrame> view_frames_;
    std::optional<RepeatingTimer> sweep_timer_{*io_};
    ClockWatch clock_;
    std::set<WebSocketConnection*, BySession> by_session_; ///< All there are.
    std::set<WebSocketConnection*, ByAddress> by_address_;
    /// Sessions that ended a moment ago: a connection may have been looked up before and enter
    /// after.
    struct Ended {
        session::CloseCode code;
        std::chrono::steady_clock::time_point at;
    };
    std::map<std::string, Ended> ended_;
    bool stopping_{false};
};

} // namespace rostrum::net
