#include "bench/measuring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <sched.h>
#include <stdexcept>
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

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    const auto upper = values.at(values.size() / 2);
    return values.size() % 2 == 1 ? upper : (values.at(values.size() / 2 - 1) + upper) / 2;
}

double ms_at(const std::vector<std::chrono::nanoseconds>& sorted, double part)
{
    const auto last = static_cast<double>(sorted.size() - 1);
    const auto place = static_cast<std::size_t>(last * part);
    return std::chrono::duration<double, std::milli>(sorted.at(place)).count();
}

double seconds_of(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

std::string spread_of(const std::vector<double>& values, int decimals)
{
    return fmt::format("{:.{}f} ({:.{}f}–{:.{}f})", median(values), decimals,
                       std::ranges::min(values), decimals, std::ranges::max(values), decimals);
}

std::string next_stamp()
{
    static std::uint64_t number = 0;
    return fmt::format("stamp-{:010}", ++number);
}

std::string id_of(std::uint64_t number)
{
    return fmt::format("01HZZZZZZZZZZZZZ{:010}", number);
}

std::string next_id()
{
    static std::uint64_t number = 10'000'000;
    return id_of(++number);
}

} // namespace rostrum::bench
