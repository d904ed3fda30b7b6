// UTF-8 in texts at the real program, after family 6 of the Autobahn suite. What is no UTF-8 is
// noticed with the first byte that cannot belong to any, in the midst of a frame if need be.
#include "net/limits.hpp"
#include "system/speaker.hpp"

#include "support/catch.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
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
constexpr const char* no_json = "error malformed_json";

const std::string greek = "\u03BA\u1F79\u03C3\u03BC\u03B5";

struct Text {
    std::string what;
    std::string bytes;
};

/// The scheme of UTF-8 with so many bytes: whether the number needs them, whether so many are
/// allowed, and whether it is a character.
std::string in_bytes(std::size_t width, std::uint32_t number)
{
    std::string bytes;
    for (; bytes.size() + 1 < width; number >>= 6U)
        bytes.insert(bytes.begin(), static_cast<char>(0x80U | (number & 0x3FU)));
    const auto lead = width == 1 ? 0U : (0xFF00U >> width) & 0xFFU;
    bytes.insert(bytes.begin(), static_cast<char>(lead | number));
    return bytes;
}

/// The largest number that goes into one byte, into two, and so on.
constexpr std::array<std::uint32_t, 6> largest{0x7F,      0x7FF,      0xFFFF,
                                               0x1F'FFFF, 0x3FF'FFFF, 0x7FFF'FFFF};
constexpr std::uint32_t last_of_all = 0x10'FFFF;

Text character(std::uint32_t code_point)
{
    std::size_t width = 1;
    while (largest.at(width - 1) < code_point) ++width;
    return {fmt::format("U+{:04X}", code_point), in_bytes(width, code_point)};
}

void append(std::vector<Text>& texts, const std::vector<Text>& others)
{
    texts.insert(texts.end(), others.begin(), others.end());
}

/// All 66.
std::vector<Text> noncharacters()
{
    std::vector<Text> texts;
    for (std::uint32_t plane = 0; plane <= 16; ++plane) {
        texts.push_back(character(plane << 16U | 0xFFFEU));
        texts.push_back(character(plane << 16U | 0xFFFFU));
    }
    for (std::uint32_t code_point = 0xFDD0; code_point <= 0xFDEF; ++code_point)
        texts.push_back(character(code_point));
    return texts;
}

std::vector<Text> valid_texts()
{
    std::vector<Text> texts{
        {"one byte among others", "hello$world"},
        {"two bytes among others", "hello\u00A2world"},
        {"three bytes among others", "hello\u20ACworld"},
        {"four bytes among others", "hello\U00024B62world"},
        {"an accent of three", greek},
        {"many of two", "Hello-\u00B5@\u00DF\u00F6\u00E4\u00FC\u00E0\u00E1-UTF-8!!"},
        {"a sentence", "请书面答复，并公开"},
        {"nothing but four bytes", "\U00020000\U0001F600"},
    };
    // The first and the last of each width, those beside the surrogates, and the specials; the last
    // of three and of four bytes is a noncharacter.
    for (const std::uint32_t code_point : {0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFF9U,
                                           0xFFFAU, 0xFFFBU, 0xFFFCU, 0xFFFDU, 0x1'0000U})
        texts.push_back(character(code_point));
    append(texts, noncharacters());
    return texts;
}

/// Each byte that is no text by itself, and several of a kind together.
std::vector<Text> lonely_bytes()
{
    std::vector<Text> texts;
    for (std::uint32_t byte = 0x80; byte <= 0xFF; ++byte)
        texts.push_back({fmt::format("{:02X} alone", byte), {static_cast<char>(byte)}});
    const std::string alternating = "\x80\xBF\x80\xBF\x80\xBF";
    for (std::size_t bytes = 2; bytes <= alternating.size(); ++bytes)
        texts.push_back(
            {fmt::format("{} that go on with nothing", bytes), alternating.substr(0, bytes)});
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> kinds{
        {0x80, 0xBF}, {0xC0, 0xDF}, {0xE0, 0xEF}, {0xF0, 0xF7}, {0xF8, 0xFB}, {0xFC, 0xFD}};
    for (const auto& [from, to] : kinds) {
        Text all{fmt::format("{:02X} to {:02X}, with blanks between", from, to), {}};
        for (auto byte = from; byte <= to; ++byte) all.bytes += {static_cast<char>(byte), ' '};
        texts.push_back(all);
    }
    append(texts, {
                      {"one too many", "\u03BA\x80"},
                      {"a beginning of three, and another character", "\xE4\xB8\u03BA"},
                      {"beginnings of which none goes on", "\xC2\xC3\xE4\xF0"},
                      {"bytes that never are", "\xFE\xFE\xFF\xFF"},
                  });
    return texts;
}

/// Of which the last byte is missing.
std::vector<Text> unfinished()
{
    std::vector<Text> texts;
    Text all{"all of them", {}};
    for (std::size_t width = 2; width <= largest.size(); ++width) {
        for (const auto number : {std::uint32_t{0}, largest.at(width - 1)}) {
            auto bytes = in_bytes(width, number);
            bytes.pop_back();
            all.bytes += bytes;
            texts.push_back(
                {fmt::format("{} of {} bytes for {:#x}", width - 1, width, number), bytes});
        }
    }
    texts.push_back(all);
    return texts;
}

/// Written with more bytes than it takes.
std::vector<Text> overlong()
{
    std::vector<Text> texts;
    for (std::size_t width = 2; width <= largest.size(); ++width) {
        texts.push_back({fmt::format("a slash in {} bytes", width), in_bytes(width, '/')});
        texts.push_back({fmt::format("NUL in {} bytes", width), in_bytes(width, 0)});
        texts.push_back({fmt::format("the longest overlong of {} bytes", width),
                         in_bytes(width, largest.at(width - 2))});
    }
    return texts;
}

std::vector<Text> surrogates()
{
    const std::vector<std::uint32_t> high{0xD800, 0xDB7F, 0xDB80, 0xDBFF};
    const std::vector<std::uint32_t> low{0xDC00, 0xDF80, 0xDFFF};
    std::vector<Text> texts{{"a smile as two surrogates", "\xED\xA0\xBD\xED\xB8\x80"}};
    for (const auto one : high) texts.push_back(character(one));
    for (const auto one : low) texts.push_back(character(one));
    for (const auto first : high) {
        for (const auto second : {low.front(), low.back()})
            texts.push_back({fmt::format("U+{:04X} and U+{:04X}", first, second),
                             in_bytes(3, first) + in_bytes(3, second)});
    }
    return texts;
}

std::vector<Text> beyond_the_last()
{
    std::vector<Text> texts{character(last_of_all + 1)};
    for (std::size_t width = 4; width <= largest.size(); ++width)
        texts.push_back(
            {fmt::format("the last of {} bytes", width), in_bytes(width, largest.at(width - 1))});
    for (std::size_t width = 5; width <= largest.size(); ++width)
        texts.push_back({fmt::format("the first of {} bytes", width),
                         in_bytes(width, largest.at(width - 2) + 1)});
    return texts;
}

/// In one frame, and with a fragment for every byte if there may be so many.
std::vector<Talk> both_ways(const std::string& what, const std::string& message,
                            const std::string& heard)
{
    std::vector<Talk> talks{{what, frame(first::text, message), {heard}}};
    if (message.size() <= net::limits::frames_per_message_max)
        talks.push_back({what + ", in fragments", in_single_bytes(message), {heard}});
    return talks;
}

void check_within_a_message(Speaker& speaker, const std::vector<Text>& texts,
                            const std::string& heard)
{
    for (const auto& text : texts)
        speaker.check(both_ways(text.what, message_with(text.bytes), heard));
}

/// How a question with this text is answered.
std::string answer_to(tst::WireClient& client, const std::string& id, const std::string& text)
{
    client.send(frame(first::text, R"({"type":"command","id":")" + id +
                                       R"(","name":"ask_question","body":{"text":")" + text +
                                       R"(","units":[]}})"));
    while (true) {
        const auto heard = client.receive_frame();
        if (heard.opcode != 1) return fmt::format("closed {}", heard.close_code());
        const auto message = boost::json::parse(heard.payload).as_object();
        const auto* answered = message.if_contains("id");
        if (answered == nullptr || answered->as_string() != id) continue;
        const auto* code = message.if_contains("code");
        return code == nullptr ? "accepted" : std::string{code->as_string()};
    }
}

} // namespace

TEST_CASE("T24: a text in UTF-8 is read, wherever its characters are cut", "[system][frames]")
{
    Speaker speaker(60);
    check_within_a_message(speaker, valid_texts(), read_to_its_end);
    speaker.check(both_ways("NUL, which JSON does not let pass", message_with({'\0'}), no_json));
    const auto greek_message = message_with(greek);
    const auto between_characters = greek_message.find("\u03C3");
    const std::string last = message_with("\U0001F600");
    speaker.check({
        {"two fragments, cut between characters",
         frame(first::text_begins, greek_message.substr(0, between_characters)) +
             frame(first::ends, greek_message.substr(between_characters)),
         {read_to_its_end}},
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
    Speaker speaker(120);
    for (const auto& texts :
         {lonely_bytes(), unfinished(), overlong(), surrogates(), beyond_the_last()})
        check_within_a_message(speaker, texts, not_utf8);
    speaker.check({
        {"after a text that is",
         frame(first::text, ping_message()) + frame(first::text, "\xFF"),
         {"pong 7", not_utf8}},
    });
}

TEST_CASE("T24: a text may end where a character ends, and nowhere else", "[system][frames]")
{
    Speaker speaker(20);
    for (std::size_t bytes = 1; bytes <= greek.size(); ++bytes) {
        const bool is_whole = bytes == greek.size() || (greek[bytes] & '\xC0') != '\x80';
        speaker.check(both_ways(fmt::format("the first {} bytes of a word", bytes),
                                '"' + greek.substr(0, bytes), is_whole ? no_json : not_utf8));
    }
    for (const auto& text : unfinished())
        speaker.check(both_ways(text.what, '"' + text.bytes, not_utf8));
    // Beast does not look for the end of a character where the last fragment is empty; the reader
    // of JSON does.
    const auto heard = speaker.hears(
        {frame(first::text_begins, "\"\xE4\xB8") + frame(first::ends) + closing(1000)},
        speaker.cookie());
    REQUIRE_FALSE(heard.empty());
    CHECK((heard.front() == not_utf8 || heard.front() == no_json));
}

TEST_CASE("T24: a noncharacter is UTF-8: a question with one is refused, and the next is taken",
          "[system][frames]")
{
    constexpr std::size_t questions_each = 2; // As one may ask at once, and one more.
    const auto texts = noncharacters();
    const ServedHall served({.people = static_cast<int>(texts.size() / questions_each)});
    for (std::size_t person = 0; person * questions_each < texts.size(); ++person) {
        auto client = served.client();
        served.enter(client, served.join(person));
        client.send(frame(first::text, R"({"type":"command","id":"noncharacters-in",)"
                                       R"("name":"check_in","body":{}})"));
        for (std::size_t i = 0; i < questions_each; ++i) {
            const auto& text = texts.at(person * questions_each + i);
            CAPTURE(text.what);
            CHECK(answer_to(client, fmt::format("noncharacter-{}", i), "Why " + text.bytes + '?') ==
                  "text_has_control_characters");
        }
        CHECK(answer_to(client, "noncharacter-none", "Why?") == "accepted");
    }
}

TEST_CASE("T24: what cannot become UTF-8 any more is not waited for to its end", "[system][frames]")
{
    Speaker speaker(20);
    // Of each frame and each message the rest never comes.
    const auto begun = [](const std::string& payload) {
        return frame(first::text, payload + std::string(100, ' '))
            .substr(0, 2 + 4 + payload.size());
    };
    for (const std::string bytes : {"\xFF", "\xC0", "\xED\xA0", "\xF4\x90", "\xE4\xB8 ", "\xF5"}) {
        speaker.check({
            {"within a frame", begun("a text and " + bytes), {not_utf8}},
            {"between fragments", frame(first::text_begins, "a text and " + bytes), {not_utf8}},
        });
    }
}

} // namespace rostrum::system_test
