#include "cli/rehearsal_figures.hpp"

#include <algorithm>
#include <atomic>
#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <unistd.h>
#include <utility>

namespace rostrum::cli {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr int changes = 20;
constexpr auto calm_for = 2s;
constexpr auto between_commands = 100ms; ///< A moderator is not faster.
constexpr auto answer_within = 60s;

std::chrono::nanoseconds cpu_of(clockid_t clock)
{
    timespec spent{};
    ::clock_gettime(clock, &spent);
    return std::chrono::seconds{spent.tv_sec} + std::chrono::nanoseconds{spent.tv_nsec};
}

/// Of all threads but this one, which is the phones'.
std::chrono::nanoseconds server_cpu()
{
    return cpu_of(CLOCK_PROCESS_CPUTIME_ID) - cpu_of(CLOCK_THREAD_CPUTIME_ID);
}

boost::json::object edit(const std::string& question, int number)
{
    return {{"question", question},
            {"text", fmt::format("Question, as it was put for the {}th time", number)},
            {"units", boost::json::array{}}};
}

/// Changes a question ten times a second, on a thread of their own, and waits for each answer.
class Moderator {
public:
    Moderator(PhoneSettings desk, std::string question)
        : thread_([this, desk = std::move(desk), question = std::move(question)](
                      const std::stop_token& stop) { work(desk, question, stop); })
    {
    }

    /// Has a page and has had an answer.
    [[nodiscard]] bool is_at_work() const { return at_work_; }
    /// How long the answers took, but for the first.
    [[nodiscard]] Waits stop()
    {
        thread_.request_stop();
        thread_.join();
        if (!trouble_.empty()) throw std::runtime_error("a moderator's command: " + trouble_);
        return std::move(waits_);
    }

private:
    void work(const PhoneSettings& desk, const std::string& question, const std::stop_token& stop)
    {
        boost::asio::io_context io{1};
        const auto works = boost::asio::make_work_guard(io);
        const auto page = std::make_shared<Phone>(io, desk);
        page->on_turned_away = [this](const std::string& code) { trouble_ = code; };
        page->start();
        auto next = SteadyClock::now();
        for (int number = 1; !stop.stop_requested() && trouble_.empty(); ++number) {
            const auto answered = answers_;
            page->command("edit_question", edit(question, number),
                          [this](const PhoneAnswer& answer) {
                              if (!answer.accepted) trouble_ = answer.code;
                              if (at_work_.exchange(true)) waits_.add(answer.latency);
                              ++answers_;
                          });
            const auto deadline = SteadyClock::now() + answer_within;
            while (answers_ == answered && trouble_.empty()) {
                io.run_one_for(100ms);
                if (SteadyClock::now() > deadline) trouble_ = "no answer";
            }
            next = std::max(next + between_commands, SteadyClock::now());
            io.run_until(next);
        }
        page->stop();
        io.run_for(10ms);
    }

    std::atomic<bool> at_work_{false};
    Waits waits_;
    int answers_{0};
    std::string trouble_;
    std::jthread thread_; // Last: it uses what is above.
};

} // namespace

Spread spread_changes(RehearsalHall& hall, const std::string& question)
{
    const auto page = std::make_shared<Phone>(hall.io(), hall.desk());
    page->start();
    Spread spread;
    std::chrono::nanoseconds cpu{};
    for (int number = 0; number <= changes; ++number) {
        hall.run_for(between_commands); // Changes in one breath are shown together.
        hall.until([&] { return hall.all_see_the_same(); }, "everybody sees the same");
        const auto version = hall.witness().version() + 1;
        const auto cpu_before = server_cpu();
        const auto begun = SteadyClock::now();
        page->command("edit_question", edit(question, number), [](const PhoneAnswer& answer) {
            if (!answer.accepted) throw std::runtime_error("a change was refused: " + answer.code);
        });
        hall.until(
            [&] {
                return page->unanswered() == 0 &&
                       std::ranges::all_of(hall.phones(), [version](const auto& phone) {
                           return phone->version() >= version;
                       });
            },
            "everybody has a change");
        if (number == 0) continue; // It waited for the page.
        spread.to_all.add(SteadyClock::now() - begun);
        cpu += server_cpu() - cpu_before;
    }
    page->stop();
    spread.cpu_us_each = std::chrono::duration<double, std::micro>(cpu).count() / changes /
                         static_cast<double>(hall.phones().size());
    return spread;
}

ComeBack come_back(RehearsalHall& hall, const std::string& question)
{
    ComeBack back;
    {
        Moderator moderator(hall.desk(), question);
        hall.until([&] { return moderator.is_at_work(); }, "a moderator is at work");
        hall.run_for(calm_for);
        back.calm = moderator.stop();
    }
    Moderator moderator(hall.desk(), question);
    hall.until([&] { return moderator.is_at_work(); }, "a moderator is at work");
    for (const auto& phone : hall.phones()) phone->drop();
    const auto begun = SteadyClock::now();
    hall.until([&] { return hall.all_are_welcome(); }, "everybody is back");
    back.took_s = std::chrono::duration<double>(SteadyClock::now() - begun).count();
    back.meanwhile = moderator.stop();
    return back;
}

double resident_mib()
{
    std::ifstream pages("/proc/self/statm");
    double all = 0;
    double resident = 0;
    pages >> all >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

} // namespace rostrum::cli
