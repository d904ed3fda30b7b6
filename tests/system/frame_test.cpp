// Frames no page of ours sends, at the real program: T13 and T14 of the threat model.
#include "net/limits.hpp"
#include "session/limits.hpp"
#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

// First bytes of a frame (RFC 6455 §5.2).
constexpr unsigned text = 0x01;
constexpr unsigned last_text = 0x81;
constexpr unsigned more = 0x00;
constexpr unsigned last = 0x80;
constexpr unsigned ping = 0x89;
constexpr unsigned reserved_1 = 0x40;

constexpr unsigned protocol_error = 1002;
constexpr unsigned too_big = 1009;

constexpr std::size_t mebibyte = 1024 * 1024;
/// For what the memory of a sanitized program does by itself.
constexpr std::size_t memory_slack = 48 * mebibyte;

std::string in_pieces(std::size_t pieces, const std::string& piece)
{
    std::string bytes = tst::client_frame(piece, text);
    for (std::size_t i = 2; i < pieces; ++i) bytes += tst::client_frame(piece, more);
    return bytes + tst::client_frame(piece, last);
}

/// A head that announces 2^62 bytes, and the first of them.
std::string endless()
{
    std::string frame{static_cast<char>(last_text), static_cast<char>(0xFF), '\x40'};
    return frame + std::string(7 + 4, '\0') + std::string(4'096, 'x');
}

/// Another person each time: what one person may do in a second is limited.
class Speaker {
public:
    void enter(tst::WireClient& client) { served_.enter(client, served_.join(next_++)); }

    /// How the server closes a connection on which this is said after the greeting.
    unsigned closes(const std::string& bytes)
    {
        auto client = served_.client();
        enter(client);
        client.send(bytes);
        return client.await_close();
    }
    /// Whether it is answered instead.
    bool answers(const std::string& bytes)
    {
        auto client = served_.client();
        enter(client);
        client.send(bytes);
        client.await("pong");
        return true;
    }

    [[nodiscard]] const ServedHall& served() const { return served_; }

private:
    ServedHall served_{{.people = 80}};
    std::size_t next_{0};
};

} // namespace

TEST_CASE(
    "T13: messages too long, in too many pieces or with false heads close, and cost no memory",
    "[system][frames]")
{
    Speaker speaker;
    const std::string message = R"({"type":"ping","t":1})";
    const auto most = session::limits::attendee_message_bytes_max;
    CHECK(speaker.answers(tst::client_frame(message + std::string(most - message.size(), ' '))));
    std::string pieces = tst::client_frame(message, text);
    for (std::size_t i = 2; i < net::limits::frames_per_message_max; ++i)
        pieces += tst::client_frame("", more);
    CHECK(speaker.answers(pieces + tst::client_frame("", last)));

    const std::vector<std::pair<std::string, unsigned>> hostile{
        {tst::client_frame(std::string(most + 1, 'x')), too_big},
        {in_pieces(5, std::string(1'024, 'x')), too_big},
        {in_pieces(net::limits::frames_per_message_max + 1, "x"), too_big},
        {endless(), too_big},
        {tst::client_frame(std::string(126, 'x'), ping), protocol_error},
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
    Speaker speaker;
    std::string flood = tst::client_frame("", text);
    const auto piece = tst::client_frame("", more);
    for (int i = 0; i < 1'000'000; ++i) flood += piece;
    CHECK(speaker.closes(flood) == too_big);
}

TEST_CASE("T13: who pings and never reads is dropped, and others are served", "[system][frames]")
{
    Speaker speaker;
    auto client = speaker.served().client();
    speaker.enter(client);
    const auto before = speaker.served().server().resident_bytes();
    std::string pings;
    const auto one = tst::client_frame(std::string(125, 'x'), ping);
    for (int i = 0; i < 10'000; ++i) pings += one;
    bool dropped = false;
    for (int i = 0; i < 1'000 && !dropped; ++i) dropped = !client.try_send(pings);
    CHECK(dropped);
    CHECK(speaker.served().server().resident_bytes() < before + memory_slack);
    CHECK(speaker.answers(tst::client_frame(R"({"type":"ping","t":1})")));
}

TEST_CASE("T14: compression is not agreed to, and frames that use it close", "[system][frames]")
{
    Speaker speaker;
    auto client = speaker.served().client();
    client.send(speaker.served().upgrade(
        {"Origin: " + speaker.served().origin(), "Cookie: " + speaker.served().join(79),
         "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"}));
    const auto reply = client.receive();
    CHECK(reply.status == 101);
    CHECK(reply.header("sec-websocket-extensions").empty());

    for (const auto bits : {reserved_1, 0x20U, 0x10U})
        CHECK(speaker.closes(tst::client_frame("x", last_text | bits)) == protocol_error);
}

} // namespace rostrum::system_test
