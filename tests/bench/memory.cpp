#include "bench/benches.hpp"
#include "bench/measuring.hpp"
#include "bench/product.hpp"
#include "cli/scratch_folder.hpp"

#include "support/wire_client.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace rostrum::bench {
namespace {

/// The first minute is told, and then every so many.
constexpr int minutes_of_row = 10;

struct MemoryOptions {
    std::size_t plain{10'000};
    std::size_t secure{2'000};
    int minutes{0};
};

void print(std::string_view what, std::size_t count, std::size_t before, std::size_t after)
{
    const auto grown = static_cast<double>(after) - static_cast<double>(before);
    std::cout << fmt::format("| {} | {} | {:.1f} | {:.2f} |\n", what, count,
                             static_cast<double>(after) / 1'048'576,
                             grown / 1'024 / static_cast<double>(count))
              << std::flush;
}

/// One server for a hall of so many attendees, and one more who is there before the others: what
/// the first one costs (OpenSSL's tables, a view) is not each one's. Its folder goes with it.
class Served {
public:
    Served(std::size_t people, bool secure)
    {
        auto guests = make_hall(folder_.path(), people + 1, core::Phase::inquiry);
        desk_cookie_ = Desk::cookie(folder_.path());
        server_ = started([&] {
            return std::make_unique<Rostrum>(folder_.path(), std::move(guests), 1, secure);
        });
        first_ = come_in(people);
    }

    [[nodiscard]] const Rostrum& server() const { return *server_; }
    [[nodiscard]] const std::string& desk_cookie() const { return desk_cookie_; }
    [[nodiscard]] std::size_t bytes() const { return memory(server_->process()); }

    /// The n-th has a view.
    [[nodiscard]] std::unique_ptr<tst::WireClient> come_in(std::size_t n) const
    {
        const auto entrance = server_->entrance();
        auto phone = std::make_unique<tst::WireClient>(
            server_->port(), server_->is_secure() ? std::optional{tst::TlsOffer{}} : std::nullopt,
            fmt::format("127.0.0.{}", 2 + n % 50));
        phone->send(entrance.greeting(n));
        (void)phone->receive();
        phone->send(entrance.first(n));
        phone->await(entrance.welcome);
        return phone;
    }

private:
    cli::ScratchFolder folder_{"rostrum-bench"};
    std::string desk_cookie_;
    std::unique_ptr<Rostrum> server_;
    std::unique_ptr<tst::WireClient> first_;
};

void plain(const MemoryOptions& options)
{
    const Served served(options.plain, false);
    const auto before = served.bytes();
    Load load;
    load.connect(served.server().port(), options.plain, served.server().entrance());
    print("plain", options.plain, before, served.bytes());

    Desk desk(served.desk_cookie(), served.server().server());
    for (int minute = 1; minute <= options.minutes; ++minute) {
        const auto end = Load::Clock::now() + std::chrono::minutes{1};
        for (auto next = Load::Clock::now(); next < end; next += std::chrono::seconds{1}) {
            std::this_thread::sleep_until(next);
            const auto stamp = next_stamp();
            std::string id;
            load.spread(stamp, [&] { id = desk.edit(stamp, 200); });
            desk.await(id);
            // As pages do; who is silent is put out.
            (void)load.ask({}, {{[](std::size_t) { return R"({"type":"ping","t":1})"; },
                                 [](std::size_t) { return R"("type":"pong")"; }}});
        }
        if (minute > 1 && minute % minutes_of_row != 0 && minute != options.minutes) continue;
        print(fmt::format("plain, after {} min of traffic", minute), options.plain, before,
              served.bytes());
    }
}

void secure(const MemoryOptions& options)
{
    const Served served(options.secure, true);
    const auto before = served.bytes();
    std::vector<std::unique_ptr<tst::WireClient>> phones;
    for (std::size_t n = 0; n < options.secure; ++n) phones.push_back(served.come_in(n));
    print("TLS", options.secure, before, served.bytes());
    // Who is silent for long is put out, and would have weighed nothing: throws then.
    phones.front()->send(tst::client_frame(R"({"type":"ping","t":1})"));
    phones.front()->await(R"("type":"pong")");
}

void run(const MemoryOptions& options)
{
    std::cout << "| connections | how many | resident MiB | KiB for each |\n|---|---|---|---|\n";
    plain(options);
    secure(options);
}

} // namespace

void add_memory(CLI::App& program)
{
    const auto options = std::make_shared<MemoryOptions>();
    auto* command = program.add_subcommand("memory", "What a connection costs, idle");
    command->add_option("--plain", options->plain)->check(CLI::Range(1, 19'000));
    command->add_option("--secure", options->secure)->check(CLI::Range(1, 5'000));
    command->add_option("--minutes", options->minutes, "Of traffic, to see whether it grows")
        ->check(CLI::Range(0, 600));
    command->callback([options] { run(*options); });
}

} // namespace rostrum::bench
