// The real program as a child process.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace rostrum::system_test {

/// The server under test: $ROSTRUM_BINARY, else the one built with these tests.
[[nodiscard]] std::string binary();

class ServerProcess {
public:
    /// Starts `rostrum serve` on a data folder and waits until it listens. Port 0: any.
    ServerProcess(const std::filesystem::path& data, std::uint16_t port,
                  const std::vector<std::string>& more = {});
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    /// SIGKILL, and the end of the process.
    void kill();
    /// SIGTERM; the exit code.
    int terminate();

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] pid_t process() const { return process_; }
    /// Everything it has written, once it has ended.
    [[nodiscard]] const std::string& output() const { return output_; }
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const
    {
        return {boost::asio::ip::make_address("127.0.0.1"), port_};
    }

private:
    int end(int signal);

    pid_t process_{-1};
    std::uint16_t port_{0};
    std::string output_;
    std::jthread reader_; ///< Of what it writes, so that it never waits for us.
};

struct Finished {
    int exit_code{-1};
    std::string output; ///< Standard output and error together.
};

/// Runs the program to its end.
[[nodiscard]] Finished run(const std::vector<std::string>& arguments,
                           const std::string& input = {});

} // namespace rostrum::system_test
