#include "system/speaker.hpp"

#include "support/catch.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <array>

namespace rostrum::system_test {
namespace {

constexpr std::array<unsigned char, 4> mask{0x37, 0xFA, 0x21, 0x3D};

/// So much does a person say on so many connections that nobody is told to be slower.
constexpr std::size_t connections_each = 4;

/// Larger ones in pieces of so many bytes, which is no divisor of any length there is.
constexpr std::size_t single_bytes_max = 400;
constexpr std::size_t large_piece = 997;

std::vector<std::string> chopped(const std::string& bytes)
{
    const auto size = bytes.size() <= single_bytes_max ? 1 : large_piece;
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < bytes.size(); at += size)
        pieces.push_back(bytes.substr(at, size));
    return pieces;
}

std::string word_of(const tst::ServerFrame& heard)
{
    CHECK(heard.is_plain);
    const auto opcode = heard.opcode | first::fin;
    if (opcode == first::pong) return "ponged " + heard.payload;
    if (opcode == first::close) {
        if (heard.payload.empty()) return "closed";
        auto word = fmt::format("closed {}", heard.close_code());
        if (heard.payload.size() > 2) word += ' ' + heard.payload.substr(2);
        return word;
    }
    if (opcode != first::text) return fmt::format("a frame of opcode {}", heard.opcode);
    const auto message = boost::json::parse(heard.payload).as_object();
    const std::string type{message.at("type").as_string()};
    if (type == "pong") return fmt::format("pong {}", message.at("t").as_int64());
    if (type == "error") return "error " + std::string{message.at("code").as_string()};
    return type;
}

} // namespace

std::string frame(unsigned first, const std::string& payload)
{
    return tst::client_frame(payload, first, mask);
}

std::string closing(unsigned code, const std::string& reason)
{
    const std::string number{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
    return frame(first::close, number + reason);
}

std::string ping_message(std::size_t bytes)
{
    std::string message = R"({"type":"ping","t":7})";
    // Before its last byte: one of which the end is lost is no message.
    if (message.size() < bytes) message.insert(message.size() - 1, bytes - message.size(), ' ');
    return message;
}

std::string in_single_bytes(const std::string& message, const std::string& between)
{
    std::string bytes = frame(first::text_begins, message.substr(0, 1)) + between;
    for (std::size_t i = 1; i + 1 < message.size(); ++i)
        bytes += frame(first::goes_on, message.substr(i, 1)) + between;
    return bytes + frame(first::ends, message.substr(message.size() - 1));
}

Speaker::Speaker(int people) : served_({.people = people}) {}

const std::string& Speaker::cookie()
{
    if (connections_++ % connections_each == 0) cookie_ = served_.join(joined_++);
    return cookie_;
}

void Speaker::check(const std::vector<Talk>& talks)
{
    for (const auto& talk : talks) check_one(talk, cookie());
}

void Speaker::check(const std::vector<Talk>& talks, const std::string& cookie)
{
    for (const auto& talk : talks) check_one(talk, cookie);
}

void Speaker::check_one(const Talk& talk, const std::string& cookie) const
{
    const bool is_closed = !talk.heard.empty() && talk.heard.back().starts_with("closed");
    auto heard = talk.heard;
    if (!is_closed) heard.emplace_back("closed 1000");
    const auto said = is_closed ? talk.said : talk.said + closing(1000);
    INFO(talk.rule);
    CHECK(hears({said}, cookie) == heard);
    INFO("in pieces");
    CHECK(hears(chopped(said), cookie) == heard);
}

std::vector<std::string> Speaker::hears(const std::vector<std::string>& pieces,
                                        const std::string& cookie) const
{
    auto client = served_.client();
    served_.open(client, cookie);
    for (const auto& piece : pieces) client.send(piece);
    std::vector<std::string> heard;
    while (!client.is_over()) {
        heard.push_back(word_of(client.receive_frame()));
        // A server that waits for our half of the closing need not wait long.
        if (heard.back().starts_with("closed")) client.send(closing(1000));
    }
    return heard;
}

unsigned Speaker::closes(const std::string& bytes)
{
    auto client = served_.client();
    served_.open(client, cookie());
    client.send(bytes);
    return client.await_close();
}

bool Speaker::answers(const std::string& bytes)
{
    auto client = served_.client();
    served_.open(client, cookie());
    client.send(bytes);
    client.await("pong");
    return true;
}

} // namespace rostrum::system_test
