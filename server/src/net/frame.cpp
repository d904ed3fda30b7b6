#include "net/frame.hpp"

#include <cassert>
#include <cstdint>

namespace rostrum::net {
namespace {

constexpr char final_text = static_cast<char>(0x81);
constexpr char final_close = static_cast<char>(0x88);

void append_big_endian(std::string& bytes, std::uint64_t value, int width)
{
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<char>((value >> shift) & 0xff));
    }
}

} // namespace

Frame text_frame(std::string_view payload)
{
    std::string bytes;
    bytes.reserve(payload.size() + 10);
    bytes.push_back(final_text);
    if (payload.size() < 126) {
        bytes.push_back(static_cast<char>(payload.size()));
    }
    else if (payload.size() <= 0xffff) {
        bytes.push_back(126);
        append_big_endian(bytes, payload.size(), 2);
    }
    else {
        bytes.push_back(127);
        append_big_endian(bytes, payload.size(), 8);
    }
    bytes.append(payload);
    return std::make_shared<const std::string>(std::move(bytes));
}

Frame close_frame(std::uint16_t code, std::string_view reason)
{
    std::string bytes{final_close};
    assert(reason.size() <= 123);
    bytes.push_back(static_cast<char>(reason.size() + 2));
    append_big_endian(bytes, code, 2);
    bytes.append(reason);
    return std::make_shared<const std::string>(std::move(bytes));
}

} // namespace rostrum::net
