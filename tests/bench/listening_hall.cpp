#include "bench/listening_hall.hpp"

#include "bench/load.hpp"
#include "bench/measuring.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

namespace rostrum::bench {
namespace {

/// Between the beginnings of two changes at least: Rostrum shows no more than twenty a second, and
/// what others do with a cache that is still warm is no comparison.
constexpr std::chrono::milliseconds pace{60};
/// And for each command of a burst: a desk may send thirty a second.
constexpr std::chrono::milliseconds pace_of_command{40};

/// The hall within its process.
class Hall {
public:
    Hall(Spreader& server, const Spreading& spreading) : server_(server), spreading_(spreading)
    {
        const auto before = memory(server_.process());
        load_.connect(server_.port(), spreading_.listeners, server_.entrance());
        // The first ones meet what is still being set up.
        for (int i = 0; i < 3; ++i) (void)spread_ms();
        const auto after = memory(server_.process());
        memory_kib_ = (static_cast<double>(after) - static_cast<double>(before)) / 1'024 /
                      static_cast<double>(spreading_.listeners);
    }

    [[nodiscard]] Turn turn()
    {
        (void)spread_ms(); // Another server was on this core.
        const auto before = cpu_time(server_.process());
        std::vector<double> times;
        for (int i = 0; i < spreading_.changes; ++i) times.push_back(spread_ms());
        const auto used = seconds_of(cpu_time(server_.process()) - before) * 1e6;
        const auto delivered =
            static_cast<double>(spreading_.listeners * spreading_.burst) * spreading_.changes;
        return {used / delivered, median(times), memory_kib_};
    }

private:
    double spread_ms()
    {
        const auto next = Load::Clock::now() +
                          std::max(pace, pace_of_command * static_cast<int>(spreading_.burst));
        std::vector<std::string> stamps(spreading_.burst);
        std::ranges::generate(stamps, next_stamp);
        const auto took =
            load_.spread(stamps.back(), [&] { server_.spread(stamps, spreading_.bytes); });
        std::this_thread::sleep_until(next);
        return seconds_of(took) * 1e3;
    }

    Spreader& server_;
    Spreading spreading_;
    Load load_;
    double memory_kib_{0};
};

static_assert(std::is_trivially_copyable_v<Turn>);

void tell(int turns, const Turn& turn)
{
    if (::write(turns, &turn, sizeof turn) != sizeof turn)
        throw std::runtime_error("nobody wants to know");
}

void serve(const MakeSpreader& make, const Spreading& spreading, int orders, int turns)
{
    const auto server = started(make);
    Hall hall(*server, spreading);
    tell(turns, {});
    for (char order = 0; ::read(orders, &order, 1) == 1;) tell(turns, hall.turn());
}

} // namespace

ListeningHall::ListeningHall(std::string name, const MakeSpreader& make, const Spreading& spreading)
    : name_(std::move(name))
{
    std::array<int, 2> orders{};
    std::array<int, 2> turns{};
    if (::pipe2(orders.data(), O_CLOEXEC) != 0 || ::pipe2(turns.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::close(orders[1]);
        ::close(turns[0]);
        try {
            serve(make, spreading, orders[0], turns[1]);
            ::_exit(0);
        }
        catch (const std::exception& error) {
            std::cerr << name_ << ": " << error.what() << std::endl;
            ::_exit(1);
        }
    }
    ::close(orders[0]);
    ::close(turns[1]);
    orders_ = orders[1];
    turns_ = turns[0];
    Turn up;
    if (::read(turns_, &up, sizeof up) != sizeof up)
        throw std::runtime_error("the hall of " + name_ + " did not come up");
}

ListeningHall::~ListeningHall()
{
    ::close(orders_);
    ::close(turns_);
    ::waitpid(process_, nullptr, 0);
}

Turn ListeningHall::turn()
{
    Turn turn;
    if (::write(orders_, "t", 1) != 1 || ::read(turns_, &turn, sizeof turn) != sizeof turn)
        throw std::runtime_error("the hall of " + name_ + " has ended");
    return turn;
}

} // namespace rostrum::bench
