// What people write, checked before it becomes part of the record.
#pragma once

#include "core/refusal.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace rostrum::core {

/// Whether a byte of UTF-8 goes on with a character rather than beginning one.
[[nodiscard]] bool continues_character(char byte);

/// Unicode code points of a valid UTF-8 text.
[[nodiscard]] std::size_t length(std::string_view text);

/// Not blank, at most `length_max` code points, no control characters but line breaks.
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
