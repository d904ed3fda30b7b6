// Texts that people type in several ways, in one way; and what a document can hold of any text.
#pragma once

#include <string>
#include <string_view>

namespace rostrum::papers {

/// Without blanks at both ends, the full-width ones of a Chinese keyboard included.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// `Ａ－０１` is `A-01`: full-width forms of ASCII and the full-width blank as ASCII.
[[nodiscard]] std::string half_width(std::string_view text);

/// For comparing headings, labels and flags: trimmed, half-width, ASCII letters lower case.
[[nodiscard]] std::string plain_key(std::string_view text);

/// What a document cannot hold is U+FFFD in it: logs from before the core refused noncharacters
/// stay as they are, and one of these would leave XML without a reader and a PDF without the rest
/// of its text.
[[nodiscard]] std::string printable(std::string_view text);

} // namespace rostrum::papers
