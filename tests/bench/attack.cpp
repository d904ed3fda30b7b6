// What attackers do to the others: who floods, never reads, or never comes to an end.
#include "bench/benches.hpp"
#include "bench/measuring.hpp"
#include "bench/product.hpp"
#include "bench/supporters.hpp"
#include "cli/scratch_folder.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <fmt/format.h>
#include <iostream>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <stop_token>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace rostrum::bench {
namespace {

constexpr std::size_t in_the_hall = 600;
constexpr std::size_t first_attacker = supporters + 1;
constexpr std::size_t per_address = 50; ///< Connections, as many as one may have open.
constexpr auto between_turns = std::chrono::milliseconds{5};

constexpr std::string_view deaf = "a hundred never read";

// Words that are another's for each.
const std::string upgrade = "(upgrade)";
const std::string hello = "(hello)";

/// 4429 in a closing frame: bytes that no text has.
constexpr std::string_view too_fast = "\x11\x4d";

struct AttackOptions {
    int seconds{10};
    /// Of those who never read, which is to be longer than the server waits for them (`stall_max`)
    /// once all that it keeps for them is full.
    int deaf_seconds{60};
    int rounds{3};
};

struct Attack {
    std::string_view name;
    std::size_t connections;
    std::chrono::milliseconds pause; ///< Of each, between two words.
    bool reads;
    std::vector<std::string> words; ///< One after the other; the last again and again.
};

/// Connections that are as bad as they can be, and come again when they are shut out.
class Attackers {
public:
    Attackers(const Rostrum& server, Attack attack)
        : server_(server), attack_(std::move(attack)), sockets_(attack_.connections)
    {
        thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
    }
    ~Attackers()
    {
        thread_.request_stop();
        thread_.join();
        for (const auto& socket : sockets_)
            if (socket.fd >= 0) ::close(socket.fd);
    }
    Attackers(const Attackers&) = delete;
    Attackers& operator=(const Attackers&) = delete;

    /// How often one was shut out.
    [[nodiscard]] std::size_t ends() const { return ends_; }

private:
    struct Socket {
        int fd{-1};
        std::size_t said{0};
        std::size_t begun{0}; ///< Of the next word, in bytes.
    };

    void work(const std::stop_token& stop)
    {
        stay_on(client_core);
        const auto turns =
            static_cast<std::size_t>(std::max<std::int64_t>(1, attack_.pause / between_turns));
        auto next = Load::Clock::now();
        for (std::size_t turn = 0; !stop.stop_requested(); ++turn) {
            for (auto n = turn % turns; n < sockets_.size(); n += turns) act(n);
            std::this_thread::sleep_until(next += between_turns);
        }
    }

    void act(std::size_t n)
    {
        auto& socket = sockets_[n];
        if (socket.fd < 0) socket = {open(n)};
        if (socket.fd < 0) return; // This machine has no more of them just now.
        const auto word = word_of(n, socket.said);
        const auto sent =
            ::send(socket.fd, word.data() + socket.begun, word.size() - socket.begun, MSG_NOSIGNAL);
        if (sent > 0) socket.begun += static_cast<std::size_t>(sent);
        if (socket.begun == word.size()) socket = {socket.fd, socket.said + 1};
        const bool waits = sent < 0 && (errno == EAGAIN || errno == ENOTCONN);
        if (sent >= 0 || waits) {
            if (!attack_.reads || !is_told_to_go(socket.fd)) return;
        }
        ++ends_;
        ::close(socket.fd);
        socket = {};
    }

    /// Reads what has come: an end, or the frame that closes.
    static bool is_told_to_go(int fd)
    {
        std::array<char, 65'536> bytes;
        while (true) {
            const auto came = ::recv(fd, bytes.data(), bytes.size(), 0);
            if (came < 0) return false;
            const std::string_view heard(bytes.data(), static_cast<std::size_t>(came));
            if (came == 0 || heard.find(too_fast) != std::string_view::npos) return true;
        }
    }

    [[nodiscard]] std::string word_of(std::size_t n, std::size_t said) const
    {
        const auto& word = attack_.words[std::min(said, attack_.words.size() - 1)];
        if (word == upgrade) return server_.entrance().greeting(first_attacker + n);
        if (word == hello) return client_frame(server_.hello(first_attacker + n));
        return word;
    }

