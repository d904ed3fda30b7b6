#include "system/server_process.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

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

pid_t spawn(const std::vector<std::string>& arguments, Pipe& input, Pipe& output,
            const std::optional<rlimit>& open_files)
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
    ::dup2(output.ends[1], STDERR_FILENO);
    for (int fd = 3; fd < 64; ++fd) ::close(fd);
    if (open_files) ::setrlimit(RLIMIT_NOFILE, &*open_files);
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

/// Of `… port 8081` and `… http://127.0.0.1:8080`.
std::uint16_t number_at_end(const std::string& line)
{
    return static_cast<std::uint16_t>(std::atoi(line.c_str() + line.find_last_of(": ") + 1));
}

bool is_free(std::uint16_t port)
{
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor acceptor{context, boost::asio::ip::tcp::v4()};
    boost::system::error_code error;
    acceptor.bind({boost::asio::ip::make_address("127.0.0.1"), port}, error);
    return !error;
}

} // namespace

std::string binary()
{
    const char* named = std::getenv("ROSTRUM_BINARY");
    return named != nullptr && *named != '\0' ? named : ROSTRUM_BINARY;
}

std::uint16_t lasting_port()
{
    // Below what Linux gives to whoever asks for any (32768 and up, ip_local_port_range), above
    // what services listen at.
    std::random_device chance;
    std::uniform_int_distribution<std::uint16_t> ports{20'000, 32'000};
    while (true) {
        const auto port = ports(chance);
        const auto next = static_cast<std::uint16_t>(port + 1);
        if (is_free(port) && is_free(next)) return port;
    }
}

ServerProcess::ServerProcess(const std::filesystem::path& data, std::uint16_t port,
                             const std::vector<std::string>& options,
                             const std::optional<rlimit>& open_files)
{
    Pipe input;
    const auto output = std::make_shared<Pipe>();
    std::vector<std::string> arguments{"serve",     "--data", data.string(),       "--address",
                                       "127.0.0.1", "--port", std::to_string(port)};
    arguments.insert(arguments.end(), options.begin(), options.end());
    if (std::ranges::find(options, "--web") == options.end())
        arguments.insert(arguments.end(), {"--web", ""});
    process_ = spawn(arguments, input, *output, open_files);
    output->close_end(1);
    reader_ = std::jthread([this, output] { read_all(output->ends[0]); });
    try {
        cast_port_ = number_at_end(await_line("rostrum takes secret votes at port "));
        port_ = number_at_end(await_line("rostrum listens at "));
    }
    catch (const std::runtime_error&) {
        end(SIGKILL);
        throw std::runtime_error("the server did not start: " + output_);
    }
}

ServerProcess::~ServerProcess()
{
    if (process_ > 0) end(SIGKILL);
}

void ServerProcess::hang_up()
{
    ::kill(process_, SIGHUP);
}

void ServerProcess::read_all(int from)
{
    std::array<char, 4096> bytes{};
    while (true) {
        const auto got = ::read(from, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        const std::lock_guard lock(mutex_);
        if (got <= 0)
            ended_ = true;
        else
            output_.append(bytes.data(), static_cast<std::size_t>(got));
        more_.notify_all();
        if (ended_) return;
    }
}

std::string ServerProcess::await_line(const std::string& text)
{
    std::unique_lock lock(mutex_);
    while (true) {
        const auto end = output_.find('\n', seen_);
        if (end != std::string::npos) {
            const auto line = output_.substr(seen_, end - seen_);
            seen_ = end + 1;
            if (line.find(text) != std::string::npos) return line;
        }
        else if (ended_) {
            throw std::runtime_error("the server's output ended without: " + text);
        }
        else {
            more_.wait(lock);
        }
    }
}

std::size_t ServerProcess::resident_bytes() const
{
    std::ifstream pages("/proc/" + std::to_string(process_) + "/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    pages >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
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

Finished run(const std::vector<std::string>& arguments, const std::string& text,
             const std::optional<rlimit>& open_files)
{
    Pipe input;
    Pipe output;
    const auto process = spawn(arguments, input, output, open_files);
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
