// A QR code as a picture of vectors: sharp on a phone's card and on a wall alike.
#pragma once

#include <expected>
#include <string>

namespace rostrum::net {

/// With the quiet zone of four modules the standard asks for. The error is for the log.
[[nodiscard]] std::expected<std::string, std::string> qr_svg(const std::string& text);

/// The same for a terminal: half blocks, light on dark, so that it can be scanned from a dark
/// terminal.
[[nodiscard]] std::expected<std::string, std::string> qr_blocks(const std::string& text);

} // namespace rostrum::net
