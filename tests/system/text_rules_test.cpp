// UTF-8 in texts at the real program, after family 6 of the Autobahn suite. What is no UTF-8 is
// noticed with the first byte that cannot belong to any, in the midst of a frame if need be.
#include "system/speaker.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

constexpr const char* not_utf8 = "closed 1007";

/// A message that is read to its end and then refused for its type: its text came through.
std::string message_with(const std::string& text)
{
    return R"({"type":")" + text + "\"}";
}
constexpr const char* read_to_its_end = "error wrong_shape";

struct Text {
    const char* what;
    std::string bytes;
};

const std::vector<Text> valid{
    {"two bytes", "\u03ba"},
    {"an accent of three", "\u1f79"},
    {"a sentence", "请书面答复，并公开"},
    {"four bytes", "\U00020000\U0001F600"},
    {"the first of two bytes", "\xC2\x80"},
    {"the last of two bytes", "\xDF\xBF"},
    {"the first of three bytes", "\xE0\xA0\x80"},
    {"the last before the surrogates", "\xED\x9F\xBF"},
    {"the first after the surrogates", "\xEE\x80\x80"},
    {"the replacement character", "\xEF\xBF\xBD"},
    {"U+FFFE, which is no character", "\xEF\xBF\xBE"},
    {"U+FFFF, which is no character", "\xEF\xBF\xBF"},
    {"the first of four bytes", "\xF0\x90\x80\x80"},
    {"U+1FFFF, which is no character", "\xF0\x9F\xBF\xBF"},
    {"U+FFFFF, which is no character", "\xF3\xBF\xBF\xBF"},
    {"the last of all", "\xF4\x8F\xBF\xBF"},
};

const std::vector<Text> invalid{
    {"a byte that goes on with nothing", "\x80"},
    {"the last such byte", "\xBF"},
    {"several of them", "\x80\xBF\x80\xBF"},
    {"one too many", "\u03ba\x80"},
    {"a beginning of two, alone", "\xC3 "},
    {"a beginning of three, alone", "\xE4\xB8 "},
    {"a beginning of four, alone", "\xF0\x9F\x98 "},
    {"a beginning of three, and another character", "\xE4\xB8\u03ba"},
    {"beginnings of which none goes on", "\xC2\xC3\xE4\xF0"},
    {"a beginning of five", "\xF8\x88\x80\x80\x80"},
    {"a beginning of six", "\xFC\x84\x80\x80\x80\x80"},
    {"0xFE", "\xFE"},
    {"0xFF", "\xFF"},
    {"both", "\xFE\xFE\xFF\xFF"},
    {"an overlong slash of two bytes", "\xC0\xAF"},
    {"one of three", "\xE0\x80\xAF"},
    {"one of four", "\xF0\x80\x80\xAF"},
    {"one of five", "\xF8\x80\x80\x80\xAF"},
    {"one of six", "\xFC\x80\x80\x80\x80\xAF"},
    {"the longest overlong of two", "\xC1\xBF"},
    {"the longest overlong of three", "\xE0\x9F\xBF"},
    {"the longest overlong of four", "\xF0\x8F\xBF\xBF"},
    {"an overlong NUL", "\xC0\x80"},
    {"an overlong NUL of four", "\xF0\x80\x80\x80"},
    {"the first surrogate", "\xED\xA0\x80"},
    {"the last high surrogate", "\xED\xAF\xBF"},
    {"the first low surrogate", "\xED\xB0\x80"},
    {"the last surrogate", "\xED\xBF\xBF"},
    {"a pair of surrogates", "\xED\xA0\xBD\xED\xB8\x80"},
    {"the first beyond the last", "\xF4\x90\x80\x80"},
    {"far beyond the last", "\xF7\xBF\xBF\xBF"},
};

/// In one frame, and with a fragment for every byte.
std::vector<Talk> both_ways(const Text& text, const std::string& heard)
{
    const auto message = message_with(text.bytes);
    return {{text.what, frame(first::text, message), {heard}},
            {std::string{text.what} + ", in fragments", in_single_bytes(message), {heard}}};
}

} // namespace

TEST_CASE("T24: a text in UTF-8 is read, wherever its characters are cut", "[system][frames]")
{
    Speaker speaker(20);
    for (const auto& text : valid) speaker.check(both_ways(text, read_to_its_end));
    const std::string last = message_with("\U0001F600");
    speaker.check({
        {"a ping in the midst of a character", in_single_bytes(last, frame(first::ping, "p")),
         [&] {
             std::vector<std::string> heard(last.size() - 1, "ponged p");
             heard.emplace_back(read_to_its_end);
             return heard;
         }()},
    });
}

TEST_CASE("T24: a text that is not UTF-8 closes with 1007, wherever it is cut", "[system][frames]")
{
    Speaker speaker(40);
    for (const auto& text : invalid) speaker.check(both_ways(text, not_utf8));
    speaker.check({
        {"a text that ends within a character", frame(first::text, "\xE4\xB8"), {not_utf8}},
        {"after a text that is",
         frame(first::text, ping_message()) + frame(first::text, "\xFF"),
         {"pong 7", not_utf8}},
    });
    // Beast does not look for the end of a character where the last fragment is empty; the reader
    // of JSON does.
    const auto heard = speaker.hears(
        {frame(first::text_begins, "\"\xE4\xB8") + frame(first::ends) + closing(1000)},
        speaker.cookie());
    REQUIRE_FALSE(heard.empty());
    CHECK((heard.front() == not_utf8 || heard.front() == "error malformed_json"));
}

TEST_CASE("T24: what cannot become UTF-8 any more is not waited for to its end", "[system][frames]")
{
    Speaker speaker(20);
    // Of each frame and each message the rest never comes.
    const auto unfinished = [](const std::string& payload) {
        return frame(first::text, payload + std::string(100, ' '))
            .substr(0, 2 + 4 + payload.size());
    };
    for (const std::string bytes : {"\xFF", "\xC0", "\xED\xA0", "\xF4\x90", "\xE4\xB8 ", "\xF5"}) {
        speaker.check({
            {"within a frame", unfinished("a text and " + bytes), {not_utf8}},
            {"between fragments", frame(first::text_begins, "a text and " + bytes), {not_utf8}},
        });
    }
}

} // namespace rostrum::system_test
