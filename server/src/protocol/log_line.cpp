#include "protocol/log_line.hpp"

#include "protocol/codec.hpp"
#include "protocol/json_text.hpp"
#include "protocol/time_text.hpp"

#include <boost/json.hpp>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

Problem decode_instant_text(const json::value& value, core::Instant& out)
{
    std::string text;
    if (auto problem = decode_text(value, text)) return problem;
    const auto instant = instant_from_utc(text);
    if (!instant) return wrong_shape();
    out = *instant;
    return std::nullopt;
}

} // namespace

std::string encode_log_line(const LogLine& line)
{
    const json::object object{{"n", encode(line.number)}, {"t", utc_text(line.at)},
                              {"e", line.event},          {"by", encode(line.by)},
                              {"c", line.command_id},     {"d", line.data}};
    return json::serialize(object);
}

std::expected<LogLine, DecodeError> decode_log_line(std::string_view text)
{
    const auto value = parse_json(text);
    if (!value) return std::unexpected{value.error()};
    LogLine line;
    ObjectReader reader{*value, {"n", "t", "e", "by", "c", "d"}};
    const auto read = [&](std::string_view name, auto decode_member) {
        const auto* member = reader.ok() ? reader.need(name) : nullptr;
        if (member != nullptr) reader.take(name, decode_member(*member));
    };
    read("n", [&](const json::value& member) { return decode(member, line.number); });
    read("t", [&](const json::value& member) { return decode_instant_text(member, line.at); });
    read("e", [&](const json::value& member) { return decode(member, line.event); });
    read("by", [&](const json::value& member) { return decode(member, line.by); });
    read("c", [&](const json::value& member) { return decode(member, line.command_id); });
    read("d", [&](const json::value& member) {
        line.data = member;
        return Problem{};
    });
    if (auto problem = reader.result()) return std::unexpected{std::move(*problem)};
    return line;
}

} // namespace rostrum::protocol
