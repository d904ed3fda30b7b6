// The real program as a child process.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace rostrum::system_test {

/// The server under test: $ROSTRUM_BINARY, else the one built with these tests.
[[nodiscard]] std::string binary();

class ServerProcess {
public:
    /// Starts `rostrum serve` on a data folder and waits until it listens. Port 0: any.
    ServerProcess(const std::filesystem::path& data, std::uint16_t port,
                  const std::vector<std::string>& options = {});
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    /// SIGKILL, and the end of the process.
    void kill();
    /// SIGTERM; the exit code.
    int terminate();
    /// SIGHUP: reads its certificate again.
    void hang_up();
    /// Reads the log on until a line has this.
    void await_line(const std::string& text);
    /// What the process holds in memory, in bytes.
    [[nodiscard]] std::size_t resident_bytes() const;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const
    {
        return {boost::asio::ip::make_address("127.0.0.1"), port_};
    }

private:
    int end(int signal);

    pid_t process_{-1};
    int output_{-1};
    std::uint16_t port_{0};
};

struct Finished {
    int exit_code{-1};
    std::string output; ///< Standard output and error together.
};

/// Runs the program to its end.
[[nodiscard]] Finished run(const std::vector<std::string>& arguments,
                           const std::string& input = {});

} // namespace rostrum::system_test
