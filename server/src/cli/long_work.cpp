#include "cli/long_work.hpp"

#include <chrono>
#include <stop_token>

namespace rostrum::cli {
namespace {

constexpr std::chrono::seconds between_words{1};

void run(const std::stop_token& stop, const hall::LongWork& work, const hall::Executor& on_hall)
{
    using Clock = std::chrono::steady_clock;
    auto last_word = Clock::now();
    while (!stop.stop_requested()) {
        if (!work.slice()) return on_hall(work.told);
        if (Clock::now() - last_word < between_words) continue;
        last_word = Clock::now();
        on_hall(work.told);
    }
}

} // namespace

void LongWorkers::start(hall::LongWork work)
{
    workers_.remove_if([](const Worker& worker) { return worker.is_over->load(); });
    auto is_over = std::make_shared<std::atomic<bool>>(false);
    workers_.push_back({is_over, std::jthread([is_over, work = std::move(work),
                                               on_hall = on_hall_](const std::stop_token& stop) {
                            run(stop, work, on_hall);
                            is_over->store(true);
                        })});
}

} // namespace rostrum::cli
