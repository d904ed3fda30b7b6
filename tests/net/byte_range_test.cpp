#include "net/byte_range.hpp"

#include "support/catch.hpp"

using namespace rostrum::net;

namespace {

using Range = std::optional<std::variant<ByteRange, OutOfFile>>;

Range range(std::size_t first, std::size_t size)
{
    return ByteRange{first, size};
}

} // namespace

TEST_CASE("a range is from the first byte to the last, both within", "[range]")
{
    CHECK(parse_range("bytes=0-0", 100) == range(0, 1));
    CHECK(parse_range("bytes=10-19", 100) == range(10, 10));
    CHECK(parse_range("bytes=90-", 100) == range(90, 10));
    CHECK(parse_range("bytes=-5", 100) == range(95, 5));
    CHECK(parse_range("bytes=90-500", 100) == range(90, 10));
    CHECK(parse_range("bytes=-500", 100) == range(0, 100));
}

TEST_CASE("a range behind the end cannot be answered", "[range]")
{
    CHECK(parse_range("bytes=100-", 100) == Range{OutOfFile{}});
    CHECK(parse_range("bytes=100-200", 100) == Range{OutOfFile{}});
    CHECK(parse_range("bytes=-0", 100) == Range{OutOfFile{}});
}

TEST_CASE("what is no single range is answered by the whole file", "[range]")
{
    for (const auto* header :
         {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,5-6", "bytes=1",
          "items=0-1", "bytes= 0-1", "bytes=+1-2", "bytes=--1", "bytes=99999999999999999999-"})
        CHECK_FALSE(parse_range(header, 100));
}
