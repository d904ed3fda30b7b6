// RFC 6455 §5 at the real program, after the families 1 to 5, 9 and 10 of the Autobahn suite:
// sizes, pings, reserved bits and opcodes, fragments, lengths and masks.
#include "net/limits.hpp"
#include "session/limits.hpp"
#include "system/speaker.hpp"

#include "support/catch.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

constexpr const char* protocol_error = "closed 1002";
constexpr const char* too_big = "closed 1009";
constexpr const char* too_many = "closed 1009 too many frames in one message";
constexpr std::size_t megabyte = 1024 * 1024;
constexpr const char* not_text = "closed 4400 text frames only";

constexpr std::size_t staff_most = session::limits::staff_message_bytes_max;
static_assert(staff_most == 65'536);

/// A text with a length written in so many bytes, whether it needs them or not.
std::string with_length(std::uint64_t length, int width, const std::string& payload)
{
    std::string bytes{static_cast<char>(first::text), width == 2 ? '\xFE' : '\xFF'};
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
        bytes += static_cast<char>(length >> shift & 0xFF);
    return bytes + std::string(4, '\0') + payload;
}

/// A message of fragments that have so many bytes, but for the last.
std::string in_fragments(unsigned begins, const std::string& message, std::size_t bytes,
                         const std::string& between = {})
{
    std::string said;
    for (std::size_t at = 0; at < message.size(); at += bytes) {
        const bool is_last = at + bytes >= message.size();
        said += frame((at == 0 ? begins : first::goes_on) | (is_last ? first::fin : 0U),
                      message.substr(at, bytes));
        if (!is_last) said += between;
    }
    return said;
}

std::vector<std::string> cut(const std::string& said, std::size_t bytes)
{
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < said.size(); at += bytes)
        pieces.push_back(said.substr(at, bytes));
    return pieces;
}

std::string without_mask(unsigned first, const std::string& payload)
{
    return std::string{static_cast<char>(first), static_cast<char>(payload.size())} + payload;
}

} // namespace

