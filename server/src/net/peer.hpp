// Who is at the other end of a connection, as far as that can be known.
#pragma once

#include "net/socket.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rostrum::net {

struct Peer {
    std::string address;
    bool is_local{false};  ///< On this machine: nothing it says has crossed a network.
    bool is_secure{false}; ///< Speaks TLS, with us or with the proxy that speaks to us.
};

/// An IPv4 address that came in as IPv6 is written as IPv4.
[[nodiscard]] Peer peer_of(const Socket& socket, bool is_secure);

/// What a proxy says about whom it speaks for: `X-Forwarded-For` and `X-Forwarded-Proto`, each
/// empty when it was not sent exactly once.
struct Forwarded {
    std::string_view addresses;
    std::string_view scheme;
};

/// Whom a request is from. Only what a trusted proxy says is believed, anybody else's word changes
/// nothing. A trusted proxy that does not say for whom it speaks, speaks for nobody of this
/// machine.
[[nodiscard]] Peer behind(const Peer& peer, const Forwarded& forwarded,
                          const std::vector<std::string>& proxies);

} // namespace rostrum::net
