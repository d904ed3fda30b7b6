#include "core/text.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rostrum::core {
namespace {

bool in_range(char byte, unsigned char least, unsigned char most)
{
    const auto value = static_cast<unsigned char>(byte);
    return value >= least && value <= most;
}

constexpr bool is_control(std::uint32_t code_point)
{
    if (code_point == '\n') return false;
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

/// Shows nothing: a text of nothing else is as good as empty.
bool is_blank(std::uint32_t code_point)
{
    static constexpr std::array<std::uint32_t, 11> blanks{
        ' ', '\n', 0xA0, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0x1680};
    if (code_point >= 0x2000 && code_point <= 0x200F) return true;
    return std::ranges::find(blanks, code_point) != blanks.end();
}

template <typename Test>
bool every(std::string_view text, Test test)
{
    while (!text.empty()) {
        const auto next = first_code_point(text);
        if (!test(next.value)) return false;
        text.remove_prefix(next.bytes);
    }
    return true;
}

constexpr bool is_key_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

constexpr bool is_handle_character(char c)
{
    return is_key_character(c) || (c >= 'A' && c <= 'Z');
}

} // namespace

bool continues_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Source: RFC 3629 §4.
std::size_t code_point_bytes(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return 1;
    const std::size_t bytes = lead >= 0xC2 && lead < 0xE0   ? 2
                              : lead >= 0xE0 && lead < 0xF0 ? 3
                              : lead >= 0xF0 && lead < 0xF5 ? 4
                                                            : 0;
    if (bytes == 0 || text.size() < bytes) return 0;
    // Overlong forms, surrogates and what lies beyond U+10FFFF differ in the second byte.
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (!in_range(text[1], least, most)) return 0;
    for (std::size_t at = 2; at < bytes; ++at)
        if (!in_range(text[at], 0x80, 0xBF)) return 0;
    return bytes;
}

CodePoint first_code_point(std::string_view text)
{
    const auto bytes = code_point_bytes(text);
    if (bytes == 0) return {no_code_point, 1};
    const auto lead = static_cast<unsigned char>(text.front());
    std::uint32_t value = bytes == 1 ? lead : lead & (0x7FU >> bytes);
    for (const char byte : text.substr(1, bytes - 1))
        value = (value << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    return {value, bytes};
}

std::size_t length(std::string_view text)
{
    std::size_t count = 0;
    static_cast<void>(every(text, [&](std::uint32_t /*code_point*/) {
        ++count;
        return true;
    }));
    return count;
}

std::optional<Refusal> check_text(std::string_view text, std::size_t length_max)
{
    if (every(text, is_blank)) return Refusal::text_is_empty;
    return check_optional_text(text, length_max);
}

std::optional<Refusal> check_optional_text(std::string_view text, std::size_t length_max)
{
    if (length(text) > length_max) return Refusal::text_is_too_long;
    const auto can_be_shown = [](std::uint32_t code_point) {
        return !is_control(code_point) && !is_noncharacter(code_point);
    };
    if (!every(text, can_be_shown)) return Refusal::text_has_control_characters;
    return std::nullopt;
}

std::optional<Refusal> check_reason(std::string_view reason)
{
    const auto refusal = check_text(reason, limits::reason_length_max);
    return refusal == Refusal::text_is_empty ? Refusal::reason_is_missing : refusal;
}

std::optional<Refusal> check_date(Instant date)
{
    if (date < Instant{} || date > limits::date_max) return Refusal::date_is_too_far;
    return std::nullopt;
}

bool is_handle(std::string_view text, std::size_t length_max)
{
    return !text.empty() && text.size() <= length_max &&
           std::ranges::all_of(text, is_handle_character);
}

bool is_key(std::string_view text, std::size_t length_max)
{
    return !text.empty() && text.size() <= length_max &&
           std::ranges::all_of(text, is_key_character);
}

} // namespace rostrum::core
