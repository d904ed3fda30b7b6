#include "bench/benches.hpp"
#include "bench/contestant.hpp"
#include "bench/measuring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

namespace rostrum::bench {
namespace {

struct FanoutOptions {
    std::size_t listeners{1'000};
    std::size_t bytes{200};
    std::size_t burst{1};
    int rounds{3};
    int changes{40};
};

/// Of one server in one round.
struct Spreading {
    double cpu_us{0};     ///< Of the server, for each change delivered to one listener.
    double spread_ms{0};  ///< From the order until everybody has it; the median.
    double memory_kib{0}; ///< For each connection, over what the server needed without any.
};

/// Between the beginnings of two changes at least: Rostrum shows no more than twenty a second, and
/// what others do with a cache that is still warm is no comparison.
constexpr std::chrono::milliseconds pace{60};
/// And for each command of a burst: a desk may send thirty a second.
constexpr std::chrono::milliseconds pace_of_command{40};

Spreading measure(Spreader& server, const FanoutOptions& options)
{
    const auto memory_before = memory(server.process());
    Load load;
    load.connect(server.port(), options.listeners, server.entrance());
    const auto spread = [&] {
        const auto next =
            Load::Clock::now() + std::max(pace, pace_of_command * static_cast<int>(options.burst));
        std::vector<std::string> stamps(options.burst);
        std::ranges::generate(stamps, next_stamp);
        const auto took = load.spread(stamps.back(), [&] { server.spread(stamps, options.bytes); });
        std::this_thread::sleep_until(next);
        return took;
    };
    // The first ones meet what is still being set up.
    for (int i = 0; i < 3; ++i) (void)spread();
    const auto memory_after = memory(server.process());
    const auto before = cpu_time(server.process());
    std::vector<double> times;
    for (int i = 0; i < options.changes; ++i) times.push_back(seconds_of(spread()) * 1e3);
    const auto used = seconds_of(cpu_time(server.process()) - before) * 1e6;
    const auto delivered = static_cast<double>(options.listeners * options.burst) * options.changes;
    return {used / delivered, median(times),
            (static_cast<double>(memory_after) - static_cast<double>(memory_before)) / 1'024 /
                static_cast<double>(options.listeners)};
}

void print(const std::string& name, const FanoutOptions& options,
           const std::vector<Spreading>& rounds, const std::vector<Spreading>& limit)
{
    std::vector<double> cpu;
    std::vector<double> ratios;
    std::vector<double> spread;
    std::vector<double> memory;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        cpu.push_back(rounds[i].cpu_us);
        ratios.push_back(limit.at(i).cpu_us / rounds[i].cpu_us);
        spread.push_back(rounds[i].spread_ms);
        memory.push_back(rounds[i].memory_kib);
    }
    std::cout << fmt::format("| {} | {} | {} | {} | {:.2f} | {} | {:.1f} | {:.1f} |\n",
                             options.listeners, options.bytes, options.burst, name, median(cpu),
                             spread_of(ratios, 2), median(spread), median(memory))
              << std::flush;
}

void run(const FanoutOptions& options)
{
    using Make = std::function<std::unique_ptr<Spreader>()>;
    const std::vector<std::pair<std::string, Make>> servers{
        {"raw loop", raw_loop},
        {"**Rostrum**", [&] { return rostrum_spreads(options.listeners); }},
        {"Beast", plain_beast},
        {"`ws`", [] { return node("ws"); }},
        {"`socket.io`", [] { return node("socket.io"); }}};
    std::map<std::string, std::vector<Spreading>> measured;
    for (int round = 0; round < options.rounds; ++round) {
        for (const auto& [name, make] : servers) {
            const auto server = started(make);
            if (!server) continue;
            try {
                measured[name].push_back(measure(*server, options));
            }
            catch (const std::exception& error) {
                throw std::runtime_error(name + ": " + error.what());
            }
        }
    }
    std::cout << "| listeners | bytes | at once | server | CPU µs | of raw (least–most) | "
                 "to all, ms | KiB |\n|---|---|---|---|---|---|---|---|\n";
    for (const auto& [name, make] : servers)
        if (measured.contains(name))
            print(name, options, measured.at(name), measured.at("raw loop"));
}

} // namespace

void add_fanout(CLI::App& program)
{
    const auto options = std::make_shared<FanoutOptions>();
    auto* command = program.add_subcommand("fanout", "One change to everybody");
    command->add_option("--listeners", options->listeners)->check(CLI::Range(1, 25'000));
    command->add_option("--bytes", options->bytes)->check(CLI::Range(32, 1'400));
    command->add_option("--burst", options->burst)->check(CLI::Range(1, 32));
    command->add_option("--rounds", options->rounds)->check(CLI::Range(1, 20));
    command->add_option("--changes", options->changes)->check(CLI::Range(1, 10'000));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
