// A command as JSON: its name, and its members as the body.
#pragma once

#include "core/hearing.hpp"
#include "protocol/decode_error.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <expected>
#include <string_view>

namespace rostrum::protocol {

[[nodiscard]] std::expected<core::Command, DecodeError>
decode_command(std::string_view name, const boost::json::value& body);

/// The body; the name is `core::name_of`.
[[nodiscard]] boost::json::object encode_command(const core::Command& command);

} // namespace rostrum::protocol
