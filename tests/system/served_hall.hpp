// The real program serving a hearing, and clients that speak to it by hand.
#pragma once

#include "cli/scratch_folder.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"

#include "support/certificate.hpp"
#include "support/wire_client.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::system_test {

struct HallOptions {
    int people{2};
    core::Phase phase{core::Phase::inquiry};
    bool secure{false};
    int projects{0}; ///< Of the campaign, each with long texts: what makes a view large.
    std::vector<std::string> http_lines{}; ///< For the section [http] of the configuration.
};

class ServedHall {
public:
    explicit ServedHall(const HallOptions& options = {});

    [[nodiscard]] const std::filesystem::path& data() const { return folder_.path(); }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] const ServerProcess& server() const { return *server_; }
    [[nodiscard]] ServerProcess& server() { return *server_; }
    [[nodiscard]] const PreparedHall& hall() const { return hall_; }
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
    [[nodiscard]] std::string origin() const;
    [[nodiscard]] const std::string& token(std::size_t person) const;

    /// The head of a request with `Host` and these further lines, each without its end.
    [[nodiscard]] std::string head(const std::string& line,
                                   const std::vector<std::string>& headers = {}) const;
    /// Of a request that upgrades, with these lines besides.
    [[nodiscard]] std::string upgrade(std::vector<std::string> headers) const;

    /// `from`: which of this machine's loopback addresses it comes from.
    [[nodiscard]] tst::WireClient client(const std::string& from = "127.0.0.1") const;
    /// One request on a connection of its own.
    [[nodiscard]] tst::Reply raw(const std::string& request,
                                 const std::string& from = "127.0.0.1") const;
    [[nodiscard]] tst::Reply post(const std::string& path, const std::string& body,
                                  const std::vector<std::string>& headers = {},
                                  const std::string& from = "127.0.0.1") const;
    /// The cookie of somebody who came in with their card.
    [[nodiscard]] std::string join(std::size_t person) const;
    /// The first message on the socket of somebody with this cookie.
    [[nodiscard]] std::string hello(const std::string& cookie) const;
    /// Makes the connection a WebSocket, on which nothing comes but answers.
    void open(tst::WireClient& client, const std::string& cookie) const;
    /// Likewise, and it has said hello and heard welcome.
    void enter(tst::WireClient& client, const std::string& cookie) const;

private:
    cli::ScratchFolder folder_{"rostrum-hall-test"};
    bool secure_;
    PreparedHall hall_;
    std::unique_ptr<ServerProcess> server_;
};

/// The cookie of somebody who is made for it.
[[nodiscard]] std::string staff_of(const ServedHall& served, const std::string& login,
                                   const std::string& role);
/// Likewise, of a moderator.
[[nodiscard]] std::string moderator_of(const ServedHall& served);

} // namespace rostrum::system_test
