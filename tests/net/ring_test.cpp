#include "net/ring.hpp"

#include "net/limits.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum::net;

namespace {

Frame frame(std::size_t bytes = 1)
{
    return std::make_shared<const std::string>(bytes, 'x');
}

} // namespace

TEST_CASE("whoever has a version of this epoch goes on after it", "[ring]")
{
    Ring ring;
    CHECK_FALSE(ring.continues(0, 0));
    ring.begin(1, 5);
    CHECK(ring.continues(1, 5));
    CHECK_FALSE(ring.continues(1, 4));
    CHECK_FALSE(ring.continues(1, 6));
    CHECK_FALSE(ring.continues(2, 5));
    ring.push(1, 6, frame());
    ring.push(1, 7, frame());
    CHECK(ring.first() == 6);
    CHECK(ring.head() == 7);
    CHECK(ring.continues(1, 5));
    CHECK(ring.continues(1, 7));
    CHECK_FALSE(ring.continues(1, 4));
}

TEST_CASE("an older view that arrives late does not throw frames away", "[ring]")
{
    Ring ring;
    ring.push(1, 6, frame());
    ring.begin(1, 5);
    CHECK(ring.continues(1, 5));
    CHECK(ring.head() == 6);
}

TEST_CASE("a new epoch, or a gap, begins anew", "[ring]")
{
    Ring ring;
    ring.push(1, 6, frame());
    ring.push(2, 1, frame());
    CHECK(ring.epoch() == 2);
    CHECK_FALSE(ring.continues(1, 6));
    CHECK(ring.continues(2, 0));
    ring.push(2, 9, frame());
    CHECK(ring.first() == 9);
    CHECK_FALSE(ring.continues(2, 1));
}

TEST_CASE("what comes late of an epoch that is over changes nothing", "[ring]")
{
    Ring ring;
    ring.push(2, 1, frame());
    ring.begin(1, 50);
    ring.push(1, 51, frame());
    CHECK(ring.epoch() == 2);
    CHECK(ring.head() == 1);
    CHECK(ring.continues(2, 0));
}

TEST_CASE("the oldest frames fall off, by number and by bytes", "[ring]")
{
    Ring ring;
    for (std::size_t version = 1; version <= limits::ring_frames_max + 10; ++version)
        ring.push(1, version, frame());
    CHECK(ring.first() == 11);

    Ring heavy;
    for (std::size_t version = 1; version <= 10; ++version)
        heavy.push(1, version, frame(limits::ring_bytes_max / 4));
    CHECK(heavy.first() == 7);
    CHECK(heavy.at(heavy.first())->size() == limits::ring_bytes_max / 4);
}
