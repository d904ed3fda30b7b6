#include "net/peer.hpp"
#include "net/places.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace rostrum::net;

namespace {

const std::vector<std::string> proxies{"10.0.0.2", "10.0.0.3", "::1"};

Peer through(const std::string& proxy, const std::string& addresses, const std::string& scheme = {})
{
    return behind({proxy, /*is_local=*/true, /*is_secure=*/false}, {addresses, scheme}, proxies);
}

} // namespace

TEST_CASE("whom a stranger claims to speak for changes nothing", "[peer]")
{
    const auto peer = through("10.0.0.9", "203.0.113.7", "https");
    CHECK(peer.address == "10.0.0.9");
    CHECK(peer.is_local);
    CHECK_FALSE(peer.is_secure);
}

TEST_CASE("a trusted proxy says who is the nearest that nobody vouches for", "[peer]")
{
    CHECK(through("10.0.0.2", "203.0.113.7").address == "203.0.113.7");
    CHECK(through("10.0.0.2", "6.6.6.6, 203.0.113.7").address == "203.0.113.7");
    CHECK(through("10.0.0.2", "6.6.6.6,203.0.113.7 ,10.0.0.3").address == "203.0.113.7");
    CHECK(through("::1", "2001:db8::7").address == "2001:db8::7");
    CHECK(through("::1", "::ffff:203.0.113.7").address == "203.0.113.7");
    // What it says that makes no sense, or nothing, is nobody in particular.
    for (const auto* list : {"", "unknown", "203.0.113.7:1234", ",", "10.0.0.3", "6.6.6.6, x"}) {
        CAPTURE(list);
        CHECK(through("10.0.0.2", list).address == "10.0.0.2");
    }
}

TEST_CASE("nobody behind a proxy is on this machine, and only https is secure", "[peer]")
{
    CHECK_FALSE(through("::1", "").is_local);
    CHECK_FALSE(through("::1", "127.0.0.1").is_local);
    CHECK(through("::1", "203.0.113.7", "https").is_secure);
    for (const auto* scheme : {"", "http", "HTTPS", "https, http"})
        CHECK_FALSE(through("::1", "203.0.113.7", scheme).is_secure);
    CHECK(behind({"::1", true, true}, {}, proxies).is_secure);
}

TEST_CASE("places are bounded in all, and free again when left", "[places]")
{
    Places places(2);
    auto first = places.take();
    const auto second = places.take();
    CHECK((first && second));
    CHECK_FALSE(places.take());
    first.reset();
    CHECK(places.take());
}