    /// On its way to the server; -1 when that cannot be.
    [[nodiscard]] int open(std::size_t n) const
    {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (!attack_.reads) {
            const int small = 4'096;
            ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        }
        const auto address = [](const std::string& text, std::uint16_t port) {
            sockaddr_in place{};
            place.sin_family = AF_INET;
            place.sin_port = htons(port);
            ::inet_pton(AF_INET, text.c_str(), &place.sin_addr);
            return place;
        };
        const auto from = address(fmt::format("127.0.1.{}", 1 + n / per_address), 0);
        const auto to = address("127.0.0.1", server_.port());
        const bool bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
                           (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 ||
                            errno == EINPROGRESS);
        if (bound) return fd;
        ::close(fd);
        return -1;
    }

    const Rostrum& server_;
    Attack attack_;
    std::vector<Socket> sockets_;
    std::atomic<std::size_t> ends_{0};
    std::jthread thread_;
};

std::vector<Attack> attacks()
{
    using namespace std::chrono_literals;
    const auto ping = client_frame(R"({"type":"ping","t":1})");
    const auto times = [](std::size_t count, const std::string& word) {
        std::string words;
        while (count-- > 0) words += word;
        return words;
    };
    return {
        {"one card floods", 1, 20ms, true, {upgrade, hello, times(1'000, ping)}},
        {"thirty cards say ten times what they may",
         30,
         100ms,
         true,
         {upgrade, hello, times(5, ping)}},
        {deaf, 100, 250ms, false, {upgrade, hello}},
        {"five hundred never end a request",
         500,
         1'000ms,
         false,
         {"GET / HTTP/1.1\r\nHost: hall\r\nX-Slow: ", "a"}},
    };
}

struct Figures {
    std::vector<double> p50, p99, of_calm, mib, ends;
};

void run(const AttackOptions& options)
{
    cli::ScratchFolder folder("rostrum-bench");
    auto guests = make_hall(folder.path(), in_the_hall, core::Phase::inquiry);
    const auto server =
        started([&] { return std::make_unique<Rostrum>(folder.path(), std::move(guests), 1); });
    std::map<std::string_view, Figures> figures;
    const auto note = [&](std::string_view name, const Load::Times& times, double calm) {
        auto& of = figures[name];
        of.p50.push_back(ms_at(times, 0.5));
        of.p99.push_back(ms_at(times, 0.99));
        of.of_calm.push_back(calm == 0 ? 1 : of.p99.back() / calm);
        of.mib.push_back(static_cast<double>(memory(server->process())) / (1024 * 1024));
        return of.p99.back();
    };
    constexpr std::string_view calm_name = "nobody attacks";
    (void)support(*server, 1); // What is done for the first time takes longer.
    for (int round = 0; round < options.rounds; ++round) {
        for (auto& attack : attacks()) {
            // The pace of a virtual machine changes within seconds.
            const auto calm = note(calm_name, support(*server, options.seconds), 0);
            const auto name = attack.name;
            const auto seconds = name == deaf ? options.deaf_seconds : options.seconds;
            const Attackers attackers(*server, std::move(attack));
            note(name, support(*server, seconds), calm);
            figures[name].ends.push_back(static_cast<double>(attackers.ends()));
        }
    }
    std::cout
        << "| what comes | shut out | others' p50 ms | p99 ms | of calm (least–most) | MiB |\n"
           "|---|---|---|---|---|---|\n";
    const auto print = [&](std::string_view name) {
        const auto& of = figures.at(name);
        std::cout << fmt::format("| {} | {} | {:.1f} | {:.1f} | {} | {:.0f} |\n", name,
                                 of.ends.empty() ? "–" : fmt::format("{:.0f}", median(of.ends)),
                                 median(of.p50), median(of.p99), spread_of(of.of_calm, 2),
                                 *std::ranges::max_element(of.mib));
    };
    print(calm_name);
    for (const auto& attack : attacks()) print(attack.name);
}

} // namespace

void add_attack(CLI::App& program)
{
    const auto options = std::make_shared<AttackOptions>();
    auto* command = program.add_subcommand("attack", "What attackers do to the others");
    command->add_option("--seconds", options->seconds, "Of each attack, and of calm before it")
        ->check(CLI::Range(1, 600));
    command->add_option("--deaf-seconds", options->deaf_seconds, "Of those who never read")
        ->check(CLI::Range(1, 600));
    command->add_option("--rounds", options->rounds)->check(CLI::Range(1, 100));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