TEST_CASE("a message of any size up to the limit is read, however it is cut on its way, and none "
          "beyond",
          "[system][frames]")
{
    const auto most = session::limits::attendee_message_bytes_max;
    std::vector<Talk> talks{
        {"an empty text is no message of ours", frame(first::text), {"error malformed_json"}},
        {"several messages may come in one piece",
         frame(first::text, ping_message()) + frame(first::text, ping_message(200)) +
             frame(first::text, "{}"),
         {"pong 7", "pong 7", "error missing_field"}},
    };
    for (const std::size_t bytes : {22UZ, 125UZ, 126UZ, 127UZ, 128UZ, most - 1, most}) {
        talks.push_back({fmt::format("a text of {} bytes is read", bytes),
                         frame(first::text, ping_message(bytes)),
                         {"pong 7"}});
    }
    for (const std::size_t bytes : {0UZ, 1UZ, 125UZ, 126UZ, 127UZ, 128UZ, most}) {
        talks.push_back({fmt::format("{} bytes that are not text are refused", bytes),
                         frame(first::binary, std::string(bytes, '\xFE')),
                         {not_text}});
    }
    for (const std::size_t bytes :
         {most + 1, 65'535UZ, 65'536UZ, 65'537UZ, megabyte, megabyte + 1, 4 * megabyte}) {
        for (const auto kind : {first::text, first::binary})
            talks.push_back({fmt::format("{} bytes are too many for an attendee", bytes),
                             frame(kind, std::string(bytes, ' ')),
                             {too_big}});
    }
    talks.push_back({"so are pieces that are too many together",
                     frame(first::text_begins, ping_message(most / 2)) +
                         frame(first::ends, std::string(most / 2 + 1, ' ')),
                     {too_big}});
    Speaker speaker(40);
    speaker.check(talks);
}

TEST_CASE("a message in pieces of any size is the same message", "[system][frames]")
{
    Speaker speaker(40);
    const auto said = frame(first::text, ping_message(300)) + frame(first::ping, "are you there?") +
                      in_single_bytes(ping_message()) + closing(1000);
    for (const std::size_t size : {1UZ, 2UZ, 3UZ, 5UZ, 7UZ, 13UZ, 126UZ, 131UZ}) {
        CAPTURE(size);
        CHECK(speaker.hears(cut(said, size), speaker.cookie()) ==
              std::vector<std::string>{"pong 7", "ponged are you there?", "pong 7", "closed 1000"});
    }
}

TEST_CASE("staff may say more, up to their own limit, however it is cut on its way",
          "[system][frames]")
{
    Speaker speaker(1);
    const auto cookie = moderator_of(speaker.served());
    const auto longest = frame(first::text, ping_message(staff_most));
    speaker.check(
        {
            {"65535 bytes", frame(first::text, ping_message(staff_most - 1)), {"pong 7"}},
            {"65536 bytes", longest, {"pong 7"}},
            {"65537 bytes", frame(first::text, ping_message(staff_most + 1)), {too_big}},
            {"more than a megabyte", frame(first::text, ping_message(megabyte + 1)), {too_big}},
            {"more than a megabyte that is not text",
             frame(first::binary, std::string(megabyte + 1, '\xFE')),
             {too_big}},
        },
        cookie);
    for (const std::size_t bytes : {64UZ, 128UZ, 256UZ, 512UZ, 1'024UZ, 2'048UZ}) {
        CAPTURE(bytes);
        CHECK(speaker.hears(cut(longest + closing(1000), bytes), cookie) ==
              std::vector<std::string>{"pong 7", "closed 1000"});
    }
}

TEST_CASE("the longest message may come in fragments of any size, if they are not too many",
          "[system][frames]")
{
    Speaker speaker(1);
    constexpr auto frames_max = net::limits::frames_per_message_max;
    constexpr auto least = staff_most / frames_max; // As many as there may be, all alike.
    static_assert(least * frames_max == staff_most);
    constexpr std::size_t usual = 1'300; // What fits into a packet: 51 of them.
    const auto longest = ping_message(staff_most);
    std::vector<std::string> pings_and_pong(staff_most / usual, "ponged p");
    pings_and_pong.emplace_back("pong 7");

    std::vector<Talk> talks;
    for (const std::size_t bytes : {least, usual, 2'048UZ, 4'096UZ, 16'384UZ, 65'535UZ}) {
        talks.push_back({fmt::format("fragments of {} bytes", bytes),
                         in_fragments(first::text_begins, longest, bytes),
                         {"pong 7"}});
    }
    talks.push_back({"with a ping between any two",
                     in_fragments(first::text_begins, longest, usual, frame(first::ping, "p")),
                     pings_and_pong});
    speaker.check(talks, moderator_of(speaker.served()));

    talks.clear();
    for (const std::size_t bytes : {usual, 4'096UZ}) {
        talks.push_back({fmt::format("fragments of {} bytes that are not text", bytes),
                         in_fragments(first::binary_begins, longest, bytes),
                         {not_text}});
        talks.push_back({fmt::format("a megabyte in fragments of {} bytes", bytes),
                         in_fragments(first::text_begins, ping_message(megabyte), bytes),
                         {too_big}});
    }
    talks.push_back({"one fragment too many",
                     in_fragments(first::text_begins, longest, staff_most / (frames_max + 1) + 1),
                     {too_many}});
    talks.push_back({"one byte too many, in as many as there may be",
                     in_fragments(first::text_begins, longest + ' ', least + 1),
                     {too_big}});
    speaker.check(talks, staff_of(speaker.served(), "bea", "moderator"));
}

TEST_CASE("every ping is answered by its own pong, in order, and no pong is answered",
          "[system][frames]")
{
    std::string ten;
    std::vector<std::string> ten_pongs;
    for (int i = 0; i < 10; ++i) {
        ten += frame(first::ping, std::to_string(i));
        ten_pongs.push_back("ponged " + std::to_string(i));
    }
    const std::string all_bytes("\x00\xFF\xFE\xFD\xFC\xFB\x00\xFF", 8);
    const std::string longest(125, '\xFE');
    Speaker speaker(20);
    speaker.check({
        {"a ping without a payload", frame(first::ping), {"ponged "}},
        {"a ping with a text", frame(first::ping, "Hello"), {"ponged Hello"}},
        {"a ping with any bytes", frame(first::ping, all_bytes), {"ponged " + all_bytes}},
        {"the longest ping", frame(first::ping, longest), {"ponged " + longest}},
        {"a ping that is too long", frame(first::ping, longest + 'x'), {protocol_error}},
        {"a pong that nobody asked for", frame(first::pong), {}},
        {"one with a payload", frame(first::pong, "unasked"), {}},
        {"one that is too long", frame(first::pong, longest + 'x'), {protocol_error}},
        {"a pong and then a ping",
         frame(first::pong, "unasked") + frame(first::ping, "Hello"),
         {"ponged Hello"}},
        {"ten pings", ten, ten_pongs},
        {"a ping before a message and one behind it",
         frame(first::ping, "a") + frame(first::text, ping_message()) + frame(first::ping, "b"),
         {"ponged a", "pong 7", "ponged b"}},
    });
}

TEST_CASE("reserved bits and reserved opcodes end the connection, and what came before is answered",
          "[system][frames]")
{
    const auto message = frame(first::text, ping_message());
    std::vector<Talk> talks;
    for (unsigned bits = 0x10; bits <= 0x70; bits += 0x10) {
        for (const auto kind : {first::text, first::binary, first::close, first::ping, first::pong})
            talks.push_back({fmt::format("reserved bits {:#x} on {:#x}", bits, kind),
                             frame(kind | bits),
                             {protocol_error}});
        talks.push_back({fmt::format("reserved bits {:#x} on the rest of a message", bits),
                         message + frame(first::text_begins) + frame(first::ends | bits),
                         {"pong 7", protocol_error}});
    }
    for (const unsigned opcode : {3U, 4U, 5U, 6U, 7U, 11U, 12U, 13U, 14U, 15U}) {
        talks.push_back(
            {fmt::format("opcode {}", opcode), frame(first::fin | opcode), {protocol_error}});
        talks.push_back({fmt::format("opcode {} with a payload, after a message", opcode),
                         message + frame(first::fin | opcode, "reserved") + message,
                         {"pong 7", protocol_error}});
    }
    Speaker speaker(20);
    speaker.check(talks);
}

TEST_CASE("a message may come in fragments, with pings between them, and in no other order",
          "[system][frames]")
{
    const auto message = ping_message();
    const auto half = message.substr(0, 10);
    const auto rest = message.substr(10);
    const auto begun = frame(first::text_begins, half);
    const auto ended = frame(first::ends, rest);
    std::vector<std::string> pings_and_pong(message.size() - 1, "ponged p");
    pings_and_pong.emplace_back("pong 7");
    Speaker speaker(40);
    speaker.check({
        {"two fragments", begun + ended, {"pong 7"}},
        {"empty fragments around it",
         frame(first::text_begins) + frame(first::goes_on, half) + frame(first::goes_on) +
             frame(first::goes_on, rest) + frame(first::ends),
         {"pong 7"}},
        {"nothing but empty fragments",
         frame(first::text_begins) + frame(first::goes_on) + frame(first::ends),
         {"error malformed_json"}},
        {"a fragment for every byte", in_single_bytes(message), {"pong 7"}},
        {"a ping between any two", in_single_bytes(message, frame(first::ping, "p")),
         pings_and_pong},
        {"a pong between", begun + frame(first::pong, "p") + ended, {"pong 7"}},
        {"bytes that are not text, in fragments",
         frame(first::binary_begins, half) + frame(first::ends, rest),
         {not_text}},
        {"a ping in fragments",
         frame(first::ping & ~first::fin, "a") + frame(first::ends, "b"),
         {protocol_error}},
        {"a pong in fragments",
         frame(first::pong & ~first::fin) + frame(first::ends),
         {protocol_error}},
        {"a closing frame in fragments", frame(first::close & ~first::fin), {protocol_error}},
        {"a ping in fragments within a message",
         begun + frame(first::ping & ~first::fin, "a") + ended,
         {protocol_error}},
        {"the last fragment of nothing", ended, {protocol_error}},
        {"a further fragment of nothing", frame(first::goes_on, rest) + ended, {protocol_error}},
        {"one of a message that is over", begun + ended + ended, {"pong 7", protocol_error}},
        {"a text within a text", begun + frame(first::text, message), {protocol_error}},
        {"a text that begins within a text", begun + begun, {protocol_error}},
        {"other bytes within a text", begun + frame(first::binary, half), {protocol_error}},
        {"the end of the conversation within a message", begun + closing(1000), {"closed 1000"}},
    });
}

TEST_CASE("lengths are as short as they can be, and what a client sends is masked",
          "[system][frames]")
{
    const auto message = ping_message();
    const auto size = message.size();
    Speaker speaker(20);
    speaker.check({
        {"a short length in two bytes", with_length(size, 2, message), {protocol_error}},
        {"no length in two bytes", with_length(0, 2, ""), {protocol_error}},
        {"125 in two bytes", with_length(125, 2, ping_message(125)), {protocol_error}},
        {"126 in two bytes", with_length(126, 2, ping_message(126)), {"pong 7"}},
        {"a short length in eight bytes", with_length(size, 8, message), {protocol_error}},
        {"no length in eight bytes", with_length(0, 8, ""), {protocol_error}},
        {"126 in eight bytes", with_length(126, 8, ping_message(126)), {protocol_error}},
        {"65535 in eight bytes", with_length(65'535, 8, message), {protocol_error}},
        {"65536 in eight bytes", with_length(65'536, 8, message), {too_big}},
        {"the longest length there is", with_length(~0ULL >> 1, 8, message), {too_big}},
        // RFC 6455 wants the top bit to be 0, and to fail this is right by either code.
        {"a length with the top bit", with_length(1ULL << 63, 8, message), {too_big}},
        {"a length of all ones", with_length(~0ULL, 8, message), {too_big}},
        {"a text without a mask", without_mask(first::text, message), {protocol_error}},
        {"an empty text without a mask", without_mask(first::text, ""), {protocol_error}},
        {"a ping without a mask", without_mask(first::ping, "p"), {protocol_error}},
        {"a closing frame without a mask", without_mask(first::close, ""), {protocol_error}},
        {"a message, and one without a mask",
         frame(first::text, message) + without_mask(first::text, message),
         {"pong 7", protocol_error}},
    });
}

} // namespace rostrum::system_test
