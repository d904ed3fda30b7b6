#include "protocol/message.hpp"

#include "protocol/codec.hpp"
#include "protocol/command_codec.hpp"
#include "protocol/json_text.hpp"
#include "protocol/wire_names.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

constexpr std::size_t command_id_length_min = 10;
constexpr std::size_t command_id_length_max = 40;

using Parsed = std::expected<ClientMessage, MessageError>;

std::unexpected<MessageError> not_understood(DecodeError error,
                                             std::optional<std::string> id = std::nullopt)
{
    return std::unexpected{
        MessageError{std::move(error.code), std::move(error.path), std::move(id)}};
}

/// Reads a member if there was no problem so far.
template <typename Read>
void read(ObjectReader& reader, std::string_view name, Read decode_member)
{
    const auto* member = reader.ok() ? reader.need(name) : nullptr;
    if (member != nullptr) reader.take(name, decode_member(*member));
}

Problem decode_protocol(const json::value& value)
{
    std::int64_t version = 0;
    if (auto problem = decode(value, version)) return problem;
    return version == protocol_version ? Problem{} : wrong_shape();
}

Problem decode_audience(const json::value& value, Audience& out)
{
    std::string name;
    if (auto problem = decode(value, name)) return problem;
    const auto audience = audience_from(name);
    if (!audience) return wrong_shape();
    out = *audience;
    return std::nullopt;
}

Problem decode_resume(const json::value& value, Resume& out)
{
    ObjectReader reader{value, {"epoch", "version"}};
    read(reader, "epoch", [&](const json::value& member) { return decode(member, out.epoch); });
    read(reader, "version", [&](const json::value& member) { return decode(member, out.version); });
    return reader.result();
}

Problem decode_command_id(const json::value& value, std::string& out)
{
    if (auto problem = decode(value, out)) return problem;
    return is_command_id(out) ? Problem{} : wrong_shape();
}

Parsed parse_hello(const json::value& value)
{
    Hello hello;
    ObjectReader reader{value, {"type", "protocol", "hearing", "audience", "nonce", "resume"}};
    read(reader, "protocol", decode_protocol);
    read(reader, "hearing",
         [&](const json::value& member) { return decode_id(member, hello.hearing); });
    read(reader, "audience",
         [&](const json::value& member) { return decode_audience(member, hello.audience); });
    read(reader, "nonce", [&](const json::value& member) { return decode(member, hello.nonce); });
    if (const auto* resume = reader.ok() ? reader.find("resume") : nullptr)
        reader.take("resume", decode_resume(*resume, hello.resume.emplace()));
    if (auto problem = reader.result()) return not_understood(std::move(*problem));
    return hello;
}

/// The id, so that even a command that is not understood can be answered.
std::optional<std::string> readable_id(const json::value& value)
{
    const auto* member = value.get_object().if_contains("id");
    std::string id;
    if (member == nullptr || decode_command_id(*member, id)) return std::nullopt;
    return id;
}

Parsed parse_command(const json::value& value)
{
    CommandMessage message;
    const json::value* body = nullptr;
    ObjectReader reader{value, {"type", "id", "name", "body"}};
    read(reader, "id",
         [&](const json::value& member) { return decode_command_id(member, message.id); });
    read(reader, "name", [&](const json::value& member) { return decode(member, message.name); });
    read(reader, "body", [&](const json::value& member) {
        body = &member;
        return Problem{};
    });
    if (auto problem = reader.result())
        return not_understood(std::move(*problem), readable_id(value));

    auto command = decode_command(message.name, *body);
    if (!command) {
        const bool unknown = command.error().code == "unknown_command";
        auto problem = within(unknown ? "name" : "body", std::move(command.error()));
        return not_understood(std::move(*problem), message.id);
    }
    message.command = std::move(*command);
    return message;
}

Parsed parse_ping(const json::value& value)
{
    Ping ping;
    ObjectReader reader{value, {"type", "t"}};
    read(reader, "t", [&](const json::value& member) { return decode(member, ping.t); });
    if (auto problem = reader.result()) return not_understood(std::move(*problem));
    return ping;
}

json::value text(std::string_view view)
{
    return json::value(json::string_view(view.data(), view.size()));
}

} // namespace

Parsed parse_client_message(std::string_view text)
{
    const auto value = parse_json(text);
    if (!value) return not_understood(value.error());
    const auto* object = value->if_object();
    if (object == nullptr) return not_understood({"wrong_shape", ""});
    const auto* type = object->if_contains("type");
    if (type == nullptr) return not_understood({"missing_field", "/type"});
    if (*type == "hello") return parse_hello(*value);
    if (*type == "command") return parse_command(*value);
    if (*type == "ping") return parse_ping(*value);
    return not_understood({"wrong_shape", "/type"});
}

bool is_command_id(std::string_view text)
{
    return text.size() >= command_id_length_min && text.size() <= command_id_length_max &&
           is_id(text) && text.find('.') == std::string_view::npos;
}

std::string welcome_message(core::Instant time, std::string_view hearing, Audience audience,
                            core::Role role, std::string_view subject)
{
    return json::serialize(json::object{{"type", "welcome"},
                                        {"protocol", protocol_version},
                                        {"time", time.ms},
                                        {"hearing", text(hearing)},
                                        {"audience", text(name_of(audience))},
                                        {"role", text(name_of(role))},
                                        {"subject", text(subject)}});
}

std::string view_message(std::uint64_t epoch, std::uint64_t version, core::Instant time,
                         const json::object& view)
{
    // Spelled out, because a view is too large to be copied into another object first.
    return R"({"type":"view","epoch":)" + std::to_string(epoch) + R"(,"version":)" +
           std::to_string(version) + R"(,"time":)" + std::to_string(time.ms) + R"(,"view":)" +
           json::serialize(view) + "}";
}

std::string patch_message(std::uint64_t version, core::Instant time, const json::object& patch)
{
    return R"({"type":"patch","version":)" + std::to_string(version) + R"(,"time":)" +
           std::to_string(time.ms) + R"(,"patch":)" + json::serialize(patch) + "}";
}

std::string me_message(core::Instant time, const json::object& me)
{
    return R"({"type":"me","time":)" + std::to_string(time.ms) + R"(,"me":)" + json::serialize(me) +
           "}";
}

std::string ack_message(std::string_view id, std::string_view result)
{
    return R"({"type":"ack","id":)" + json::serialize(text(id)) + R"(,"result":)" +
           std::string{result} + "}";
}

std::string refusal_message(std::string_view id, core::Refusal refusal)
{
    return json::serialize(
        json::object{{"type", "refusal"}, {"id", text(id)}, {"code", text(name_of(refusal))}});
}

std::string error_message(std::string_view code, std::string_view detail,
                          const std::optional<std::string>& id)
{
    json::object object{{"type", "error"}, {"code", text(code)}, {"detail", text(detail)}};
    if (id) object.emplace("id", *id);
    return json::serialize(object);
}

std::string pong_message(std::int64_t t, core::Instant time)
{
    return json::serialize(json::object{{"type", "pong"}, {"t", t}, {"time", time.ms}});
}

} // namespace rostrum::protocol
