// `rostrum_bench fanout`: one change to everybody, by servers in turn within one run. What counts
// is the ratio.
#include "bench/contestant.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sched.h>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

namespace rostrum::bench {

std::chrono::nanoseconds cpu_time(pid_t process)
{
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        throw std::runtime_error("a measured server has ended");
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

std::size_t memory(pid_t process)
{
    std::ifstream pages("/proc/" + std::to_string(process) + "/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    pages >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void stay_on(int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<unsigned>(core), &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
}

namespace {

constexpr int server_core = 0;
constexpr int client_core = 1;

struct Options {
    std::size_t listeners{1'000};
    std::size_t bytes{200};
    std::size_t burst{1};
    int rounds{3};
    int changes{40};
};

using Make = std::function<std::unique_ptr<Contestant>()>;

/// Of one server in one round.
struct Measured {
    double cpu_us{0};     ///< Of the server, for each change delivered to one listener.
    double spread_ms{0};  ///< From the order until everybody has it; the median.
    double memory_kib{0}; ///< For each connection, over what the server needed without any.
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

std::string next_stamp()
{
    static std::uint64_t number = 0;
    return fmt::format("stamp-{:010}", ++number);
}

Measured measure(Contestant& server, const Options& options)
{
    const auto memory_before = memory(server.process());
    Load load;
    load.connect(server.port(), options.listeners, server.greeting(), server.first());
    const auto spread = [&] {
        std::vector<std::string> stamps(options.burst);
        std::ranges::generate(stamps, next_stamp);
        return load.spread(stamps.back(), [&] { server.spread(stamps, options.bytes); });
    };
    // The first one meets what is still being set up.
    for (int i = 0; i < 3; ++i) (void)spread();
    const auto memory_after = memory(server.process());
    const auto before = cpu_time(server.process());
    std::vector<double> times;
    for (int i = 0; i < options.changes; ++i)
        times.push_back(std::chrono::duration<double, std::milli>(spread()).count());
    const auto used =
        std::chrono::duration<double, std::micro>(cpu_time(server.process()) - before);
    const auto delivered = static_cast<double>(options.listeners * options.burst) * options.changes;
    return {used.count() / delivered, median(times),
            (static_cast<double>(memory_after) - static_cast<double>(memory_before)) / 1'024 /
                static_cast<double>(options.listeners)};
}

void print(const std::string& name, const std::vector<Measured>& rounds,
           const std::vector<Measured>& limit)
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
    std::cout << fmt::format("| {} | {:.2f} | {:.2f} ({:.2f}–{:.2f}) | {:.1f} | {:.1f} |\n", name,
                             median(cpu), median(ratios), std::ranges::min(ratios),
                             std::ranges::max(ratios), median(spread), median(memory));
}

int fanout(const Options& options)
{
    const std::vector<std::pair<std::string, Make>> servers{
        {"raw", raw_loop},
        {"rostrum", [&] { return rostrum_itself(options.listeners); }},
        {"beast", plain_beast},
        {"ws", node_ws}};
    std::map<std::string, std::vector<Measured>> measured;
    for (int round = 0; round < options.rounds; ++round) {
        for (const auto& [name, make] : servers) {
            stay_on(server_core); // It is inherited.
            const auto server = make();
            stay_on(client_core);
            if (!server) continue;
            try {
                measured[name].push_back(measure(*server, options));
            }
            catch (const std::exception& error) {
                throw std::runtime_error(name + ": " + error.what());
            }
        }
    }
    std::cout
        << fmt::format("{} listeners, {} bytes, {} at a time, {} changes, {} rounds\n\n",
                       options.listeners, options.bytes, options.burst, options.changes,
                       options.rounds)
        << "| server | CPU µs | of raw (min–max) | to all, ms | KiB |\n|---|---|---|---|---|\n";
    for (const auto& [name, make] : servers)
        if (measured.contains(name)) print(name, measured.at(name), measured.at("raw"));
    return 0;
}

void allow_many_sockets()
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace
} // namespace rostrum::bench

int main(int argc, char** argv)
{
    using namespace rostrum::bench;
    Options options;
    CLI::App program{"Measures Rostrum beside other servers"};
    auto* command = program.add_subcommand("fanout", "One change to everybody");
    command->add_option("--listeners", options.listeners)->check(CLI::Range(1, 25'000));
    command->add_option("--bytes", options.bytes)->check(CLI::Range(32, 1'400));
    command->add_option("--burst", options.burst)->check(CLI::Range(1, 32));
    command->add_option("--rounds", options.rounds)->check(CLI::Range(1, 20));
    command->add_option("--changes", options.changes)->check(CLI::Range(1, 10'000));
    program.require_subcommand(1);
    try {
        program.parse(argc, argv);
        allow_many_sockets();
        return fanout(options);
    }
    catch (const CLI::ParseError& error) {
        return program.exit(error);
    }
    catch (const std::exception& error) {
        std::cerr << "rostrum_bench: " << error.what() << '\n';
        return 1;
    }
}
