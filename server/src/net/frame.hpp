// A WebSocket frame as bytes, made once and shared by everybody who gets it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rostrum::net {

using Frame = std::shared_ptr<const std::string>;

/// A final, unmasked text frame. Source: RFC 6455 §5.2.
[[nodiscard]] Frame text_frame(std::string_view payload);

/// A closing frame. The reason has room for 123 bytes.
[[nodiscard]] Frame close_frame(std::uint16_t code, std::string_view reason);

} // namespace rostrum::net
