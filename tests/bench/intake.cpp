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
    bool evenly{false};
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

Taking measure(const Taker& server, const IntakeOptions& options)
{
    Load load;
    load.connect(server.port(), options.voters, server.entrance());
    Load::Times all;
    std::vector<double> rates;
    double first_p99 = 0;
    for (int vote = 0; vote <= options.votes; ++vote) {
        const auto next = Load::Clock::now() + between;
        const auto times = load.ask(options.evenly ? between : std::chrono::seconds{},
                                    server.vote(vote), server.taken(vote));
        std::this_thread::sleep_until(next);
        if (vote == 0) {
            first_p99 = ms_at(times, 0.99);
            continue;
        }
        // Of those who voted at once, the last waited for all.
        rates.push_back(static_cast<double>(options.voters) / seconds_of(times.back()));
        all.insert(all.end(), times.begin(), times.end());
    }
    std::ranges::sort(all);
    const auto offered = static_cast<double>(options.voters) / seconds_of(between);
    return {options.evenly ? offered : median(rates), ms_at(all, 0.5), ms_at(all, 0.99), first_p99};
}

constexpr std::string_view one_each = "one transaction each";

using Make = std::function<std::unique_ptr<Taker>()>;

std::vector<std::pair<std::string, Make>> contestants(const std::filesystem::path& prepared,
                                                      std::chrono::microseconds sync)
{
    const auto rostrum = [&](SyncTime time) {
        return [prepared, time] { return rostrum_takes(prepared, time); };
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

void run(const IntakeOptions& options)
{
    const cli::ScratchFolder prepared("rostrum-bench");
    prepare_ballot(prepared.path(), options.voters);
    const auto servers = contestants(prepared.path(), options.sync);
    std::map<std::string, std::vector<Taking>> measured;
    for (int round = 0; round < options.rounds; ++round) {
        for (const auto& [name, make] : servers) {
            // What cannot keep up with the rate has no pace of its own to be compared.
            if (options.evenly && name.starts_with(one_each)) continue;
            measured[name].push_back(measure(*started(make), options));
        }
    }
    std::cout << "| voters | votes come | server | votes/s | of Rostrum (least–most) | "
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
                                 options.voters, options.evenly ? "evenly" : "at once", name,
                                 median(rate), spread_of(ratio, 2), median(p50), median(p99),
                                 median(first));
    }
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
        ->add_option_function<int>(
            "--sync-us", [options](int us) { options->sync = std::chrono::microseconds{us}; },
            "A disk that takes so long for each sync")
        ->check(CLI::Range(1, 1'000'000));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
