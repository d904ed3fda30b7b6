// One I/O thread: its sockets, its side of the fan-out, its registry of who is connected.
#pragma once

#include "core/role.hpp"
#include "net/fanout.hpp"
#include "net/repeating_timer.hpp"
#include "session/connection.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

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

    /// From now on deadlines are looked at. Call once, on this thread or before it runs.
    void start();
    void stop_sweeping();

    void enter(WebSocketConnection& connection);
    void leave(WebSocketConnection& connection);
    /// Where `me` messages for a subject go; set again when a connection follows another stream.
    void follow(WebSocketConnection& connection, const std::string& stream);
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
    void close_all();

    [[nodiscard]] std::size_t connection_count() const { return connections_.size(); }

private:
    struct ViewFrame {
        hall::Message view;
        Frame frame;
    };

    static std::string address_of(const std::string& stream, const core::Actor& subject);
    void sweep();
    void forget_ended();

    std::unique_ptr<boost::asio::io_context> io_{std::make_unique<boost::asio::io_context>(1)};
    Fanout fanout_{*io_};
    std::map<hall::Topic, ViewFrame> view_frames_;
    std::optional<RepeatingTimer> sweep_timer_{*io_};
    std::set<WebSocketConnection*> connections_;
    std::map<std::string, std::set<WebSocketConnection*>> by_session_;
    std::map<std::string, std::set<WebSocketConnection*>> by_subject_;
    /// Sessions that ended a moment ago: a connection may have been looked up before and enter
    /// after.
    struct Ended {
        session::CloseCode code;
        std::chrono::steady_clock::time_point at;
    };
    std::map<std::string, Ended> ended_;
};

} // namespace rostrum::net
