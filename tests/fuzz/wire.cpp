// What stands on the socket before anybody knows who speaks.
#include "fuzz/decoder.hpp"

#include "net/byte_range.hpp"
#include "net/frame_counter.hpp"
#include "net/http_gate.hpp"
#include "net/http_head.hpp"
#include "net/peer.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::fuzz {
namespace {

/// A file's size in the first line, and the header.
void attack_byte_range(std::string_view bytes)
{
    const auto [number, header] = split_line(bytes);
    std::size_t size = 0;
    std::from_chars(number.data(), number.data() + number.size(), size);
    const auto asked = net::parse_range(header, size);
    const auto* range = asked ? std::get_if<net::ByteRange>(&*asked) : nullptr;
    if (range == nullptr) return;
    require(range->size > 0 && range->first < size && range->size <= size - range->first,
            "a range is a part of the file");
}

/// How many messages these bytes are, read frame by frame; nothing if they end with anything else.
std::optional<std::uint64_t> messages_in(std::string_view bytes)
{
    std::uint64_t messages = 0;
    bool ended = true;
    while (!bytes.empty()) {
        if (bytes.size() < 2) return std::nullopt;
        const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
        std::uint64_t length = at(1) & 0x7FU;
        std::size_t head = 2;
        if (length >= 126) {
            const std::size_t end = head + (length == 126 ? 2 : 8);
            if (bytes.size() < end) return std::nullopt;
            for (length = 0; head < end; ++head) length = length << 8 | at(head);
        }
        if ((at(1) & 0x80U) != 0) head += 4;
        if (bytes.size() < head || bytes.size() - head < length) return std::nullopt;
        const bool is_control = (at(0) & 0x08U) != 0;
        ended = (at(0) & 0x80U) != 0 && !is_control;
        messages += ended ? 1 : 0;
        bytes.remove_prefix(head + static_cast<std::size_t>(length));
    }
    return ended ? std::optional{messages} : std::nullopt;
}

/// The first byte says where the rest is cut.
void attack_frames(std::string_view bytes)
{
    constexpr std::size_t frames_max = 4;
    if (bytes.empty()) return;
    const auto step = std::max<std::size_t>(static_cast<unsigned char>(bytes.front()), 1);
    bytes.remove_prefix(1);
    net::FrameCounter whole{frames_max};
    net::FrameCounter cut{frames_max};
    const bool is_good = whole.take(bytes);
    bool is_good_in_pieces = true;
    for (auto rest = bytes; !rest.empty(); rest.remove_prefix(std::min(step, rest.size())))
        is_good_in_pieces = cut.take(rest.substr(0, step));
    require(is_good == is_good_in_pieces, "frames are counted the same, wherever they are cut");
    if (!is_good) return;
    const auto messages = messages_in(bytes);
    for (std::uint64_t number = 0; number <= bytes.size(); ++number) {
        require(whole.ends_with_message(number) == (messages == number) &&
                    cut.ends_with_message(number) == (messages == number),
                "a message ends where its last frame does");
    }
}

void attack_request_head(std::string_view bytes)
{
    using State = net::HeadScan::State;
    const auto scan = net::scan_head(bytes);
    if (scan.state != State::complete) return;
    require(scan.size <= bytes.size() && bytes.substr(0, scan.size).ends_with("\r\n\r\n"),
            "a head ends with an empty line");
    const auto exact = net::scan_head(bytes.substr(0, scan.size));
    require(exact.state == State::complete && exact.size == scan.size,
            "what stands behind a head changes nothing");
    require(net::scan_head(bytes.substr(0, scan.size - 1)).state == State::incomplete,
            "a head is whole with its last byte, and not before");
}

void attack_target(std::string_view bytes)
{
    const auto target = net::parse_target(bytes);
    if (!target) return;
    require(target->path.starts_with('/'), "a path begins at the top");
    const auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
    require(std::ranges::all_of(target->path, is_plain), "a path has no control characters");
    for (const auto& [name, value] : target->query)
        require(std::ranges::all_of(name, is_plain) && std::ranges::all_of(value, is_plain),
                "a query has no control characters");
}

void attack_header(std::string_view bytes)
{
    const auto type = net::media_type(bytes);
    require(net::media_type(type) == type, "a media type is read again as it is");
    const auto cookie = net::cookie_value(bytes, "rostrum");
    require(!cookie.contains(';'), "a cookie ends at its semicolon");
    require(!net::matches_etag(bytes, "\"tag\"") || bytes.contains('*') ||
                bytes.contains("\"tag\""),
            "a tag that matches was named");
    require(!net::lists(bytes, "upgrade") || bytes.contains("upgrade"), "what is listed was named");
    static_cast<void>(net::accepts_gzip(bytes));
}

/// What stands in X-Forwarded-For in the first line, and in X-Forwarded-Proto.
void attack_forwarded(std::string_view bytes)
{
    const auto [addresses, scheme] = split_line(bytes);
    const std::vector<std::string> proxies{"10.0.0.1", "::1"};
    const auto heard_from = [&](const std::string& address, std::string_view named) {
        return net::behind({address, /*is_local=*/true, /*is_secure=*/false}, {named, scheme},
                           proxies);
    };
    const auto stranger = heard_from("192.0.2.1", addresses);
    require(stranger.address == "192.0.2.1" && stranger.is_local && !stranger.is_secure,
            "what a stranger says of itself changes nothing");
    const auto peer = heard_from(proxies.front(), addresses);
    require(!peer.is_local, "nobody behind a proxy is on this machine");
    require(peer.is_secure == (scheme == "https"), "a proxy says what was spoken to it");
    require(peer.address == proxies.front() ||
                std::ranges::find(proxies, peer.address) == proxies.end(),
            "a proxy speaks for itself or for a stranger");
    require(heard_from(proxies.front(), peer.address).address == peer.address,
            "an address is read again as it is written");
}

Seeds ranges()
{
    return {{"a part", "1000\nbytes=0-499"},
            {"the end", "1000\nbytes=-500"},
            {"from", "1000\nbytes=500-"},
            {"behind the end", "1000\nbytes=1000-"},
            {"several", "9\nbytes=0-1,3-4"},
            {"of nothing", "0\nbytes=0-"},
            {"beyond 64 bits", "9\nbytes=1-18446744073709551616"}};
}

Seeds frames()
{
    using namespace std::string_literals;
    return {{"a text", "\x03\x81\x85mask\x00\x00\x00\x00\x00"s},
            {"in two pieces", "\x01\x01\x80mask\x80\x80mask"s},
            {"a ping between", "\x02\x01\x80mask\x89\x80mask\x80\x80mask"s},
            {"two bytes of length", "\x05\x81\xFE\x00\x80mask"s},
            {"eight bytes of length", "\x05\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFmask"s},
            {"too many", "\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"s}};
}

Seeds heads()
{
    return {{"a request", "GET / HTTP/1.1\r\nHost: hall.example\r\n\r\n"},
            {"with a body", "POST /api/v1/x HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"},
            {"a bare line feed", "GET / HTTP/1.1\nHost: hall.example\r\n\r\n"},
            {"folded", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"},
            {"an empty first line", "\r\nGET / HTTP/1.1\r\n\r\n"}};
}

Seeds targets()
{
    return {{"a path", "/api/v1/hearings/h01"},
            {"a query", "/search?q=%E6%B5%B7+%2B&kind=units&kind=x&empty"},
            {"a bad escape", "/%zz"},
            {"a control character", "/%0d%0aSet-Cookie:"},
            {"another host's", "http://hall.example/"}};
}

Seeds headers()
{
    return {{"a type", "Text/CSV; charset=utf-8"},
            {"cookies", "a=b; rostrum=0123456789abcdef; __Host-rostrum=x"},
            {"twice", "rostrum=a; rostrum=b"},
            {"tags", "W/\"tag\", \"other\""},
            {"any", "*"},
            {"weights", "gzip;q=0.5, br;q=1.000, *;q=0"},
            {"a list", "keep-alive, upgrade"}};
}

Seeds chains()
{
    return {{"one", "203.0.113.9\nhttps"},
            {"several, the nearest last", "203.0.113.9, 198.51.100.7 , 10.0.0.1\nhttp"},
            {"as IPv6", "::ffff:203.0.113.9, ::1\nhttps"},
            {"with a zone", "fe80::1%lo\n"},
            {"no address", "unknown, _hidden:80\nhttps"}};
}

} // namespace

Decoders wire_decoders()
{
    return {{"byte_range", attack_byte_range, ranges},    {"frames", attack_frames, frames},
            {"request_head", attack_request_head, heads}, {"target", attack_target, targets},
            {"header", attack_header, headers},           {"forwarded", attack_forwarded, chains}};
}

} // namespace rostrum::fuzz
