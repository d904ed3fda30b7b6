// The series' commands as JSON, and its events as lines of the log of the stream `series`.
#pragma once

#include "core/series.hpp"
#include "protocol/decode_error.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace rostrum::protocol {

struct SeriesRecord {
    std::uint64_t number{0};
    core::Instant at;
    core::Actor by;
    std::string command_id;
    core::SeriesEvent event;

    bool operator==(const SeriesRecord&) const = default;
};

[[nodiscard]] std::string encode_series_line(const SeriesRecord& recorded);
[[nodiscard]] std::expected<SeriesRecord, DecodeError> decode_series_line(std::string_view line);

[[nodiscard]] std::expected<core::SeriesCommand, DecodeError>
decode_series_command(std::string_view name, const boost::json::value& body);
[[nodiscard]] boost::json::object encode_series_command(const core::SeriesCommand& command);

/// The rules of a hearing or a series as JSON, for what is sent over HTTP.
[[nodiscard]] std::expected<core::HearingRules, DecodeError>
decode_rules(const boost::json::value& value);
[[nodiscard]] boost::json::object encode_rules(const core::HearingRules& rules);

} // namespace rostrum::protocol
