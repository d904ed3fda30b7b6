// Rostrum itself, as it is started for a hearing: the real program with its record on the disk.
#pragma once

#include "bench/contestant.hpp"
#include "bench/halls.hpp"
#include "system/browser.hpp"
#include "system/server_process.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::bench {

class Rostrum : public virtual Contestant {
public:
    /// Each guest may have several connections. `secure`: under TLS.
    Rostrum(const std::filesystem::path& data, std::vector<Guest> guests,
            std::size_t connections_of_each, bool secure = false);

    [[nodiscard]] std::uint16_t port() const override { return server_.port(); }
    [[nodiscard]] pid_t process() const override { return server_.process(); }
    [[nodiscard]] Entrance entrance() const override;
    [[nodiscard]] bool is_secure() const { return secure_; }
    /// The first message, not framed.
    [[nodiscard]] std::string hello(std::size_t n) const;
    [[nodiscard]] const system_test::ServerProcess& server() const { return server_; }
    [[nodiscard]] const Guest& guest(std::size_t n) const
    {
        return guests_.at(n / connections_of_each_);
    }

private:
    std::vector<Guest> guests_;
    std::size_t connections_of_each_;
    bool secure_;
    system_test::ServerProcess server_;
};

/// What a client says over its WebSocket: a command in the words of the protocol.
[[nodiscard]] std::string command(const std::string& id, const std::string& name,
                                  const boost::json::object& body);

/// A moderator's, who changes the one question of the queue.
class Desk {
public:
    /// `cookie`: of the moderator that `make_hall` has hired.
    Desk(const std::string& cookie, const system_test::ServerProcess& server);
    /// One for a server that does not run yet.
    [[nodiscard]] static std::string cookie(const std::filesystem::path& data);

    /// Sends it, and does not wait. The id of the command.
    std::string edit(const std::string& stamp, std::size_t bytes);
    /// Waits for the answer. Throws when it is a refusal.
    void await(const std::string& id);

private:
    system_test::Browser browser_;
    std::unique_ptr<system_test::Wire> wire_;
};

} // namespace rostrum::bench
