// Texts that people type in several ways, in one way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rostrum::papers {

/// Bytes of the code point at the front of UTF-8, 0 when it is none.
[[nodiscard]] std::size_t code_point_bytes(std::string_view text);

/// Without blanks at both ends, the full-width ones of a Chinese keyboard included.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// `Ａ－０１` is `A-01`: full-width forms of ASCII and the full-width blank as ASCII.
[[nodiscard]] std::string half_width(std::string_view text);

/// For comparing headings, labels and flags: trimmed, half-width, ASCII letters lower case.
[[nodiscard]] std::string plain_key(std::string_view text);

} // namespace rostrum::papers
