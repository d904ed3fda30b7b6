// The servers that spread messages, beside which Rostrum is measured. An order is `<bytes>
// <stamp>…`.
#include "bench/child.hpp"
#include "net/frame.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <deque>
#include <functional>
#include <istream>
#include <memory>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace rostrum::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

class SpreadingChild final : public Child, public Spreader {
public:
    using Child::Child;
    void spread(const std::vector<std::string>& stamps, std::size_t bytes) override
    {
        auto line = std::to_string(bytes);
        for (const auto& stamp : stamps) line += ' ' + stamp;
        order(std::move(line));
    }
};

std::vector<std::string> messages_of(const std::string& order)
{
    std::istringstream line(order);
    std::size_t bytes = 0;
    line >> bytes;
    std::vector<std::string> messages;
    for (std::string stamp; line >> stamp;) {
        auto text = "{\"type\":\"patch\",\"stamp\":\"" + stamp + "\",\"text\":\"";
        if (text.size() + 2 < bytes) text.append(bytes - 2 - text.size(), 'x');
        messages.push_back(text + "\"}");
    }
    return messages;
}

class RawLoop final : public EpollLoop {
public:
    using EpollLoop::EpollLoop;

private:
    void let_in(int fd) override { readers_.push_back(fd); }
    void hear(int, std::string_view) override {}
    void obey(const std::string& line) override
    {
        for (const auto& message : messages_of(line)) {
            const auto frame = net::text_frame(message);
            for (const int fd : readers_) send_whole(fd, *frame);
        }
    }

    std::vector<int> readers_;
};

class BeastSession : public std::enable_shared_from_this<BeastSession> {
public:
    explicit BeastSession(tcp::socket socket) : stream_(std::move(socket)) {}

    void start(std::function<void()> is_in)
    {
        stream_.async_accept([self = shared_from_this(), is_in = std::move(is_in)](auto error) {
            if (error) return;
            is_in();
            self->read();
        });
    }
    void send(std::shared_ptr<const std::string> message)
    {
        queue_.push_back(std::move(message));
        if (queue_.size() == 1) write();
    }

private:
    void read()
    {
        stream_.async_read(buffer_, [self = shared_from_this()](auto error, std::size_t) {
            if (error) return;
            self->buffer_.clear();
            self->read();
        });
    }
    void write()
    {
        stream_.text(true);
        stream_.async_write(asio::buffer(*queue_.front()),
                            [self = shared_from_this()](auto error, std::size_t) {
                                if (error) return;
                                self->queue_.pop_front();
                                if (!self->queue_.empty()) self->write();
                            });
    }

    beast::websocket::stream<tcp::socket> stream_;
    beast::flat_buffer buffer_;
    std::deque<std::shared_ptr<const std::string>> queue_;
};

class PlainBeast {
public:
    PlainBeast(int orders, int told) : orders_(io_, orders)
    {
        tell_port(told, acceptor_.local_endpoint().port());
    }
    void run()
    {
        accept();
        read_orders();
        io_.run();
    }

private:
    void accept()
    {
        acceptor_.async_accept([this](auto error, tcp::socket socket) {
            if (error) return;
            const auto session = std::make_shared<BeastSession>(std::move(socket));
            session->start([this, session] { sessions_.push_back(session); });
            accept();
        });
    }
    void read_orders()
    {
        asio::async_read_until(orders_, line_, '\n', [this](auto error, std::size_t) {
            if (error) ::_exit(0);
            std::istream stream(&line_);
            std::string order;
            std::getline(stream, order);
            for (auto& message : messages_of(order)) {
                const auto shared = std::make_shared<const std::string>(std::move(message));
                for (const auto& session : sessions_) session->send(shared);
            }
            read_orders();
        });
    }

    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_, tcp::endpoint{asio::ip::make_address("127.0.0.1"), 0}};
    asio::posix::stream_descriptor orders_;
    asio::streambuf line_;
    std::vector<std::shared_ptr<BeastSession>> sessions_;
};

/// Says in Engine.IO and Socket.IO what they want to hear.
class SocketIo final : public Spreader {
public:
    explicit SocketIo(std::unique_ptr<Spreader> child) : child_(std::move(child)) {}
    [[nodiscard]] std::uint16_t port() const override { return child_->port(); }
    [[nodiscard]] pid_t process() const override { return child_->process(); }
    [[nodiscard]] Entrance entrance() const override
    {
        auto entrance = child_->entrance();
        entrance.greeting = [plain = entrance.greeting](std::size_t n) {
            constexpr std::string_view path = "/ws";
            return plain(n).replace(4, path.size(), "/socket.io/?EIO=4&transport=websocket");
        };
        entrance.first = [](std::size_t) { return client_frame("40"); };
        entrance.welcome = "40{";
        return entrance;
    }
    void spread(const std::vector<std::string>& stamps, std::size_t bytes) override
    {
        child_->spread(stamps, bytes);
    }

private:
    std::unique_ptr<Spreader> child_;
};

std::string node_folder()
{
    return std::string{ROSTRUM_SOURCE_DIR} + "/build/bench";
}

} // namespace

std::unique_ptr<Spreader> raw_loop()
{
    return std::make_unique<SpreadingChild>(
        [](int orders, int told) { RawLoop(orders, told).run(); });
}

std::unique_ptr<Spreader> plain_beast()
{
    return std::make_unique<SpreadingChild>(
        [](int orders, int told) { PlainBeast(orders, told).run(); });
}

bool is_installed(const std::string& package)
{
    const auto about = node_folder() + "/node_modules/" + package + "/package.json";
    return ::access(about.c_str(), R_OK) == 0;
}

std::unique_ptr<Spreader> node(const std::string& package)
{
    auto child = std::make_unique<SpreadingChild>([&](int orders, int told) {
        ::dup2(orders, STDIN_FILENO);
        ::dup2(told, STDOUT_FILENO);
        const auto script = std::string{ROSTRUM_SOURCE_DIR} + "/tests/bench/node_server.mjs";
        if (::chdir(node_folder().c_str()) == 0)
            ::execlp("node", "node", script.c_str(), package.c_str(), nullptr);
        ::_exit(1);
    });
    if (package == "socket.io") return std::make_unique<SocketIo>(std::move(child));
    return child;
}

} // namespace rostrum::bench
