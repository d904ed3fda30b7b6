// What every line of a log has in common, whatever happened. For the event codecs.
#pragma once

#include "core/role.hpp"
#include "core/time.hpp"
#include "protocol/decode_error.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace rostrum::protocol {

struct LogLine {
    std::uint64_t number{0};
    core::Instant at;
    core::Actor by;
    std::string command_id;
    std::string event;       ///< The event's name.
    boost::json::value data; ///< Its members.
};

/// One JSON object without a line feed, always with the same bytes for the same line.
[[nodiscard]] std::string encode_log_line(const LogLine& line);
[[nodiscard]] std::expected<LogLine, DecodeError> decode_log_line(std::string_view text);

} // namespace rostrum::protocol
