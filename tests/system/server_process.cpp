#include "system/server_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace rostrum::system_test {
namespace {

struct Pipe {
    Pipe()
    {
        if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    }
    void close_end(std::size_t end)
    {
        if (ends.at(end) >= 0) ::close(ends.at(end));
        ends.at(end) = -1;
    }
    ~Pipe()
    {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    std::array<int, 2> ends{-1, -1};
};

pid_t spawn(const std::vector<std::string>& arguments, Pipe& input, Pipe& output, bool with_errors)
{
    std::vector<char*> argv;
    auto copy = arguments;
    copy.insert(copy.begin(), binary());
    for (auto& argument : copy) argv.push_back(argument.data());
    argv.push_back(nullptr);

    const auto process = ::fork();
    if (process != 0) return process;
    ::dup2(input.ends[0], STDIN_FILENO);
    ::dup2(output.ends[1], STDOUT_FILENO);
    if (with_errors) ::dup2(output.ends[1], STDERR_FILENO);
    for (int fd = 3; fd < 64; ++fd) ::close(fd);
    ::signal(SIGXFSZ, SIG_IGN); // A full disk is an error of a write, not the end.
    ::execv(argv.front(), argv.data());
    ::_exit(127);
}

std::string read_until(int fd, std::string_view stop)
{
    std::string text;
    char byte = 0;
    while (text.find(stop) == std::string::npos) {
        const auto got = ::read(fd, &byte, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        text.push_back(byte);
    }
    return text;
}

} // namespace

std::string binary()
{
    const char* named = std::getenv("ROSTRUM_BINARY");
    return named != nullptr && *named != '\0' ? named : ROSTRUM_BINARY;
}

ServerProcess::ServerProcess(const std::filesystem::path& data, std::uint16_t port,
                             const std::vector<std::string>& more)
{
    Pipe input;
    auto output = std::make_shared<Pipe>();
    std::vector<std::string> arguments{"serve",     "--data", data.string(),        "--address",
                                       "127.0.0.1", "--port", std::to_string(port), "--web",
                                       ""};
    arguments.insert(arguments.end(), more.begin(), more.end());
    process_ = spawn(arguments, input, *output, /*with_errors=*/true);
    output->close_end(1);
    constexpr std::string_view greeting = "rostrum listens at ";
    output_ = read_until(output->ends[0], greeting);
    const auto address = read_until(output->ends[0], "\n");
    output_ += address;
    const auto colon = address.rfind(':');
    if (output_.find(greeting) == std::string::npos || colon == std::string::npos) {
        end(SIGKILL);
        throw std::runtime_error("the server did not start: " + output_);
    }
    port_ = static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1));
    reader_ = std::jthread(
        [this, output] { output_ += read_until(output->ends[0], std::string_view{"\0", 1}); });
}

ServerProcess::~ServerProcess()
{
    if (process_ > 0) end(SIGKILL);
}

int ServerProcess::end(int signal)
{
    ::kill(process_, signal);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    if (reader_.joinable()) reader_.join();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void ServerProcess::kill()
{
    end(SIGKILL);
}

int ServerProcess::terminate()
{
    return end(SIGTERM);
}

Finished run(const std::vector<std::string>& arguments, const std::string& text)
{
    Pipe input;
    Pipe output;
    const auto process = spawn(arguments, input, output, /*with_errors=*/true);
    output.close_end(1);
    input.close_end(0);
    const auto written = ::write(input.ends[1], text.data(), text.size());
    input.close_end(1);
    Finished finished;
    finished.output = read_until(output.ends[0], std::string_view{"\0", 1});
    int status = 0;
    ::waitpid(process, &status, 0);
    if (WIFEXITED(status) && written >= 0) finished.exit_code = WEXITSTATUS(status);
    return finished;
}

} // namespace rostrum::system_test
