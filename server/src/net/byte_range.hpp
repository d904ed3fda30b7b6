// Which part of a file is asked for: RFC 9110 §14.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

namespace rostrum::net {

struct ByteRange {
    std::size_t first{0};
    std::size_t size{0};

    bool operator==(const ByteRange&) const = default;
};

/// A range that begins behind the end: 416.
struct OutOfFile {
    bool operator==(const OutOfFile&) const = default;
};

/// One range of a file of `size` bytes. Nothing when the header is empty, not understood, or asks
/// for several: then the whole file is the answer.
[[nodiscard]] std::optional<std::variant<ByteRange, OutOfFile>> parse_range(std::string_view header,
                                                                            std::size_t size);

} // namespace rostrum::net
