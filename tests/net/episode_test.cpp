#include "net/episode.hpp"

#include "support/catch.hpp"

using namespace rostrum;

TEST_CASE("what happens again and again is told of once, until it has kept away for a while",
          "[episode]")
{
    net::Episode episode(core::seconds(60));
    CHECK(episode.begins({1'000}));
    for (std::int64_t at = 1'100; at < 200'000; at += 100) CHECK_FALSE(episode.begins({at}));
    CHECK_FALSE(episode.begins({259'900}));
    CHECK(episode.begins({319'901}));
    CHECK_FALSE(episode.begins({319'902}));
}
