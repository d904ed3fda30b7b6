#include "bench/benches.hpp"
#include "bench/measuring.hpp"
#include "bench/product.hpp"
#include "cli/clock.hpp"
#include "cli/scratch_folder.hpp"
#include "ledger/sqlite_store.hpp"
#include "protocol/event_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace rostrum::bench {
namespace {

struct GrowthOptions {
    std::vector<std::size_t> events;
    std::vector<std::size_t> questions;
    std::vector<std::size_t> hearings;
    int changes{100};
};

constexpr std::size_t watching = 10;

/// Behind what the hearing has, that one question was edited again and again.
void add_events(const std::filesystem::path& data, std::size_t count)
{
    constexpr std::size_t lines_of_batch = 4'000;
    const std::string stream = "h01";
    auto store = ledger::SqliteStore::open(data, [] { return std::int64_t{0}; });
    if (!store) throw std::runtime_error(store.error().message);
    const auto grant = (*store)->acquire(stream, "bench", 60'000).value();
    hall::Batch batch{stream, grant.epoch, grant.head, {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        batch.lines.push_back(protocol::encode_line(
            {batch.expected_head + batch.lines.size(),
             cli::now(),
             {core::Role::moderator, "moderator"},
             next_id(),
             core::QuestionEdited{core::QuestionId{"q1"},
                                  fmt::format("When will the {}. road be mended?", i),
                                  {}}}));
        if (batch.lines.size() < lines_of_batch && i + 1 < count) continue;
        for (const auto& outcome : (*store)->commit({batch}))
            if (!outcome) throw std::runtime_error("the long log was not taken");
        batch.expected_head += batch.lines.size();
        batch.lines.clear();
    }
    (void)(*store)->release(stream, grant.epoch);
}

void print(std::string_view what, std::size_t count, double start, const Rostrum& server,
           double change_ms)
{
    std::cout << fmt::format("| {} | {} | {:.2f} | {:.0f} | {:.2f} |\n", what, count, start,
                             static_cast<double>(memory(server.process())) / 1'048'576, change_ms)
              << std::flush;
}

/// Starts on a prepared folder, and changes something there, one after the other.
void measure(std::string_view what, std::size_t count, const std::filesystem::path& data,
             const GrowthOptions& options)
{
    auto guests = read_guests(data);
    const auto cookie = Desk::cookie(data);
    const auto begun = Load::Clock::now();
    const auto server =
        started([&] { return std::make_unique<Rostrum>(data, std::move(guests), 1); });
    const auto start = seconds_of(Load::Clock::now() - begun);
    Desk desk(cookie, server->server());
    Load load;
    load.connect(server->port(), watching, server->entrance());
    const auto change = [&] {
        const auto stamp = next_stamp();
        std::string id;
        load.spread(stamp, [&] { id = desk.edit(stamp, 200); });
        desk.await(id);
    };
    change();
    const auto before = cpu_time(server->process());
    for (int i = 0; i < options.changes; ++i) change();
    const auto used = seconds_of(cpu_time(server->process()) - before) * 1e3;
    print(what, count, start, *server, used / options.changes);
}

void run(const GrowthOptions& options)
{
    std::cout << "| behind it | how many | start s | resident MiB | CPU ms for a change |\n"
                 "|---|---|---|---|---|\n";
    for (const auto count : options.events) {
        const cli::ScratchFolder folder("rostrum-bench");
        write_guests(folder.path(), make_hall(folder.path(), watching, core::Phase::inquiry));
        add_events(folder.path(), count);
        measure("events", count, folder.path(), options);
    }
    for (const auto count : options.questions) {
        const cli::ScratchFolder folder("rostrum-bench");
        const auto askers = std::max(watching, count / questions_of_one + 1);
        write_guests(folder.path(), make_hall(folder.path(), askers, core::Phase::inquiry));
        ask_questions(folder.path(), count);
        measure("questions", count, folder.path(), options);
    }
    for (const auto count : options.hearings) {
        const cli::ScratchFolder folder("rostrum-bench");
        write_guests(folder.path(), make_hall(folder.path(), watching, core::Phase::inquiry));
        plan_more(folder.path(), count);
        measure("hearings", count, folder.path(), options);
    }
}

} // namespace

void add_growth(CLI::App& program)
{
    const auto options = std::make_shared<GrowthOptions>();
    auto* command = program.add_subcommand("growth", "What a long hearing costs");
    command->add_option("--events", options->events)->delimiter(',');
    command->add_option("--questions", options->questions)->delimiter(',');
    command->add_option("--hearings", options->hearings)->delimiter(',');
    command->add_option("--changes", options->changes)->check(CLI::Range(1, 10'000));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
