#include "bench/benches.hpp"
#include "bench/contestant.hpp"
#include "bench/measuring.hpp"
#include "cli/scratch_folder.hpp"

#include <fmt/format.h>

#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string_view>
#include <thread>

namespace rostrum::bench {
namespace {

struct IntakeOptions {
    std::size_t voters{1'000};
    int rounds{3};
    int votes{5};
    Wish wish{Wish::vote};
    bool evenly{false};
    int rate{0};                       ///< A second, of all together; 0: each once a second.
    std::chrono::microseconds sync{0}; ///< 0: as this machine's disk does it.
};

/// A card may change its vote once a second.
constexpr std::chrono::seconds between{1};

struct Taking {
    double per_second{0};
    double p50_ms{0};
    double p99_ms{0};
    double first_p99_ms{0}; ///< Of the first votes: each is counted before everybody's eyes.
};

/// All in the same instant, again and again.
Taking measure_at_once(Load& load, const Taker& server, const IntakeOptions& options)
{
    Load::Times all;
    std::vector<double> rates;
    double first_p99 = 0;
    for (int vote = 0; vote <= options.votes; ++vote) {
        const auto next = Load::Clock::now() + between;
        const auto times = load.ask({}, {server.exchange(vote)});
        std::this_thread::sleep_until(next);
        if (vote == 0) {
            first_p99 = ms_at(times, 0.99);
            continue;
        }
        // The last waited for all.
        rates.push_back(static_cast<double>(options.voters) / seconds_of(times.back()));
        all.insert(all.end(), times.begin(), times.end());
    }
    std::ranges::sort(all);
    return {median(rates), ms_at(all, 0.5), ms_at(all, 0.99), first_p99};
}

/// At a rate, without a pause in which the server could catch up.
Taking measure_evenly(Load& load, const Taker& server, const IntakeOptions& options)
{
    const auto voters = static_cast<std::int64_t>(options.voters);
    const auto over = options.rate == 0 ? std::chrono::nanoseconds{between}
                                        : std::chrono::nanoseconds{between} * voters / options.rate;
    const auto next = Load::Clock::now() + between;
    const auto first = load.ask(over, {server.exchange(0)});
    std::this_thread::sleep_until(next);
    std::vector<Exchange> exchanges;
    for (int vote = 1; vote <= options.votes; ++vote) exchanges.push_back(server.exchange(vote));
    const auto all = load.ask(over, exchanges);
    return {static_cast<double>(voters) / seconds_of(over), ms_at(all, 0.5), ms_at(all, 0.99),
            ms_at(first, 0.99)};
}

Taking measure(const Taker& server, const IntakeOptions& options)
{
    Load load;
    load.connect(server.port(), options.voters, server.entrance());
    return options.evenly ? measure_evenly(load, server, options)
                          : measure_at_once(load, server, options);
}

constexpr std::string_view one_each = "one transaction each";

using Make = std::function<std::unique_ptr<Taker>()>;
using Contestants = std::vector<std::pair<std::string, Make>>;

Contestants contestants(const std::filesystem::path& prepared, const IntakeOptions& options)
{
    const auto sync = options.sync;
    const auto rostrum = [&](SyncTime time) {
        return
            [prepared, time, wish = options.wish] { return rostrum_takes(prepared, time, wish); };
    };
    const auto one = [](SyncTime time) { return [time] { return one_transaction_each(time); }; };
    if (sync == sync.zero()) {
        return {{"**Rostrum**", rostrum({})},
                {"Rostrum, syncing off", rostrum(sync)},
                {std::string{one_each}, one({})}};
    }
    const auto disk =
        fmt::format(", {:g} ms a sync", std::chrono::duration<double, std::milli>(sync).count());
    return {{"**Rostrum**" + disk, rostrum(sync)}, {std::string{one_each} + disk, one(sync)}};
}

void print(const IntakeOptions& options, const Contestants& servers,
           const std::map<std::string, std::vector<Taking>>& measured)
{
    const auto what = fmt::format("{} {}", options.wish == Wish::vote ? "votes" : "supports",
                                  options.evenly ? "evenly" : "at once");
    std::cout << "| people | what comes | server | each second | of Rostrum (least–most) | "
                 "p50 ms | p99 ms | first p99 ms |\n|---|---|---|---|---|---|---|---|\n";
    for (const auto& [name, make] : servers) {
        if (!measured.contains(name)) continue;
        std::vector<double> rate;
        std::vector<double> ratio;
        std::vector<double> p50;
        std::vector<double> p99;
        std::vector<double> first;
        for (std::size_t i = 0; i < measured.at(name).size(); ++i) {
            const auto& one = measured.at(name)[i];
            rate.push_back(one.per_second);
            ratio.push_back(one.per_second / measured.at(servers.front().first)[i].per_second);
            p50.push_back(one.p50_ms);
            p99.push_back(one.p99_ms);
            first.push_back(one.first_p99_ms);
        }
        std::cout << fmt::format("| {} | {} | {} | {:.0f} | {} | {:.1f} | {:.1f} | {:.0f} |\n",
                                 options.voters, what, name, median(rate), spread_of(ratio, 2),
                                 median(p50), median(p99), median(first));
    }
}

void run(const IntakeOptions& options)
{
    const cli::ScratchFolder prepared("rostrum-bench");
    prepare_taking(prepared.path(), options.voters, options.wish);
    const auto servers = contestants(prepared.path(), options);
    std::map<std::string, std::vector<Taking>> measured;
    for (int round = 0; round < options.rounds; ++round) {
        for (const auto& [name, make] : servers) {
            // What cannot keep up with the rate has no pace of its own to be compared.
            if (options.evenly && name.starts_with(one_each)) continue;
            measured[name].push_back(measure(*started(make), options));
        }
    }
    print(options, servers, measured);
}

} // namespace

void add_intake(CLI::App& program)
{
    const auto options = std::make_shared<IntakeOptions>();
    auto* command = program.add_subcommand("intake", "Votes, acknowledged once they are durable");
    command->add_option("--voters", options->voters)->check(CLI::Range(1, 19'000));
    command->add_option("--rounds", options->rounds)->check(CLI::Range(1, 20));
    command->add_option("--votes", options->votes)->check(CLI::Range(1, 1'000));
    command->add_flag("--evenly", options->evenly, "Each once a second instead of all at once");
    command
        ->add_option("--rate", options->rate,
                     "Of all together in a second; a card may vote but little more than once")
        ->needs("--evenly")
        ->check(CLI::Range(1, 100'000));
    command->add_flag_callback(
        "--supports", [options] { options->wish = Wish::support; },
        "Each supports a question, or takes it back, instead of voting");
    command
        ->add_option_function<int>(
            "--sync-us", [options](int us) { options->sync = std::chrono::microseconds{us}; },
            "A disk that takes so long for each sync")
        ->check(CLI::Range(1, 1'000'000));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
