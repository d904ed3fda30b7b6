#include "net/frame.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum::net;

TEST_CASE("a frame's head tells the length in the shortest form", "[frame]")
{
    struct Case {
        std::size_t size;
        std::string head;
    };
    const auto one =
        GENERATE(Case{0, std::string("\x81\x00", 2)}, Case{125, "\x81\x7D"},
                 Case{126, std::string("\x81\x7E\x00\x7E", 4)}, Case{65'535, "\x81\x7E\xFF\xFF"},
                 Case{65'536, std::string("\x81\x7F\0\0\0\0\0\x01\0\0", 10)});
    const std::string payload(one.size, 'x');
    CHECK(*text_frame(payload) == one.head + payload);
}
