#include "cli/open_files.hpp"

#include "cli/limits.hpp"
#include "net/limits.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

namespace rostrum::cli {
namespace {

constexpr const char* way_out = "raise the hard limit (LimitNOFILE= of a systemd unit, ulimit -Hn)";

/// The pages and the box have places of their own.
constexpr std::uint64_t server_files = limits::own_files + 2 * net::limits::http_connections_max;

std::uint64_t open_files_allowed()
{
    rlimit files{};
    return ::getrlimit(RLIMIT_NOFILE, &files) == 0 ? files.rlim_cur : 0;
}

} // namespace

void raise_open_files()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    // Where the system does not grant even that, the checks below say what is missing.
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));
}

std::expected<void, std::string> check_open_files(std::size_t cards)
{
    const auto allowed = open_files_allowed();
    const auto needed = server_files + cards;
    if (allowed >= needed) return {};
    return std::unexpected(
        fmt::format("the system allows {} open files, and a full hall with {} cards needs {}: "
                    "beyond that people wait at the door; {}",
                    allowed, cards, needed, way_out));
}

std::expected<void, std::string> check_rehearsal_files(std::uint64_t phones)
{
    const auto allowed = open_files_allowed();
    const auto needed = limits::own_files + limits::files_per_rehearsed_phone * phones;
    if (allowed >= needed) return {};
    const auto bearable = allowed < limits::own_files
                              ? 0
                              : (allowed - limits::own_files) / limits::files_per_rehearsed_phone;
    return std::unexpected(
        fmt::format("the system allows {} open files, and {} phones with their server, all in this "
                    "process, need {}: take {} phones at most, or {}",
                    allowed, phones, needed, bearable, way_out));
}

} // namespace rostrum::cli
