// What people write, checked before it becomes part of the record.
#pragma once

#include "core/refusal.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rostrum::core {

/// Whether a byte of UTF-8 goes on with a character rather than beginning one.
[[nodiscard]] bool continues_character(char byte);

/// Bytes of the code point at the front of UTF-8, 0 when it is none. Precondition: not empty.
[[nodiscard]] std::size_t code_point_bytes(std::string_view text);

/// A code point and the bytes it takes.
struct CodePoint {
    std::uint32_t value{0};
    std::size_t bytes{1};
};

/// What bytes that are no UTF-8 are read as, one by one: a noncharacter beyond all of Unicode's.
inline constexpr std::uint32_t no_code_point = 0xFFFF'FFFF;

/// The one at the front. Precondition: not empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

/// Unicode's 66 that are never characters, and `no_code_point`: neither XML 1.0 nor Cairo can hold
/// them all, so that one of them would spoil every document with it.
[[nodiscard]] constexpr bool is_noncharacter(std::uint32_t code_point)
{
    return (code_point & 0xFFFEU) == 0xFFFEU || (code_point >= 0xFDD0U && code_point <= 0xFDEFU);
}

/// Unicode code points; of what is no UTF-8 each byte counts as one.
[[nodiscard]] std::size_t length(std::string_view text);

/// Not blank, at most `length_max` code points; no control characters but line breaks, no
/// noncharacters, and nothing that is no UTF-8.
[[nodiscard]] std::optional<Refusal> check_text(std::string_view text, std::size_t length_max);

/// The same, but may be empty.
[[nodiscard]] std::optional<Refusal> check_optional_text(std::string_view text,
                                                         std::size_t length_max);

/// A text of at most `limits::reason_length_max`; without one, `reason_is_missing`.
[[nodiscard]] std::optional<Refusal> check_reason(std::string_view reason);

/// When something begins or is due: from 1970 to `limits::date_max`, else `date_is_too_far`.
[[nodiscard]] std::optional<Refusal> check_date(Instant date);

/// 1 to `length_max` characters of [A-Za-z0-9-], the character set of public handles.
[[nodiscard]] bool is_handle(std::string_view text, std::size_t length_max);

/// The same in [a-z0-9-], the character set of keys: hearings, categories, units.
[[nodiscard]] bool is_key(std::string_view text, std::size_t length_max);

} // namespace rostrum::core
