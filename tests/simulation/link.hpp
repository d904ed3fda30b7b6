// One connection between a client and the server. What the server sends keeps its order, as TCP
// does, and is lost only with everything behind it; what a client says may come twice, late, or not
// at all, as it does for one who sends it again on another connection.
#pragma once

#include "simulation/chance.hpp"
#include "simulation/timeline.hpp"
#include "simulation/weather.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::simulation {

class Link : public std::enable_shared_from_this<Link> {
public:
    /// Bytes that the kernels on the way hold before somebody reads them.
    static constexpr std::size_t window_bytes = 16 * 1024;

    struct ServerEnd {
        virtual void on_text(const std::string& text) = 0;
        virtual void on_writable() = 0;
        virtual void on_gone() = 0;

    protected:
        ~ServerEnd() = default;
    };
    struct ClientEnd {
        virtual void on_bytes(const std::string& bytes) = 0;
        virtual void on_cut() = 0;

    protected:
        ~ClientEnd() = default;
    };

    Link(Timeline& timeline, Chance& chance, const Weather& weather)
        : timeline_(timeline), chance_(chance), weather_(weather)
    {
    }

    /// Gives it what has come before it took the connection.
    void set_server(ServerEnd* server)
    {
        server_ = server;
        if (server == nullptr) return;
        for (const auto& text : std::exchange(early_, {})) server->on_text(text);
    }
    void set_client(ClientEnd* client) { client_ = client; }
    /// Milliseconds that the client takes to read what has come.
    void set_reading_time(core::Span time) { reading_time_ = time; }
    [[nodiscard]] bool is_cut() const { return cut_; }
    /// The server has taken it.
    [[nodiscard]] bool is_served() const { return server_ != nullptr; }

    // The server's socket, as the outbox sees one.
    template <typename Buffers>
    std::size_t write_some(const Buffers& buffers, boost::system::error_code& error)
    {
        error = {};
        if (cut_) {
            error = boost::asio::error::broken_pipe;
            return 0;
        }
        if (in_flight_ >= window_bytes) {
            blocked_ = true;
            error = boost::asio::error::would_block;
            return 0;
        }
        std::string bytes(window_bytes - in_flight_, '\0');
        bytes.resize(boost::asio::buffer_copy(boost::asio::buffer(bytes), buffers));
        const auto count = bytes.size();
        carry(std::move(bytes));
        return count;
    }
    void flush(boost::system::error_code& error) const
    {
        error = {};
        if (cut_) error = boost::asio::error::broken_pipe;
    }

    // The client's side.
    void send_text(const std::string& text)
    {
        if (chance_.once_in(weather_.cut)) return cut();
        const int copies = chance_.once_in(weather_.lost)    ? 0
                           : chance_.once_in(weather_.twice) ? 2
                                                             : 1;
        for (int copy = 0; copy < copies; ++copy) {
            auto due = timeline_.now() + latency();
            if (!chance_.once_in(weather_.overtakes)) {
                due = std::max(due, up_until_);
                up_until_ = due;
            }
            timeline_.at(due, world_owner, [self = shared_from_this(), text] {
                if (self->cut_) return;
                if (self->server_ != nullptr)
                    self->server_->on_text(text);
                else
                    self->early_.push_back(text);
            });
        }
    }

    /// Gone for both, who notice in their time.
    void cut()
    {
        if (std::exchange(cut_, true)) return;
        timeline_.after(chance_.between(0, 400), world_owner, [self = shared_from_this()] {
            if (auto* client = std::exchange(self->client_, nullptr)) client->on_cut();
        });
        timeline_.after(chance_.between(0, 4'000), world_owner, [self = shared_from_this()] {
            if (auto* server = std::exchange(self->server_, nullptr)) server->on_gone();
        });
    }

private:
    core::Span latency()
    {
        if (chance_.once_in(weather_.delayed)) return chance_.between(500, 6'000);
        return chance_.between(0, 40);
    }

    void carry(std::string bytes)
    {
        if (chance_.once_in(weather_.cut)) {
            bytes.resize(chance_.below(bytes.size() + 1)); // Mid-frame, too.
            cut_after_ = true;
        }
        in_flight_ += bytes.size();
        const auto due = std::max(timeline_.now() + latency() + reading_time_, down_until_);
        down_until_ = due;
        timeline_.at(due, world_owner,
                     [self = shared_from_this(), bytes = std::move(bytes), last = cut_after_] {
                         self->arrive(bytes, last);
                     });
    }

    void arrive(const std::string& bytes, bool last)
    {
        in_flight_ -= bytes.size();
        if (cut_ || client_ == nullptr) return;
        client_->on_bytes(bytes);
        if (last) return cut();
        if (std::exchange(blocked_, false) && server_ != nullptr) server_->on_writable();
    }

    Timeline& timeline_;
    Chance& chance_;
    const Weather& weather_;
    ServerEnd* server_{nullptr};
    ClientEnd* client_{nullptr};
    std::vector<std::string> early_;
    core::Span reading_time_;
    core::Instant up_until_;
    core::Instant down_until_;
    std::size_t in_flight_{0};
    bool blocked_{false};
    bool cut_{false};
    bool cut_after_{false};
};

} // namespace rostrum::simulation
