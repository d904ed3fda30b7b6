#include "bench/counting.hpp"

#include "system/server_process.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace rostrum::bench {
namespace {

/// By the shell. Throws where it fails.
void run(const std::string& line)
{
    if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: " + line);
}

/// A program that is the server in callgrind.
std::string wrapper(const std::filesystem::path& folder)
{
    if (std::system("command -v callgrind_control >/dev/null") != 0)
        throw std::runtime_error("instructions are counted by valgrind, which is not installed");
    const auto path = folder / "rostrum";
    std::ofstream(path) << fmt::format("#!/bin/sh\n"
                                       "exec valgrind --quiet --tool=callgrind "
                                       "--callgrind-out-file='{}/counts' '{}' \"$@\"\n",
                                       folder.string(), system_test::binary());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path.string();
}

} // namespace

Callgrind::Callgrind()
{
    ::setenv("ROSTRUM_BINARY", wrapper(folder_.path()).c_str(), 1);
}

void Callgrind::begin(pid_t server) const
{
    run(fmt::format("callgrind_control --zero {} >/dev/null 2>&1", server));
}

std::uint64_t Callgrind::end(pid_t server) const
{
    run(fmt::format("callgrind_control --dump {} >/dev/null 2>&1", server));
    const std::string total = "totals: ";
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
        if (!entry.path().filename().string().starts_with("counts.")) continue;
        std::ifstream counts(entry.path());
        std::filesystem::remove(entry.path()); // The next is told in one of its own.
        for (std::string line; std::getline(counts, line);)
            if (line.starts_with(total)) return std::stoull(line.substr(total.size()));
    }
    throw std::runtime_error("callgrind has not told a total");
}

} // namespace rostrum::bench
