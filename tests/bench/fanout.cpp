#include "bench/benches.hpp"
#include "bench/listening_hall.hpp"
#include "bench/measuring.hpp"

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::bench {
namespace {

struct FanoutOptions {
    Spreading spreading;
    int rounds{3};
    int turns{8};
};

/// Of one server in all rounds.
struct Measured {
    std::vector<double> cpu_us;
    std::vector<double> of_raw; ///< One for each round: the median of its turns.
    std::vector<double> spread_ms;
    std::vector<double> memory_kib;

    void add(const Turn& turn)
    {
        cpu_us.push_back(turn.cpu_us);
        spread_ms.push_back(turn.spread_ms);
        memory_kib.push_back(turn.memory_kib);
    }
};

/// The two take turns of half a second: the pace of a virtual machine changes from one second to
/// the next, and both have to meet the same.
void compete(ListeningHall& raw, Measured& of_raw_loop, ListeningHall& other, Measured& of_other,
             int turns)
{
    std::vector<double> ratios;
    for (int i = 0; i < turns; ++i) {
        const auto limit = raw.turn();
        const auto turn = other.turn();
        of_raw_loop.add(limit);
        of_other.add(turn);
        ratios.push_back(limit.cpu_us / turn.cpu_us);
    }
    of_other.of_raw.push_back(median(ratios));
}

void print(const std::string& name, const Spreading& spreading, const Measured& measured)
{
    std::cout << fmt::format("| {} | {} | {} | {} | {:.2f} | {} | {:.1f} | {:.1f} |\n",
                             spreading.listeners, spreading.bytes, spreading.burst, name,
                             median(measured.cpu_us), spread_of(measured.of_raw, 2),
                             median(measured.spread_ms), median(measured.memory_kib))
              << std::flush;
}

void run(const FanoutOptions& options)
{
    const auto& spreading = options.spreading;
    std::vector<std::pair<std::string, MakeSpreader>> others{
        {"**Rostrum**", [&] { return rostrum_spreads(spreading.listeners); }},
        {"Beast", plain_beast}};
    for (const std::string package : {"ws", "socket.io"})
        if (is_installed(package))
            others.emplace_back('`' + package + '`', [package] { return node(package); });

    Measured of_raw_loop;
    std::map<std::string, Measured> measured;
    for (int round = 0; round < options.rounds; ++round) {
        ListeningHall raw("raw loop", raw_loop, spreading);
        of_raw_loop.of_raw.push_back(1);
        for (const auto& [name, make] : others) {
            ListeningHall other(name, make, spreading);
            compete(raw, of_raw_loop, other, measured[name], options.turns);
        }
    }
    std::cout << "| listeners | bytes | at once | server | CPU µs | of raw (least–most) | "
                 "to all, ms | KiB |\n|---|---|---|---|---|---|---|---|\n";
    print("raw loop", spreading, of_raw_loop);
    for (const auto& [name, make] : others) print(name, spreading, measured.at(name));
}

} // namespace

void add_fanout(CLI::App& program)
{
    const auto options = std::make_shared<FanoutOptions>();
    auto& spreading = options->spreading;
    auto* command = program.add_subcommand("fanout", "One change to everybody");
    command->add_option("--listeners", spreading.listeners)->check(CLI::Range(1, 25'000));
    command->add_option("--bytes", spreading.bytes)->check(CLI::Range(32, 1'400));
    command->add_option("--burst", spreading.burst)->check(CLI::Range(1, 32));
    command->add_option("--changes", spreading.changes, "In a turn")->check(CLI::Range(1, 10'000));
    command->add_option("--turns", options->turns, "In a round, beside each")
        ->check(CLI::Range(1, 1'000));
    command->add_option("--rounds", options->rounds)->check(CLI::Range(1, 20));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
