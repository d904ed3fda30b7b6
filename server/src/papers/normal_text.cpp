#include "papers/normal_text.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rostrum::papers {
namespace {

constexpr std::string_view full_width_blank = "\xE3\x80\x80";
constexpr std::array<std::string_view, 5> blanks{" ", "\t", "\n", "\xC2\xA0", full_width_blank};

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

/// Source: XML 1.0 §2.2 `Char`, without noncharacters, of which it forbids two and Cairo all.
bool is_printable(std::uint32_t code_point)
{
    if (code_point < 0x20) return code_point == '\t' || code_point == '\n' || code_point == '\r';
    return !core::is_noncharacter(code_point);
}

} // namespace

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

std::string printable(std::string_view text)
{
    constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
    std::string printed;
    while (!text.empty()) {
        const auto [code_point, bytes] = core::first_code_point(text);
        if (is_printable(code_point))
            printed += text.substr(0, bytes);
        else
            printed += replacement;
        text.remove_prefix(bytes);
    }
    return printed;
}

} // namespace rostrum::papers
