#include "net/frame_counter.hpp"

#include "support/catch.hpp"
#include "support/wire_client.hpp"

#include <string>

using rostrum::net::FrameCounter;
using tst::client_frame;

namespace {

constexpr unsigned text = 0x01;
constexpr unsigned more = 0x00;
constexpr unsigned last = 0x80;
constexpr unsigned ping = 0x89;

/// A message of so many frames, with a ping between any two.
std::string message(std::size_t frames, const std::string& piece)
{
    if (frames == 1) return client_frame(piece);
    std::string bytes = client_frame(piece, text);
    for (std::size_t i = 2; i < frames; ++i)
        bytes += client_frame("p", ping) + client_frame(piece, more);
    return bytes + client_frame("", ping) + client_frame(piece, last);
}

} // namespace

TEST_CASE("a message may have so many frames and no more, wherever the bytes are cut", "[frames]")
{
    for (const auto& piece : {std::string{}, std::string{"x"}, std::string(125, 'x'),
                              std::string(126, 'x'), std::string(70'000, 'x')}) {
        CAPTURE(piece.size());
        FrameCounter counter(3);
        CHECK(counter.take(message(3, piece) + message(1, piece) + message(2, piece)));
        CHECK_FALSE(counter.take(message(4, piece)));
        CHECK_FALSE(counter.take("x")); // And that stays so.
    }
    FrameCounter counter(3);
    for (const char byte : message(3, std::string(300, 'x')) + message(3, ""))
        CHECK(counter.take({&byte, 1}));
    bool fits = true;
    for (const char byte : message(4, std::string(200, 'x'))) fits = counter.take({&byte, 1});
    CHECK_FALSE(fits);
}

TEST_CASE("pings alone are no message", "[frames]")
{
    FrameCounter counter(1);
    for (int i = 0; i < 100; ++i) CHECK(counter.take(client_frame("p", ping)));
}

TEST_CASE("where a message ends is known to the byte, and a ping behind it is not its end",
          "[frames]")
{
    for (const auto& piece : {std::string{}, std::string{"x"}, std::string(126, 'x')}) {
        CAPTURE(piece.size());
        FrameCounter counter(3);
        CHECK(counter.ends_with_message(0));
        const auto whole = message(3, piece);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            CHECK(counter.take({&whole[i], 1}));
            CHECK(counter.ends_with_message(1) == (i + 1 == whole.size()));
            CHECK_FALSE(counter.ends_with_message(0));
        }
        CHECK(counter.take(message(1, piece) + message(2, piece)));
        CHECK_FALSE(counter.ends_with_message(2)); // There is one more than that.
        CHECK(counter.ends_with_message(3));
        CHECK(counter.take(client_frame("", ping)));
        CHECK_FALSE(counter.ends_with_message(3));
        CHECK(counter.take(message(1, piece)));
        CHECK(counter.ends_with_message(4));
    }
}

TEST_CASE("a frame of more bytes than there can be does not end", "[frames]")
{
    FrameCounter counter(3);
    const std::string head = "\x81\xFF" + std::string(8, '\xFF');
    bool ended = false;
    for (const char byte : head + std::string(1'000, '\0')) {
        CHECK(counter.take({&byte, 1}));
        ended = ended || counter.ends_with_message(0) || counter.ends_with_message(1);
    }
    CHECK_FALSE(ended);
}
