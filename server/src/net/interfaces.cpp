#include "net/interfaces.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>

namespace rostrum::net {
namespace {

std::string text_of(const sockaddr& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address.sa_family == AF_INET) {
        bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    }
    else if (address.sa_family == AF_INET6) {
        const auto& six = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
        if (IN6_IS_ADDR_LINKLOCAL(&six)) return {};
        bytes = &six;
    }
    if (bytes == nullptr) return {};
    return inet_ntop(address.sa_family, bytes, text.data(), text.size()) == nullptr ? ""
                                                                                    : text.data();
}

} // namespace

std::vector<std::string> interface_addresses()
{
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0) return {"127.0.0.1", "::1"};
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(list, &freeifaddrs);

    std::vector<std::string> outward;
    std::vector<std::string> loopback;
    for (const auto* one = list; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_UP) == 0) continue;
        auto address = text_of(*one->ifa_addr);
        if (address.empty()) continue;
        ((one->ifa_flags & IFF_LOOPBACK) != 0 ? loopback : outward).push_back(std::move(address));
    }
    // A phone is told the shorter kind of address where there is one.
    std::ranges::stable_partition(
        outward, [](const std::string& address) { return address.find(':') == std::string::npos; });
    outward.insert(outward.end(), loopback.begin(), loopback.end());
    return outward;
}

std::string host_text(const std::string& address, unsigned port, unsigned usual_port)
{
    const bool six = address.find(':') != std::string::npos;
    auto host = six ? '[' + address + ']' : address;
    if (port != usual_port) host += ':' + std::to_string(port);
    return host;
}

std::string with_port(std::string_view authority, unsigned port, unsigned usual_port)
{
    const auto colon = authority.rfind(':');
    const bool has_port =
        colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
    std::string host{authority.substr(0, has_port ? colon : authority.size())};
    if (port != usual_port) host += ':' + std::to_string(port);
    return host;
}

} // namespace rostrum::net
