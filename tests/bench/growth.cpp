#include "bench/benches.hpp"
#include "bench/counting.hpp"
#include "bench/measuring.hpp"
#include "bench/product.hpp"
#include "cli/clock.hpp"
#include "cli/scratch_folder.hpp"
#include "ledger/sqlite_store.hpp"
#include "protocol/event_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
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
    std::vector<std::size_t> listeners;
    int changes{100};
    bool instructions{false};
};

constexpr std::size_t watching = 10;
/// Of counting, which shows how well it repeats.
constexpr int rounds = 5;

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

/// What servers that it starts do for a change.
class Growth {
public:
    explicit Growth(const GrowthOptions& options) : options_(options)
    {
        if (options.instructions) callgrind_.emplace();
        std::cout << (callgrind_ ? "| behind it | how many | thousand instructions for a change "
                                   "(least–most) |\n|---|---|---|\n"
                                 : "| behind it | how many | start s | resident MiB | "
                                   "CPU ms for a change |\n|---|---|---|---|---|\n");
    }

    void events(std::size_t count)
    {
        const cli::ScratchFolder folder("rostrum-bench");
        write_guests(folder.path(), make_hall(folder.path(), watching, core::Phase::inquiry));
        add_events(folder.path(), count);
        measure("events", count, folder.path(), watching);
    }
    void questions(std::size_t count)
    {
        const cli::ScratchFolder folder("rostrum-bench");
        const auto askers = std::max(watching, count / questions_of_one + 1);
        write_guests(folder.path(), make_hall(folder.path(), askers, core::Phase::inquiry));
        ask_questions(folder.path(), count);
        measure("questions", count, folder.path(), watching);
    }
    void hearings(std::size_t count)
    {
        const cli::ScratchFolder folder("rostrum-bench");
        write_guests(folder.path(), make_hall(folder.path(), watching, core::Phase::inquiry));
        plan_more(folder.path(), count);
        measure("hearings", count, folder.path(), watching);
    }
    void listeners(std::size_t count)
    {
        const cli::ScratchFolder folder("rostrum-bench");
        write_guests(folder.path(), make_hall(folder.path(), count, core::Phase::inquiry));
        measure("listeners", count, folder.path(), count);
    }

private:
    /// Starts on a prepared folder, and changes something there, one after the other.
    void measure(std::string_view what, std::size_t count, const std::filesystem::path& data,
                 std::size_t listeners)
    {
        auto guests = read_guests(data);
        const auto cookie = Desk::cookie(data);
        const auto begun = Load::Clock::now();
        const auto server =
            started([&] { return std::make_unique<Rostrum>(data, std::move(guests), 1); });
        const auto start = seconds_of(Load::Clock::now() - begun);
        Desk desk(cookie, server->server());
        Load load;
        load.connect(server->port(), listeners, server->entrance());
        const auto change = [&] {
            const auto stamp = next_stamp();
            std::string id;
            load.spread(stamp, [&] { id = desk.edit(stamp, 200); });
            desk.await(id);
        };
        change();
        if (callgrind_) return print_instructions(what, count, server->process(), change);
        const auto before = cpu_time(server->process());
        for (int i = 0; i < options_.changes; ++i) change();
        const auto used = seconds_of(cpu_time(server->process()) - before) * 1e3;
        std::cout << fmt::format("| {} | {} | {:.2f} | {:.0f} | {:.2f} |\n", what, count, start,
                                 static_cast<double>(memory(server->process())) / 1'048'576,
                                 used / options_.changes)
                  << std::flush;
    }

    void print_instructions(std::string_view what, std::size_t count, pid_t server,
                            const std::function<void()>& change)
    {
        std::vector<double> thousands;
        for (int round = 0; round <= rounds; ++round) {
            callgrind_->begin(server);
            for (int i = 0; i < options_.changes; ++i) change();
            const auto executed = static_cast<double>(callgrind_->end(server));
            // The first has the end of the start in it.
            if (round > 0) thousands.push_back(executed / 1e3 / options_.changes);
        }
        std::cout << fmt::format("| {} | {} | {} |\n", what, count, spread_of(thousands, 0))
                  << std::flush;
    }

    const GrowthOptions& options_;
    std::optional<Callgrind> callgrind_;
};

void run(const GrowthOptions& options)
{
    Growth growth(options);
    // The largest folders last: deleting them keeps the disk busy for the next one's syncs.
    for (const auto count : options.listeners) growth.listeners(count);
    for (const auto count : options.hearings) growth.hearings(count);
    for (const auto count : options.questions) growth.questions(count);
    for (const auto count : options.events) growth.events(count);
}

} // namespace

void add_growth(CLI::App& program)
{
    const auto options = std::make_shared<GrowthOptions>();
    auto* command = program.add_subcommand("growth", "What a long hearing costs");
    command->add_option("--events", options->events)->delimiter(',');
    command->add_option("--questions", options->questions)->delimiter(',');
    command->add_option("--hearings", options->hearings)->delimiter(',');
    command->add_option("--listeners", options->listeners)->delimiter(',');
    // Listeners say nothing meanwhile: for longer, they would be put out.
    command->add_option("--changes", options->changes)->check(CLI::Range(1, 100));
    command->add_flag("--instructions", options->instructions,
                      "Count them in valgrind instead of taking the time");
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
