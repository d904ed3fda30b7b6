// JSON from outside: strict, bounded, and the same to every reader.
#pragma once

#include "protocol/decode_error.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <expected>
#include <string_view>

namespace rostrum::protocol {

/// Objects and arrays inside each other. No message needs more than ten. Beyond: `malformed_json`.
inline constexpr std::size_t json_depth_max = 32;

/// Refuses invalid UTF-8, lone surrogates, anything after the value, numbers beyond any double, and
/// an object that names a member twice, of which two readers could see different halves.
[[nodiscard]] std::expected<boost::json::value, DecodeError> parse_json(std::string_view text);

} // namespace rostrum::protocol
