#include "protocol/event_codec.hpp"

#include "protocol/codec_variant.hpp"
#include "protocol/log_line.hpp"

namespace rostrum::protocol {

std::string encode_line(const RecordedEvent& recorded)
{
    return encode_log_line({.number = recorded.number,
                            .at = recorded.at,
                            .by = recorded.by,
                            .command_id = recorded.command_id,
                            .event = std::string{alternative_name(recorded.event)},
                            .data = encode_alternative(recorded.event)});
}

std::expected<RecordedEvent, DecodeError> decode_line(std::string_view line)
{
    auto read = decode_log_line(line);
    if (!read) return std::unexpected{std::move(read.error())};
    auto event = decode_named<core::Event>(read->event, read->data, "unknown_event");
    if (!event) return std::unexpected{std::move(*within("d", std::move(event.error())))};
    return RecordedEvent{.number = read->number,
                         .at = read->at,
                         .by = std::move(read->by),
                         .command_id = std::move(read->command_id),
                         .event = std::move(*event)};
}

} // namespace rostrum::protocol
