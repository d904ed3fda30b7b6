// What is read off a server that is measured, and how figures are told.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <sys/types.h>
#include <vector>

namespace rostrum::bench {

constexpr int server_core = 0;
constexpr int client_core = 1;

/// Of a process, all of its threads.
[[nodiscard]] std::chrono::nanoseconds cpu_time(pid_t process);
/// Resident, in bytes.
[[nodiscard]] std::size_t memory(pid_t process);
/// The calling thread, and what it starts, stays on this core.
void stay_on(int core);
/// Starts something on the server's core, and comes back to the client's.
template <typename Make>
auto started(const Make& make)
{
    stay_on(server_core);
    auto server = make();
    stay_on(client_core);
    return server;
}

/// Of an even number the mean of the two in the middle.
[[nodiscard]] double median(std::vector<double> values);
/// Of sorted times, the one below which such a part of them lies.
[[nodiscard]] double ms_at(const std::vector<std::chrono::nanoseconds>& sorted, double part);
[[nodiscard]] double seconds_of(std::chrono::nanoseconds time);
/// `median (least–most)`.
[[nodiscard]] std::string spread_of(const std::vector<double>& values, int decimals);

/// Never twice the same in a process; of one length.
[[nodiscard]] std::string next_stamp();
/// An id of a command, as ids are: 26 digits.
[[nodiscard]] std::string id_of(std::uint64_t number);
/// Likewise, never twice the same, and none of the first ten million.
[[nodiscard]] std::string next_id();

} // namespace rostrum::bench
