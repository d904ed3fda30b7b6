// One request to a server under test, as somebody who has a cookie.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <string>

namespace rostrum::system_test {

struct Fetched {
    unsigned status{0};
    std::string type;
    std::string body;
};

[[nodiscard]] Fetched fetch(const boost::asio::ip::tcp::endpoint& server, const std::string& path,
                            const std::string& cookie);

} // namespace rostrum::system_test
