// An event as one line of its hearing's log. Stored lines never change, so whatever is written here
// must be readable for ever: schema/examples/events holds a line of every event there ever was.
#pragma once

#include "core/hearing.hpp"
#include "protocol/decode_error.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace rostrum::protocol {

/// What the ledger takes. Events within the core's limits stay below it.
inline constexpr std::size_t line_bytes_max = 64 * 1024;

struct RecordedEvent {
    std::uint64_t number{0}; ///< In its stream, from 0.
    core::Instant at;
    core::Actor by;
    std::string command_id; ///< Of the command it follows from.
    core::Event event;

    bool operator==(const RecordedEvent&) const = default;
};

/// One JSON object without a line feed; the same bytes for the same event.
[[nodiscard]] std::string encode_line(const RecordedEvent& recorded);
[[nodiscard]] std::expected<RecordedEvent, DecodeError> decode_line(std::string_view line);

} // namespace rostrum::protocol
