// Text in whatever an office's programs write, as UTF-8.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace rostrum::intake {

struct DecodedText {
    std::string text;     ///< UTF-8 without a byte order mark.
    std::string encoding; ///< `UTF-8`, `GB18030` or `UTF-16`.
};

/// By its mark, or as UTF-8 where it is that, or as GB18030 (and so GBK and GB2312). Nothing is
/// ever repaired: of a text that is none of these, or UTF-8 with a fault, the line of the first
/// fault.
[[nodiscard]] std::expected<DecodedText, std::int64_t> decode_text(std::string_view bytes);

} // namespace rostrum::intake
