// The server's side of one connection, as net/websocket_connection.hpp on a simulated link: without
// Beast, which that one adds.
#pragma once

#include "net/fanout.hpp"
#include "net/outbox.hpp"
#include "session/connection.hpp"
#include "simulation/link.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

namespace rostrum::simulation {

class Process;

class Peer final : public net::Listener,
                   public Link::ServerEnd,
                   public std::enable_shared_from_this<Peer> {
public:
    Peer(Process& process, std::shared_ptr<Link> link, session::Connection session,
         std::uint64_t number);
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    virtual ~Peer();

    void on_text(const std::string& text) override;
    void on_writable() override;
    void on_gone() override;
    void wake() override;
    void send(const net::Frame& frame);
    void close(session::CloseCode code, const std::string& reason);
    void tick();

    [[nodiscard]] const session::Identity& identity() const { return session_.identity(); }
    [[nodiscard]] const hall::Topic& topic() const { return topic_; }

private:
    void perform(session::Actions actions);
    void follow(const session::Follow& follow);
    void unfollow();
    void ask_for_view();
    void on_view(const std::expected<hall::Snapshot, hall::Trouble>& snapshot,
                 const hall::Topic& topic);
    void ask_for_me();
    void submit(session::Submit submit);
    void answer(const std::string& id, const hall::Answer& answer);
    void flush();
    void reset();
    [[nodiscard]] hall::Follower follower() const
    {
        return {topic_.stream, identity().actor(), number_};
    }

    Process& process_;
    std::shared_ptr<Link> link_;
    session::Connection session_;
    std::uint64_t number_;
    net::Outbox outbox_;
    hall::Topic topic_;
    std::optional<core::Instant> blocked_since_;
    core::Instant closing_since_;
    bool joined_{false};
    bool asking_{false};
    bool closing_{false};
};

} // namespace rostrum::simulation
