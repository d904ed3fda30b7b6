#include "bench/benches.hpp"
#include "bench/measuring.hpp"
#include "bench/product.hpp"
#include "bench/supporters.hpp"
#include "cli/scratch_folder.hpp"

#include "support/wire_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <memory>
#include <string_view>
#include <thread>

namespace rostrum::bench {
namespace {

struct StormOptions {
    std::size_t phones{10'000};
    std::size_t handshakes{300}; ///< A second.
    int seconds{10};
};

using Moment = Load::Clock::time_point;

/// A moderator changes something ten times a second until then: how long each took from when it was
/// due, sorted. What was due before the end is done, however late.
Load::Times edit_until(Desk& desk, const std::atomic<Moment>& end)
{
    stay_on(client_core);
    Load::Times times;
    for (auto due = Load::Clock::now(); due < end.load(); due += std::chrono::milliseconds{100}) {
        std::this_thread::sleep_until(due);
        desk.await(desk.edit(next_stamp(), 200));
        times.push_back(Load::Clock::now() - due);
    }
    std::ranges::sort(times);
    return times;
}

Load::Times edit_for(Desk& desk, std::chrono::seconds span)
{
    return edit_until(desk, Load::Clock::now() + span);
}

/// Edits on a thread of its own, while something else goes on.
class Moderator {
public:
    explicit Moderator(Desk& desk) : thread_([&desk, this] { times_ = edit_until(desk, end_); }) {}
    ~Moderator() { end_ = Moment{}; }
    Moderator(const Moderator&) = delete;
    Moderator& operator=(const Moderator&) = delete;

    Load::Times stop()
    {
        end_ = Load::Clock::now();
        thread_.join();
        return std::move(times_);
    }

private:
    std::atomic<Moment> end_{Moment::max()};
    Load::Times times_;
    std::jthread thread_; // Last: it uses those above.
};

void print(std::string_view what, std::size_t count, double seconds, const Load::Times& desk)
{
    std::cout << fmt::format("| {} | {} | {:.1f} | {:.0f} | {:.1f} | {:.1f} | {:.1f} |\n", what,
                             count, seconds, static_cast<double>(count) / seconds, ms_at(desk, 0.5),
                             ms_at(desk, 0.99), ms_at(desk, 1))
              << std::flush;
}

/// While nobody comes or goes.
void print_calm(std::string_view what, const Load::Times& desk)
{
    std::cout << fmt::format("| {} | – | – | – | {:.1f} | {:.1f} | {:.1f} |\n", what,
                             ms_at(desk, 0.5), ms_at(desk, 0.99), ms_at(desk, 1))
              << std::flush;
}

/// What phones say that have seen what an attendee sees now.
Text resuming(const Rostrum& server, const Guest& somebody)
{
    system_test::Browser browser(server.server().endpoint());
    browser.come_in(somebody.cookie);
    system_test::Wire wire(browser);
    wire.hello(browser.nonce);
    const auto view = wire.hear("view");
    const auto has = fmt::format(R"(,"resume":{{"epoch":{},"version":{}}}}})",
                                 view.at("epoch").to_number<std::uint64_t>(),
                                 view.at("version").to_number<std::uint64_t>());
    return [&server, has](std::size_t n) {
        auto hello = server.hello(n);
        hello.pop_back();
        return client_frame(hello + has);
    };
}

void come_back(const StormOptions& options)
{
    cli::ScratchFolder folder("rostrum-bench");
    auto guests = make_hall(folder.path(), options.phones + 1, core::Phase::inquiry);
    const auto cookie = Desk::cookie(folder.path());
    const auto server =
        started([&] { return std::make_unique<Rostrum>(folder.path(), std::move(guests), 1); });
    Desk desk(cookie, server->server());
    print_calm("nobody is there", edit_for(desk, std::chrono::seconds{options.seconds}));
    auto entrance = server->entrance();
    entrance.width = 2'000; // As many as the kernel lets wait.
    Load load;
    const auto come = [&](std::string_view what) {
        load.hang_up();
        Moderator moderator(desk);
        const auto begun = Load::Clock::now();
        load.connect(server->port(), options.phones, entrance);
        const auto took = seconds_of(Load::Clock::now() - begun);
        print(what, options.phones, took, moderator.stop());
    };
    come("all come");
    come("all come back");
    entrance.first = resuming(*server, server->guest(options.phones));
    entrance.welcome = R"("type":"me")";
    come("all resume");
    print_calm("all are there", edit_for(desk, std::chrono::seconds{options.seconds}));
}

/// Opens connections under TLS at a pace, and closes them.
void shake_hands(std::uint16_t port, const StormOptions& options, std::size_t first,
                 std::size_t step)
{
    stay_on(client_core);
    const auto count = options.handshakes * static_cast<std::size_t>(options.seconds);
    const auto begun = Load::Clock::now();
    for (auto n = first; n < count; n += step) {
        std::this_thread::sleep_until(
            begun + std::chrono::microseconds{1'000'000 * n / options.handshakes});
        const tst::WireClient client(port, tst::TlsOffer{}, fmt::format("127.0.0.{}", 2 + n % 50));
    }
}

void come_securely(const StormOptions& options)
{
    cli::ScratchFolder folder("rostrum-bench");
    auto guests = make_hall(folder.path(), 100, core::Phase::inquiry);
    const auto server = started(
        [&] { return std::make_unique<Rostrum>(folder.path(), std::move(guests), 1, true); });
    print_calm("nobody shakes hands", support(*server, options.seconds));
    constexpr std::size_t clients = 4;
    std::vector<std::jthread> threads;
    const auto begun = Load::Clock::now();
    std::atomic<double> took{0};
    for (std::size_t i = 0; i < clients; ++i) {
        threads.emplace_back([&, i] {
            shake_hands(server->port(), options, i, clients);
            took = std::max(took.load(), seconds_of(Load::Clock::now() - begun));
        });
    }
    const auto times = support(*server, options.seconds);
    threads.clear();
    print("TLS handshakes", options.handshakes * static_cast<std::size_t>(options.seconds), took,
          times);
}

void run(const StormOptions& options)
{
    std::cout << "| who | phones | s | each second | answer p50 ms | p99 ms | most ms |\n"
                 "|---|---|---|---|---|---|---|\n";
    come_back(options);
    come_securely(options);
}

} // namespace

void add_storm(CLI::App& program)
{
    const auto options = std::make_shared<StormOptions>();
    auto* command = program.add_subcommand("storm", "A whole hall comes back at once");
    command->add_option("--phones", options->phones)->check(CLI::Range(1, 19'000));
    command->add_option("--handshakes", options->handshakes)->check(CLI::Range(1, 5'000));
    command->add_option("--seconds", options->seconds)->check(CLI::Range(1, 600));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
