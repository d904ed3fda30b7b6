#include "net/peer.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <optional>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;

asio::ip::address plain_form(const asio::ip::address& address)
{
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
}

/// The nearest address that no trusted proxy has: each appends the one it was spoken to from, and
/// what stands before a stranger's may be invented.
std::optional<asio::ip::address> first_stranger(std::string_view list,
                                                const std::vector<std::string>& proxies)
{
    while (!list.empty()) {
        const auto comma = list.rfind(',');
        auto one = comma == std::string_view::npos ? list : list.substr(comma + 1);
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        boost::system::error_code error;
        const auto address = asio::ip::make_address(std::string{one}, error);
        if (error) return std::nullopt;
        const auto plain = plain_form(address);
        if (std::ranges::find(proxies, plain.to_string()) == proxies.end()) return plain;
    }
    return std::nullopt;
}

} // namespace

Peer peer_of(const Socket& socket, bool is_secure)
{
    boost::system::error_code error;
    const auto far = socket.remote_endpoint(error);
    if (error) return {};
    const auto near = socket.local_endpoint(error);
    if (error) return {};
    const auto address = plain_form(far.address());
    // This machine reaches its own outward address without leaving itself; the kernel takes no such
    // sender from outside.
    const bool is_local = address.is_loopback() || far.address() == near.address();
    return {address.to_string(), is_local, is_secure};
}

Peer behind(const Peer& peer, const Forwarded& forwarded, const std::vector<std::string>& proxies)
{
    if (std::ranges::find(proxies, peer.address) == proxies.end()) return peer;
    const auto stranger = first_stranger(forwarded.addresses, proxies);
    return {stranger ? stranger->to_string() : peer.address, /*is_local=*/false,
            peer.is_secure || forwarded.scheme == "https"};
}

} // namespace rostrum::net
