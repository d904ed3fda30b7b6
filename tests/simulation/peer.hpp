// The server's side of one connection: the product's correspondence on a simulated link, without
// the socket and without Beast, which net/websocket_connection.hpp adds.
#pragma once

#include "net/correspondence.hpp"
#include "session/connection.hpp"
#include "simulation/link.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace rostrum::simulation {

class Process;

class Peer final : public net::Correspondence<Peer, Link>,
                   public Link::ServerEnd,
                   public std::enable_shared_from_this<Peer> {
public:
    Peer(Process& process, std::shared_ptr<Link> link, session::Connection session,
         std::uint64_t number);
    virtual ~Peer();

    void on_text(const std::string& text) override;
    void on_writable() override;
    void on_gone() override;
    void close(session::CloseCode code, const std::string& reason);
    void tick();
    void check_queue() const;

private:
    friend Correspondence;

    // For the correspondence.
    [[nodiscard]] net::Fanout& fanout();
    void ask(std::function<void(hall::Front&)> task);
    void post(std::function<void()> task);
    [[nodiscard]] net::Frame view_frame(const hall::Snapshot& snapshot);
    void submit(session::Submit submit) { hand_in(std::move(submit)); }
    void followed() {}
    void unfollowed();
    void fell_off() {}
    void wait_writable();
    void reset();

    Process& process_;
    std::shared_ptr<Link> link_;
    core::Instant blocked_since_; ///< While it is.
    core::Instant closing_since_;
};

} // namespace rostrum::simulation
