// What the web server is told about its surroundings.
#pragma once

#include "net/limits.hpp"
#include "net/tls.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::net {

struct WebConfig {
    /// Where it listens. `0.0.0.0` and `::` mean every interface of the machine.
    std::vector<std::string> addresses{"127.0.0.1"};
    std::uint16_t port{0}; ///< 0: any free one.
    /// Where votes of secret ballots come in, apart from all that knows who somebody is. 0: any.
    std::uint16_t cast_port{0};
    /// That port as phones reach it, where something stands in between: `https://box.example`.
    std::string cast_url;
    /// `Host` values answered to besides the machine's own addresses: `hall.example:8080`, exactly
    /// as a browser sends them, so without the port where it is the scheme's own.
    std::vector<std::string> hosts;
    /// Origins of our pages besides those of the machine's own addresses: `https://hall.example`.
    std::vector<std::string> origins;
    /// What cards and the join code lead to, without a slash at the end. Empty: the first address
    /// of the machine that others can reach.
    std::string public_url;
    /// Peers besides loopback that may read `/healthz`, `/readyz` and `/metrics`.
    std::vector<std::string> monitors;
    /// Peers whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    std::vector<std::string> proxies;
    /// Staff may log in over a network without TLS, where somebody may read their password.
    bool allow_plain_staff{false};
    /// The port speaks TLS and nothing else; without it, HTTP and nothing else.
    std::optional<TlsSettings> tls;
    /// Over HTTP, of the pages and of the box each.
    std::size_t connections_max{limits::http_connections_max};
    /// The pages are reached through https: cookies are `Secure` and named `__Host-`. Follows from
    /// the public address.
    bool secure_cookies{false};
};

} // namespace rostrum::net
