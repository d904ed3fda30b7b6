// What clients send and logs hold.
#include "fuzz/decoder.hpp"
#include "fuzz/seeds.hpp"

#include "intake/moments.hpp"
#include "protocol/command_codec.hpp"
#include "protocol/event_codec.hpp"
#include "protocol/json_text.hpp"
#include "protocol/log_line.hpp"
#include "protocol/merge_patch.hpp"
#include "protocol/message.hpp"
#include "protocol/series_codec.hpp"
#include "protocol/time_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <variant>

namespace rostrum::fuzz {
namespace {

namespace json = boost::json;

/// As decode_error.hpp lists them, which is what docs/protocol.md promises.
void require_known(std::string_view code)
{
    static constexpr std::array<std::string_view, 6> known{"malformed_json",  "wrong_shape",
                                                           "unknown_field",   "missing_field",
                                                           "unknown_command", "unknown_event"};
    require(std::ranges::find(known, code) != known.end(), "an error has one of the known codes");
}

/// As it comes at the other end of a wire.
json::value sent(const json::object& body)
{
    auto value = protocol::parse_json(json::serialize(body));
    require(value.has_value(), "what is written is JSON");
    return std::move(*value);
}

void require_sound(const core::Command& command)
{
    const auto body = protocol::encode_command(command);
    const auto again = protocol::decode_command(core::name_of(command), sent(body));
    require(again && again->index() == command.index() && protocol::encode_command(*again) == body,
            "a command is read again as it was written");
}

void attack_message(std::string_view bytes)
{
    const auto message = protocol::parse_client_message(bytes);
    if (!message) {
        const auto& [code, detail, id] = message.error();
        require_known(code);
        require(protocol::parse_json(protocol::error_message(code, detail, id)).has_value(),
                "what is told of an error is JSON");
        return;
    }
    if (const auto* command = std::get_if<protocol::CommandMessage>(&*message)) {
        require(protocol::is_command_id(command->id), "a command has an id");
        require(command->name == core::name_of(command->command), "a command has its own name");
        require_sound(command->command);
    }
}

/// A name in the first line, and a body, as commands come by HTTP; the body may be rules, too.
void attack_command(std::string_view bytes)
{
    const auto [name, text] = split_line(bytes);
    const auto body = protocol::parse_json(text);
    if (!body) return require_known(body.error().code);
    const auto command = protocol::decode_command(name, *body);
    if (command)
        require_sound(*command);
    else
        require_known(command.error().code);

    if (const auto planned = protocol::decode_series_command(name, *body)) {
        const auto written = protocol::encode_series_command(*planned);
        const auto again = protocol::decode_series_command(name, sent(written));
        require(again && protocol::encode_series_command(*again) == written,
                "a command of the series is read again as it was written");
    }
    if (const auto rules = protocol::decode_rules(*body)) {
        const auto again = protocol::decode_rules(sent(protocol::encode_rules(*rules)));
        require(again && *again == *rules, "rules are read again as they were written");
    }
}

/// The lines of both kinds of streams have one form: what decodes the one must hold with the other.
template <typename Decode, typename Encode>
void attack_line(std::string_view bytes, Decode decode, Encode encode)
{
    const auto recorded = decode(bytes);
    if (!recorded) return require_known(recorded.error().code);
    const auto line = encode(*recorded);
    require(line.find('\n') == std::string::npos, "an event is one line");
    const auto again = decode(line);
    require(again && *again == *recorded, "an event is read again as it was written");
    require(encode(*again) == line, "the same event is written in the same bytes");
}

void attack_event(std::string_view bytes)
{
    attack_line(bytes, protocol::decode_line, protocol::encode_line);
}

void attack_series_event(std::string_view bytes)
{
    attack_line(bytes, protocol::decode_series_line, protocol::encode_series_line);
}

void attack_log_line(std::string_view bytes)
{
    const auto line = protocol::decode_log_line(bytes);
    if (!line) return require_known(line.error().code);
    const auto written = protocol::encode_log_line(*line);
    const auto again = protocol::decode_log_line(written);
    require(again && again->number == line->number && again->at == line->at &&
                again->event == line->event && again->command_id == line->command_id,
            "a line is read again as it was written");
}

bool has_null(const json::value& value)
{
    const auto* object = value.if_object();
    return value.is_null() ||
           (object != nullptr &&
            std::ranges::any_of(*object, [](const auto& one) { return has_null(one.value()); }));
}

/// A list of two is taken for a value and what it becomes.
void attack_json(std::string_view bytes)
{
    const auto value = protocol::parse_json(bytes);
    if (!value) return require_known(value.error().code);
    const auto again = protocol::parse_json(json::serialize(*value));
    require(again.has_value(), "JSON that was read can be read again");

    const auto* pair = value->if_array();
    if (pair == nullptr || pair->size() != 2 || has_null((*pair)[1])) return;
    const auto patch = protocol::diff((*pair)[0], (*pair)[1]);
    const auto patched = patch ? protocol::apply((*pair)[0], *patch) : (*pair)[0];
    require(patched == (*pair)[1], "the difference of two values, applied to one, is the other");
}

void attack_moment(std::string_view bytes)
{
    if (const auto instant = protocol::instant_from_utc(bytes))
        require(protocol::utc_text(*instant) == bytes, "a moment of a log has one spelling");
    const auto moment = intake::moment_from(bytes);
    if (!moment || !intake::has_moment_text(*moment)) return;
    const auto again = intake::moment_from(intake::moment_text(*moment));
    require(again == moment, "a moment is read again as it was written");
}

Seeds commands()
{
    Seeds seeds;
    for (const auto& example : messages()) {
        boost::system::error_code error;
        const auto value = json::parse(example.bytes, error);
        const auto* object = error ? nullptr : value.if_object();
        const auto* name = object == nullptr ? nullptr : object->if_contains("name");
        const auto* body = object == nullptr ? nullptr : object->if_contains("body");
        if (name == nullptr || !name->is_string() || body == nullptr) continue;
        seeds.push_back(
            {example.name, std::string{name->get_string()} + '\n' + json::serialize(*body)});
    }
    return seeds;
}

Seeds what_clients_send()
{
    auto seeds = messages();
    std::erase_if(seeds, [](const Seed& seed) {
        return seed.name.contains("/server.") || seed.name.contains("/view.") ||
               seed.name.contains("/me.");
    });
    return seeds;
}

/// Each message as its own successor, and after the one before it.
Seeds pairs()
{
    Seeds seeds;
    std::string before = "{}";
    for (auto& one : files_of("schema/examples/valid", ".json")) {
        if (one.bytes.size() > 4'096) continue;
        seeds.push_back({one.name, '[' + before + ',' + one.bytes + ']'});
        before = std::move(one.bytes);
    }
    return seeds;
}

Seeds hearing_lines()
{
    return lines_of("schema/examples/events/hearing_v1.jsonl");
}

Seeds series_lines()
{
    return lines_of("schema/examples/events/series_v1.jsonl");
}

Seeds all_lines()
{
    auto seeds = hearing_lines();
    std::ranges::move(series_lines(), std::back_inserter(seeds));
    return seeds;
}

Seeds moments()
{
    return {
        {"of a log", "2026-01-01T09:00:07.000Z"},   {"with an offset", "2021-01-21T09:00:00+08:00"},
        {"without one", "2021-01-21 09:00"},        {"with a fraction", "2021-01-21t09:00:00.5Z"},
        {"the first", "0000-01-01T00:00:00+23:59"}, {"the last", "9999-12-31T23:59:59.999-23:59"}};
}

} // namespace

Decoders protocol_decoders()
{
    return {{"message", attack_message, what_clients_send},
            {"command", attack_command, commands},
            {"event", attack_event, hearing_lines},
            {"series_event", attack_series_event, series_lines},
            {"log_line", attack_log_line, all_lines},
            {"json", attack_json, pairs},
            {"moment", attack_moment, moments}};
}

} // namespace rostrum::fuzz
