#include "slides/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rostrum::slides {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t output_bytes_max = 4096;
/// How often somebody looks whether it is too late.
constexpr int look_up_ms = 100;
constexpr int first_of_others = 3; ///< Behind standard input, output and error.

/// A pipe's two ends, closed when they go.
struct Pipe {
    std::array<int, 2> ends{-1, -1};

    Pipe() { opened = ::pipe2(ends.data(), O_CLOEXEC) == 0; }
    ~Pipe()
    {
        end(0);
        end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    void end(std::size_t which)
    {
        if (ends.at(which) >= 0) ::close(ends.at(which));
        ends.at(which) = -1;
    }

    bool opened{false};
};

bool spawn(const std::vector<std::string>& command, int output, Group group, pid_t& child)
{
    std::vector<char*> arguments;
    for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // Sockets of the hall are none of its business.
    ::posix_spawn_file_actions_addclosefrom_np(&files, first_of_others);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    const auto own_group = group == Group::own ? POSIX_SPAWN_SETPGROUP : 0;
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | own_group));
    const int error =
        ::posix_spawnp(&child, arguments.front(), &files, &attributes, arguments.data(), ::environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    return error == 0;
}

/// Until it closes its output, which it does at its end at the latest. False when it is too late.
bool read_until(int output, Clock::time_point latest, const std::stop_token& stop,
                std::string& text)
{
    for (;;) {
        if (Clock::now() >= latest || stop.stop_requested()) return false;
        pollfd waiting{output, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, look_up_ms);
        if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
        std::array<char, 512> piece{};
        const auto size = ready < 0 ? -1 : ::read(output, piece.data(), piece.size());
        if (size <= 0) return true;
        if (text.size() < output_bytes_max)
            text.append(piece.data(), static_cast<std::size_t>(size));
    }
}

ChildEnd::Way way_of(int status)
{
    if (WIFSIGNALED(status)) return ChildEnd::Way::killed;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ChildEnd::Way::done
                                                         : ChildEnd::Way::failed;
}

} // namespace

ChildEnd run_child(const std::vector<std::string>& command, std::chrono::milliseconds time_max,
                   Group group, const std::stop_token& stop)
{
    ChildEnd end;
    Pipe pipe;
    pid_t child = 0;
    if (!pipe.opened || !spawn(command, pipe.ends[1], group, child)) return end;
    pipe.end(1);
    const bool in_time = read_until(pipe.ends[0], Clock::now() + time_max, stop, end.output);
    // It may have closed its output and gone on.
    if (!in_time) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (group == Group::own) ::kill(-child, SIGKILL);
    end.way = in_time ? way_of(status) : ChildEnd::Way::too_late;
    return end;
}

} // namespace rostrum::slides
