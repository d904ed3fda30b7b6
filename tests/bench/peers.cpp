// The servers that Rostrum is measured beside. Each takes orders on its standard input: `<bytes>
// <stamp>…`, a line.
#include "bench/contestant.hpp"
#include "net/frame.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <functional>
#include <istream>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace rostrum::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

std::string message_of(const std::string& stamp, std::size_t bytes)
{
    std::string text = "{\"type\":\"patch\",\"stamp\":\"" + stamp + "\",\"text\":\"";
    if (text.size() + 2 < bytes) text.append(bytes - 2 - text.size(), 'x');
    return text + "\"}";
}

/// Spreads messages; one order a line.
using Spread = std::function<void(const std::vector<std::string>& messages)>;

std::vector<std::string> read_order(std::istream& line)
{
    std::size_t bytes = 0;
    line >> bytes;
    std::vector<std::string> messages;
    for (std::string stamp; line >> stamp;) messages.push_back(message_of(stamp, bytes));
    return messages;
}

/// A process that runs a server and says its port first.
class Child : public Contestant {
public:
    explicit Child(const std::function<void(int orders, int told)>& serve)
    {
        std::array<int, 2> orders{};
        std::array<int, 2> told{};
        if (::pipe(orders.data()) != 0 || ::pipe(told.data()) != 0)
            throw std::runtime_error("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            ::close(orders[1]);
            ::close(told[0]);
            ::signal(SIGPIPE, SIG_IGN);
            serve(orders[0], told[1]);
            ::_exit(0);
        }
        ::close(orders[0]);
        ::close(told[1]);
        orders_ = orders[1];
        std::string line;
        for (char byte = 0; ::read(told[0], &byte, 1) == 1 && byte != '\n';) line += byte;
        ::close(told[0]);
        port_ = static_cast<std::uint16_t>(std::atoi(line.c_str()));
        if (port_ == 0) throw std::runtime_error("a server to be measured did not start");
    }
    ~Child() override
    {
        ::close(orders_);
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] std::uint16_t port() const override { return port_; }
    [[nodiscard]] pid_t process() const override { return process_; }
    [[nodiscard]] Greeting greeting() const override
    {
        return [](std::size_t) {
            return std::string{"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                               "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"};
        };
    }
    void spread(const std::vector<std::string>& stamps, std::size_t bytes) override
    {
        auto line = std::to_string(bytes);
        for (const auto& stamp : stamps) line += ' ' + stamp;
        line += '\n';
        if (::write(orders_, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            throw std::runtime_error("a server to be measured takes no orders");
    }

private:
    pid_t process_{-1};
    int orders_{-1};
    std::uint16_t port_{0};
};

void tell_port(int told, std::uint16_t port)
{
    const auto line = std::to_string(port) + '\n';
    if (::write(told, line.data(), line.size()) < 0) ::_exit(1);
    ::close(told);
}

// ---- raw

class RawLoop {
public:
    RawLoop(int orders, int told) : orders_(orders), epoll_(::epoll_create1(0))
    {
        listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(listening_, 4'096) != 0)
            ::_exit(1);
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
        watch(listening_);
        watch(orders_);
        tell_port(told, ntohs(address.sin_port));
    }

    [[noreturn]] void run()
    {
        std::array<epoll_event, 512> events{};
        while (true) {
            const int ready = ::epoll_wait(epoll_, events.data(), 512, -1);
            for (int i = 0; i < ready; ++i) handle(events.at(static_cast<std::size_t>(i)).data.fd);
        }
    }

private:
    void watch(int fd) const
    {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    }

    void handle(int fd)
    {
        std::array<char, 8'192> bytes{};
        if (fd == listening_) {
            for (int one = 0; (one = ::accept4(fd, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;)
                watch(one);
            return;
        }
        const auto got = ::read(fd, bytes.data(), bytes.size());
        if (got <= 0) {
            if (fd == orders_) ::_exit(0);
            ::close(fd);
        }
        else if (fd == orders_) {
            line_.append(bytes.data(), static_cast<std::size_t>(got));
            for (auto end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
                spread(line_.substr(0, end));
                line_.erase(0, end + 1);
            }
        }
        else {
            // No protocol: who says anything is let in.
            constexpr std::string_view welcome =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
            if (::send(fd, welcome.data(), welcome.size(), MSG_NOSIGNAL) > 0)
                readers_.push_back(fd);
        }
    }

    void spread(const std::string& line)
    {
        std::istringstream stream(line);
        for (const auto& message : read_order(stream)) {
            const auto frame = net::text_frame(message);
            for (const int fd : readers_) send_whole(fd, *frame);
        }
    }

    /// Readers that are slow hold up all others here: it is a limit, not a server.
    static void send_whole(int fd, std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN) return;
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    int orders_;
    int epoll_;
    int listening_{-1};
    std::string line_;
    std::vector<int> readers_;
};

// ---- Beast

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
            std::string text;
            std::getline(stream, text);
            std::istringstream order(text);
            for (auto& message : read_order(order)) {
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

} // namespace

std::unique_ptr<Contestant> raw_loop()
{
    return std::make_unique<Child>([](int orders, int told) { RawLoop(orders, told).run(); });
}

std::unique_ptr<Contestant> plain_beast()
{
    return std::make_unique<Child>([](int orders, int told) { PlainBeast(orders, told).run(); });
}

std::unique_ptr<Contestant> node_ws()
{
    const std::string folder = std::string{ROSTRUM_SOURCE_DIR} + "/web";
    if (::access((folder + "/node_modules/ws/package.json").c_str(), R_OK) != 0) return nullptr;
    return std::make_unique<Child>([&folder](int orders, int told) {
        ::dup2(orders, STDIN_FILENO);
        ::dup2(told, STDOUT_FILENO);
        const auto script = std::string{ROSTRUM_SOURCE_DIR} + "/tests/bench/ws_server.mjs";
        if (::chdir(folder.c_str()) == 0) ::execlp("node", "node", script.c_str(), nullptr);
        ::_exit(1);
    });
}

} // namespace rostrum::bench
