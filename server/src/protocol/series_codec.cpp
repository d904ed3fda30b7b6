#include "protocol/series_codec.hpp"

#include "protocol/codec_variant.hpp"
#include "protocol/log_line.hpp"

namespace rostrum::protocol {

std::string encode_series_line(const SeriesRecord& recorded)
{
    return encode_log_line({.number = recorded.number,
                            .at = recorded.at,
                            .by = recorded.by,
                            .command_id = recorded.command_id,
                            .event = std::string{alternative_name(recorded.event)},
                            .data = encode_alternative(recorded.event)});
}

std::expected<SeriesRecord, DecodeError> decode_series_line(std::string_view line)
{
    auto read = decode_log_line(line);
    if (!read) return std::unexpected{std::move(read.error())};
    auto event = decode_named<core::SeriesEvent>(read->event, read->data, "unknown_event");
    if (!event) return std::unexpected{std::move(*within("d", std::move(event.error())))};
    return SeriesRecord{.number = read->number,
                        .at = read->at,
                        .by = std::move(read->by),
                        .command_id = std::move(read->command_id),
                        .event = std::move(*event)};
}

std::expected<core::SeriesCommand, DecodeError>
decode_series_command(std::string_view name, const boost::json::value& body)
{
    return decode_named<core::SeriesCommand>(name, body, "unknown_command");
}

boost::json::object encode_series_command(const core::SeriesCommand& command)
{
    return std::move(encode_alternative(command).as_object());
}

std::expected<core::HearingRules, DecodeError> decode_rules(const boost::json::value& value)
{
    core::HearingRules rules;
    if (auto problem = decode(value, rules)) return std::unexpected{std::move(*problem)};
    return rules;
}

boost::json::object encode_rules(const core::HearingRules& rules)
{
    return std::move(encode(rules).as_object());
}

} // namespace rostrum::protocol
