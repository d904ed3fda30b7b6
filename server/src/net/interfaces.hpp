// Which addresses this machine has.
#pragma once

#include <string>
#include <vector>

namespace rostrum::net {

/// Loopback last; without addresses that hold on one link only.
[[nodiscard]] std::vector<std::string> interface_addresses();

/// `10.0.0.5:8080`, `[::1]:8080`; without the port where it is http's own.
[[nodiscard]] std::string host_text(const std::string& address, unsigned port);

} // namespace rostrum::net
