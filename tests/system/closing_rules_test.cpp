// The closing handshake (RFC 6455 §7) at the real program, after family 7 of the Autobahn suite.
#include "net/limits.hpp"
#include "session/limits.hpp"
#include "system/speaker.hpp"

#include "support/catch.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

constexpr const char* protocol_error = "closed 1002";

} // namespace

TEST_CASE("a closing frame is answered with its own code, and then nothing is", "[system][frames]")
{
    const auto message = frame(first::text, ping_message());
    const auto begun = frame(first::text_begins, ping_message().substr(0, 10));
    const auto ended = frame(first::ends, ping_message().substr(10));
    const std::string longest(123, 'x');
    std::vector<Talk> talks{
        {"without a code", frame(first::close), {"closed 1000"}},
        {"with a reason", closing(1000, "goodbye"), {"closed 1000"}},
        {"with the longest reason", closing(1000, longest), {"closed 1000"}},
        {"in another language", closing(1000, "再见"), {"closed 1000"}},
        {"with a noncharacter", closing(1000, "\uFFFF"), {"closed 1000"}},
        {"after a message", message + closing(1000), {"pong 7", "closed 1000"}},
        {"a message behind it", closing(1000) + message, {"closed 1000"}},
        {"a ping behind it", closing(1000) + frame(first::ping, "p"), {"closed 1000"}},
        {"a second one behind it", closing(1001) + closing(1000), {"closed 1001"}},
        {"nonsense behind it", closing(1000) + frame(first::fin | 3), {"closed 1000"}},
        {"half a frame behind it", closing(1000) + message.substr(0, 5), {"closed 1000"}},
        {"after the longest message, and a ping behind it",
         frame(first::text, ping_message(session::limits::attendee_message_bytes_max)) +
             closing(1000) + frame(first::ping, "p"),
         {"pong 7", "closed 1000"}},
        {"in the midst of a message, and its rest behind it",
         begun + closing(1000) + ended,
         {"closed 1000"}},
        {"likewise, with more than its rest",
         begun + closing(1001) + frame(first::goes_on) + frame(first::ping, "p") + ended + message,
         {"closed 1001"}},
    };
    // 1012 and 1013 are registered since. What is beyond 4999 the RFC leaves open.
    for (const unsigned code : {1000U, 1001U, 1002U, 1003U, 1007U, 1008U, 1009U, 1010U, 1011U,
                                1012U, 1013U, 3000U, 3999U, 4000U, 4999U, 5000U, 65'535U}) {
        talks.push_back(
            {fmt::format("code {}", code), closing(code), {fmt::format("closed {}", code)}});
    }
    Speaker speaker(20);
    speaker.check(talks);
}

TEST_CASE("a closing frame that says what none may say is answered with 1002", "[system][frames]")
{
    std::vector<Talk> talks{
        {"half a code", frame(first::close, "\x03"), {protocol_error}},
        {"a reason that is too long", closing(1000, std::string(124, 'x')), {protocol_error}},
        // By the RFC 1002 or 1007.
        {"a reason that is not UTF-8", closing(1000, "\xFF"), {protocol_error}},
        {"a reason that ends within a character", closing(1000, "\xE4\xB8"), {protocol_error}},
        {"a surrogate for a reason", closing(1000, "\xED\xA0\x80"), {protocol_error}},
    };
    // 1014 is registered since, as an answer of gateways; no client has a reason to say it.
    for (const unsigned code :
         {0U, 999U, 1004U, 1005U, 1006U, 1014U, 1015U, 1016U, 1100U, 2000U, 2999U}) {
        talks.push_back({fmt::format("code {}", code), closing(code), {protocol_error}});
    }
    Speaker speaker(20);
    speaker.check(talks);
}

TEST_CASE("who leaves without a word, or never answers that the server closes, is let go",
          "[system][frames]")
{
    Speaker speaker(3);
    const auto& served = speaker.served();
    {
        auto leaving = served.client();
        served.open(leaving, served.join(1));
        leaving.send(frame(first::text_begins, "half a message"));
    }
    auto client = served.client();
    served.open(client, served.join(2));
    client.send(frame(first::binary, "not text"));
    CHECK(client.receive_frame().close_code() == 4400);
    CHECK(client.is_over()); // After net::limits::handshake_deadline.
    CHECK(speaker.answers(frame(first::text, ping_message())));
}

TEST_CASE("who is silent while the server closes hears why, whether it answers or not",
          "[system][frames]")
{
    const bool secure = GENERATE(true, false);
    const bool answers = GENERATE(true, false);
    CAPTURE(secure, answers);
    const ServedHall served({.secure = secure});
    const auto cookie = served.join(0);
    auto idle = served.client();
    served.open(idle, cookie);
    idle.send(frame(first::text, ping_message()));
    CHECK(idle.receive_frame().payload.contains("pong"));
    auto newer = served.client();
    served.open(newer, cookie); // Of an attendee the newest page counts.
    CHECK(idle.receive_frame().close_code() == 4409);
    if (answers) idle.send(closing(4409));
    CHECK(idle.is_over()); // If it does not, after net::limits::handshake_deadline.
    newer.send(frame(first::text, ping_message()));
    CHECK(newer.receive_frame().payload.contains("pong"));
}

} // namespace rostrum::system_test
