// The messages on the socket, as docs/protocol.md §3 and §4 list them.
#pragma once

#include "core/hearing.hpp"
#include "protocol/audience.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rostrum::protocol {

inline constexpr std::int64_t protocol_version = 1;

// What a client sends.
struct Resume {
    std::uint64_t epoch{0};
    std::uint64_t version{0};

    bool operator==(const Resume&) const = default;
};
struct Hello {
    std::string hearing; ///< A hearing's id, or `series`.
    Audience audience{Audience::attendee};
    std::string nonce; ///< The session's, as `GET /api/v1/session` tells it to a page of ours.
    std::optional<Resume> resume;
};
struct CommandMessage {
    std::string id; ///< 10 to 40 characters of [0-9A-Za-z_-].
    std::string name;
    core::Command command;
};
struct Ping {
    std::int64_t t{0};
};
using ClientMessage = std::variant<Hello, CommandMessage, Ping>;

/// Why a message was not understood or not done.
struct MessageError {
    std::string code; ///< Of the schema's `ErrorCode`.
    std::string detail;
    std::optional<std::string> id; ///< The command's, where it could be read.

    bool operator==(const MessageError&) const = default;
};

[[nodiscard]] std::expected<ClientMessage, MessageError>
parse_client_message(std::string_view text);

/// The form of a command's id; also for commands that come by HTTP.
[[nodiscard]] bool is_command_id(std::string_view text);

// What the server sends.
/// `subject`: a card number, a login, or an observer's pseudonym.
[[nodiscard]] std::string welcome_message(core::Instant time, std::string_view hearing,
                                          Audience audience, core::Role role,
                                          std::string_view subject);
[[nodiscard]] std::string view_message(std::uint64_t epoch, std::uint64_t version,
                                       core::Instant time, const boost::json::object& view);
[[nodiscard]] std::string patch_message(std::uint64_t version, core::Instant time,
                                        const boost::json::object& patch);
[[nodiscard]] std::string me_message(core::Instant time, const boost::json::object& me);
/// `result`: a JSON object as text.
[[nodiscard]] std::string ack_message(std::string_view id, std::string_view result);
[[nodiscard]] std::string refusal_message(std::string_view id, core::Refusal refusal);
[[nodiscard]] std::string error_message(std::string_view code, std::string_view detail,
                                        const std::optional<std::string>& id);
[[nodiscard]] std::string pong_message(std::int64_t t, core::Instant time);

} // namespace rostrum::protocol
