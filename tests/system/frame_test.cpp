// Frames no page of ours sends, at the real program: T13 and T14 of the threat model.
#include "net/limits.hpp"
#include "session/limits.hpp"
#include "system/speaker.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

constexpr unsigned code_of_protocol_error = 1002;
constexpr unsigned code_of_too_big = 1009;

constexpr std::size_t mebibyte = 1024 * 1024;

std::string in_pieces(std::size_t pieces, const std::string& piece)
{
    std::string bytes = frame(first::text_begins, piece);
    for (std::size_t i = 2; i < pieces; ++i) bytes += frame(first::goes_on, piece);
    return bytes + frame(first::ends, piece);
}

/// A head that announces 2^62 bytes, and the first of them.
std::string endless()
{
    const std::string head{static_cast<char>(first::text), '\xFF', '\x40'};
    return head + std::string(7 + 4, '\0') + std::string(4'096, 'x');
}

} // namespace

TEST_CASE(
    "T13: messages too long, in too many pieces or with false heads close, and cost no memory",
    "[system][frames]")
{
    Speaker speaker(20);
    const auto most = session::limits::attendee_message_bytes_max;
    CHECK(speaker.answers(frame(first::text, ping_message(most))));
    std::string pieces = frame(first::text_begins, ping_message());
    for (std::size_t i = 2; i < net::limits::frames_per_message_max; ++i)
        pieces += frame(first::goes_on);
    CHECK(speaker.answers(pieces + frame(first::ends)));

    const std::vector<std::pair<std::string, unsigned>> hostile{
        {frame(first::text, std::string(most + 1, 'x')), code_of_too_big},
        {in_pieces(5, std::string(1'024, 'x')), code_of_too_big},
        {in_pieces(net::limits::frames_per_message_max + 1, "x"), code_of_too_big},
        {endless(), code_of_too_big},
        {frame(first::ping, std::string(126, 'x')), code_of_protocol_error},
    };
    const auto before = speaker.served().server().resident_bytes();
    for (int round = 0; round < 10; ++round) {
        for (const auto& [bytes, code] : hostile) {
            CAPTURE(bytes.size(), bytes.substr(0, 20));
            CHECK(speaker.closes(bytes) == code);
        }
    }
    CHECK(speaker.served().server().resident_bytes() < before + memory_slack);
}

TEST_CASE("T13: a million empty pieces of one message are not read to their end",
          "[system][frames]")
{
    Speaker speaker(2);
    std::string flood = frame(first::text_begins);
    const auto piece = frame(first::goes_on);
    for (int i = 0; i < 1'000'000; ++i) flood += piece;
    CHECK(speaker.closes(flood) == code_of_too_big);
}

TEST_CASE("T13: who pings and never reads is dropped, and others are served", "[system][frames]")
{
    Speaker speaker(2);
    auto client = speaker.served().client();
    speaker.served().enter(client, speaker.cookie());
    const auto before = speaker.served().server().resident_bytes();
    std::string pings;
    const auto one = frame(first::ping, std::string(125, 'x'));
    for (int i = 0; i < 10'000; ++i) pings += one;
    bool dropped = false;
    for (int i = 0; i < 1'000 && !dropped; ++i) dropped = !client.try_send(pings);
    CHECK(dropped);
    CHECK(speaker.served().server().resident_bytes() < before + memory_slack);
    CHECK(speaker.answers(frame(first::text, ping_message())));
}

TEST_CASE("T14: compression is not agreed to, and frames that use it close", "[system][frames]")
{
    Speaker speaker(2);
    auto client = speaker.served().client();
    client.send(speaker.served().upgrade(
        {"Origin: " + speaker.served().origin(), "Cookie: " + speaker.served().join(1),
         "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"}));
    const auto reply = client.receive();
    CHECK(reply.status == 101);
    CHECK(reply.header("sec-websocket-extensions").empty());

    CHECK(speaker.closes(frame(first::text | 0x40U, "x")) == code_of_protocol_error);
}

} // namespace rostrum::system_test
