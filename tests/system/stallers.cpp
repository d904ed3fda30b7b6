#include "system/stallers.hpp"

#include "net/peer_socket.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace rostrum::system_test {

namespace asio = boost::asio;
using asio::ip::tcp;

class Staller : public std::enable_shared_from_this<Staller> {
public:
    Staller(Loop& loop, tcp::endpoint server, asio::ip::address from, Stall how)
        : io_(loop.io()),
          timer_(loop.io()),
          server_(std::move(server)),
          from_(std::move(from)),
          how_(std::move(how))
    {
    }

    void start()
    {
        over_ = false;
        net::Socket plain(io_);
        plain.open(tcp::v4());
        plain.bind({from_, 0});
        socket_ = std::make_shared<net::PeerSocket>(std::move(plain), how_.tls.get());
        socket_->socket().async_connect(
            server_, [self = shared_from_this()](boost::system::error_code error) {
                if (error) return self->end();
                self->socket_->async_handshake([self](boost::system::error_code refused) {
                    if (refused) return self->end();
                    self->stall();
                });
            });
    }
    void insist(bool again) { again_ = again; }
    [[nodiscard]] bool is_over() const { return over_; }
    [[nodiscard]] bool has_stalled() const { return has_stalled_; }

private:
    void stall()
    {
        has_stalled_ = true;
        next_ = 0;
        say(how_.said);
        drip_later();
        watch();
    }
    void say(const std::string& bytes)
    {
        // The socket lives until it has been told; what it says is ours, and so does it.
        asio::async_write(*socket_, asio::buffer(bytes),
                          [self = shared_from_this(), socket = socket_](boost::system::error_code,
                                                                        std::size_t) {});
    }
    void drip_later()
    {
        if (next_ >= how_.dripped.size()) return;
        timer_.expires_after(std::chrono::seconds(1));
        timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
            if (error || self->over_) return;
            self->drop_ = self->how_.dripped.substr(self->next_++, 1);
            self->say(self->drop_);
            self->drip_later();
        });
    }
    void watch()
    {
        socket_->async_read_some(asio::buffer(bytes_),
                                 [self = shared_from_this(),
                                  socket = socket_](boost::system::error_code error, std::size_t) {
                                     if (error) return self->end();
                                     self->watch();
                                 });
    }
    void end()
    {
        over_ = true;
        timer_.cancel();
        socket_->close();
        if (again_) start();
    }

    asio::io_context& io_;
    std::shared_ptr<net::PeerSocket> socket_; ///< A new one whenever it comes.
    asio::steady_timer timer_;
    tcp::endpoint server_;
    asio::ip::address from_;
    Stall how_;
    std::string drop_;
    std::array<char, 4'096> bytes_{};
    std::size_t next_{0};
    bool over_{false};
    bool again_{true};
    bool has_stalled_{false};
};

Stallers::Stallers(Loop& loop, const ServedHall& served, std::size_t count,
                   const std::function<Stall(std::size_t)>& how)
    : loop_(loop)
{
    constexpr std::size_t from_one_address = 50; // Fewer than may be silent there.
    for (std::size_t index = 0; index < count; ++index) {
        const auto from =
            asio::ip::make_address(fmt::format("127.0.1.{}", 1 + index / from_one_address));
        all_.push_back(
            std::make_shared<Staller>(loop, served.server().endpoint(), from, how(index)));
        all_.back()->start();
    }
    loop_.until(
        [&] {
            return std::ranges::all_of(all_, [](const auto& one) { return one->has_stalled(); });
        },
        "everybody who stalls is there", long_patience);
}

Stallers::~Stallers()
{
    for (const auto& one : all_) one->insist(false);
}

void Stallers::expect_the_end() const
{
    for (const auto& one : all_) one->insist(false);
    loop_.until(
        [&] { return std::ranges::all_of(all_, [](const auto& one) { return one->is_over(); }); },
        "everybody who stalls is shut out", long_patience);
}

} // namespace rostrum::system_test
