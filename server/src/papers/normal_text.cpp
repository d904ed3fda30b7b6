#include "papers/normal_text.hpp"

#include <algorithm>
#include <array>

namespace rostrum::papers {
namespace {

constexpr std::string_view full_width_blank = "\xE3\x80\x80";
constexpr std::array<std::string_view, 5> blanks{" ", "\t", "\n", "\xC2\xA0", full_width_blank};

bool in_range(char byte, unsigned char least, unsigned char most)
{
    const auto value = static_cast<unsigned char>(byte);
    return value >= least && value <= most;
}

/// The ASCII character of U+FF01 to U+FF5E at the front; 0 when there is none.
char ascii_of_full_width(std::string_view text)
{
    if (text.size() < 3 || text[0] != '\xEF') return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    const auto third = static_cast<unsigned char>(text[2]);
    const unsigned code_point = 0xF000U | ((second & 0x3FU) << 6U) | (third & 0x3FU);
    if (code_point < 0xFF01U || code_point > 0xFF5EU) return 0;
    return static_cast<char>(code_point - 0xFEE0U);
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

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

std::string_view trimmed(std::string_view text)
{
    bool found = true;
    while (found) {
        found = false;
        for (const auto blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                found = true;
            }
            else if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                found = true;
            }
        }
    }
    return text;
}

std::string half_width(std::string_view text)
{
    std::string half;
    while (!text.empty()) {
        std::size_t taken = 3;
        if (const char c = ascii_of_full_width(text))
            half += c;
        else if (text.starts_with(full_width_blank))
            half += ' ';
        else {
            half += text.front();
            taken = 1;
        }
        text.remove_prefix(taken);
    }
    return half;
}

std::string plain_key(std::string_view text)
{
    std::string key{trimmed(half_width(trimmed(text)))};
    std::ranges::transform(key, key.begin(), lower);
    return key;
}

} // namespace rostrum::papers
