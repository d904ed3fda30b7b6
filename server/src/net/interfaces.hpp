// Which addresses this machine has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rostrum::net {

/// Loopback last; without addresses that hold on one link only.
[[nodiscard]] std::vector<std::string> interface_addresses();

inline constexpr unsigned http_port = 80;
inline constexpr unsigned https_port = 443;

/// `10.0.0.5:8080`, `[::1]:8080`; without the port where it is the scheme's usual one.
[[nodiscard]] std::string host_text(const std::string& address, unsigned port, unsigned usual_port);

/// The same host at another port.
[[nodiscard]] std::string with_port(std::string_view authority, unsigned port, unsigned usual_port);

} // namespace rostrum::net
