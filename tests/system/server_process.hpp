// The real program as a child process.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace rostrum::system_test {

/// For a slow machine that does other work, and a build that is not optimised.
inline constexpr std::chrono::seconds long_patience{300};

/// For what the memory of a sanitized program does by itself.
inline constexpr std::size_t memory_slack = std::size_t{48} * 1024 * 1024;

/// The server under test: $ROSTRUM_BINARY, else the one built with these tests.
[[nodiscard]] std::string binary();

/// A free port, with a free one above it, that the system gives to nobody by itself: so a killed
/// server comes back to the place that its phones know, whatever other tests have opened meanwhile.
[[nodiscard]] std::uint16_t lasting_port();

class ServerProcess {
public:
    /// Starts `rostrum serve` on a data folder and waits until it listens. Port 0: any.
    /// `open_files`: what it begins with; else what these tests have.
    ServerProcess(const std::filesystem::path& data, std::uint16_t port,
                  const std::vector<std::string>& options = {},
                  const std::optional<rlimit>& open_files = {});
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    /// SIGKILL, and the end of the process.
    void kill();
    /// SIGTERM; the exit code.
    int terminate();
    /// SIGHUP: reads its certificate again.
    void hang_up();
    /// The next line of what it writes that has this.
    std::string await_line(const std::string& text);
    /// What the process holds in memory, in bytes.
    [[nodiscard]] std::size_t resident_bytes() const;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::uint16_t cast_port() const { return cast_port_; }
    [[nodiscard]] pid_t process() const { return process_; }
    /// Everything it has written, once it has ended.
    [[nodiscard]] const std::string& output() const { return output_; }
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const
    {
        return {boost::asio::ip::make_address("127.0.0.1"), port_};
    }

private:
    int end(int signal);
    void read_all(int from);

    pid_t process_{-1};
    std::uint16_t port_{0};
    std::uint16_t cast_port_{0};
    std::mutex mutex_; ///< Of the four below.
    std::condition_variable more_;
    std::string output_;
    std::size_t seen_{0}; ///< Up to where lines have been waited for.
    bool ended_{false};
    std::jthread reader_; ///< Of what it writes, so that it never waits for us.
};

struct Finished {
    int exit_code{-1};
    std::string output; ///< Standard output and error together.
};

/// Runs the program to its end.
[[nodiscard]] Finished run(const std::vector<std::string>& arguments, const std::string& input = {},
                           const std::optional<rlimit>& open_files = {});

} // namespace rostrum::system_test
