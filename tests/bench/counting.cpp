#include "bench/counting.hpp"

#include "system/server_process.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace rostrum::bench {
namespace {

/// A program that is the server in callgrind. Its pipes lie in the folder, too, and go with it.
std::string wrapper(const std::filesystem::path& folder)
{
    if (std::system("command -v callgrind_control >/dev/null") != 0)
        throw std::runtime_error("instructions are counted by valgrind, which is not installed");
    const auto path = folder / "rostrum";
    std::ofstream file(path);
    file << fmt::format("#!/bin/sh\n"
                        "exec valgrind --quiet --tool=callgrind --vgdb-prefix='{0}/vgdb' "
                        "--callgrind-out-file='{0}/counts' '{1}' \"$@\"\n",
                        folder.string(), system_test::binary());
    if (!file.flush()) throw std::runtime_error(path.string() + " cannot be written");
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
    control("--zero", server);
}

std::uint64_t Callgrind::end(pid_t server) const
{
    control("--dump", server);
    const std::string total = "totals: ";
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
        if (!entry.path().filename().string().starts_with("counts.")) continue;
        std::ifstream counts(entry.path());
        std::filesystem::remove(entry.path()); // The next is told in one of its own.
        for (std::string line; std::getline(counts, line);)
            if (line.starts_with(total)) return std::stoull(line.substr(total.size()));
    }
    throw std::runtime_error("callgrind has not told a total: " + said());
}

void Callgrind::control(const std::string& order, pid_t server) const
{
    const auto line =
        fmt::format("callgrind_control --vgdb-prefix='{0}/vgdb' {1} {2} >'{0}/said' 2>&1",
                    folder_.path().string(), order, server);
    if (std::system(line.c_str()) != 0 || said().find("sending command") == std::string::npos)
        throw std::runtime_error("callgrind does not obey: " + said());
}

std::string Callgrind::said() const
{
    std::ifstream file(folder_.path() / "said");
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace rostrum::bench
