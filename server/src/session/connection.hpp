// One client's conversation, without any I/O: frames and time in, actions out.
#pragma once

#include "access/rate_limit.hpp"
#include "core/hearing.hpp"
#include "core/role.hpp"
#include "core/time.hpp"
#include "protocol/audience.hpp"
#include "protocol/message.hpp"
#include "session/close_code.hpp"
#include "session/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rostrum::session {

/// Who is at the other end, as the cookie says.
struct Identity {
    core::Role role{core::Role::observer};
    std::string subject; ///< Card number, login, or an observer's pseudonym.
    std::string session; ///< Names the login session: one may end all its connections.
    std::string nonce;   ///< What a page of this session says in its hello.

    [[nodiscard]] core::Actor actor() const { return {role, subject}; }
};

/// Comes in by login and password.
[[nodiscard]] bool is_staff(core::Role role);
/// Staff who run hearings: all but the respondents, who are the ones questioned.
[[nodiscard]] bool has_desk(core::Role role);

/// One and the same for all connections of a card, or of the session of whoever has none, on
/// whatever thread they are. From the one table of the server, on the thread it belongs to.
[[nodiscard]] std::shared_ptr<access::Allowance>
allowance_of(const Identity& identity, access::RateLimits& rates, core::Instant now);

// What the owner of the socket must do.
struct Send {
    std::string text;
};
/// Follow a stream's audience from now on, instead of any before. `resume` says what the client
/// has.
struct Follow {
    std::string stream;
    protocol::Audience audience{protocol::Audience::attendee};
    std::optional<protocol::Resume> resume;
};
struct Submit {
    std::string stream;
    std::string id;
    core::Command command;
};
struct Close {
    CloseCode code{CloseCode::not_the_protocol};
    std::string reason;
};
using Action = std::variant<Send, Follow, Submit, Close>;
using Actions = std::vector<Action>;

class Connection {
public:
    Connection(Identity identity, std::shared_ptr<access::Allowance> allowance, core::Instant now);

    [[nodiscard]] Actions on_text(std::string_view text, core::Instant now);
    /// Call now and then; a second late is soon enough.
    [[nodiscard]] Actions on_tick(core::Instant now) const;
    /// What was heard before says no longer how long ago that is: the peer counts as heard now.
    void on_clock_set(core::Instant now);
    /// A submitted command has been answered, in whatever way.
    void on_answered();

    /// The login session has another id and nonce from now on; it is the same person.
    void rename(const Identity& fresh);

    [[nodiscard]] const Identity& identity() const { return identity_; }
    [[nodiscard]] core::Instant heard() const { return heard_; }
    [[nodiscard]] std::size_t message_bytes_max() const;

private:
    [[nodiscard]] Actions on_hello(const protocol::Hello& hello, core::Instant now);
    [[nodiscard]] Actions on_command(protocol::CommandMessage& message, core::Instant now);
    [[nodiscard]] Actions too_fast(core::Instant now, const std::optional<std::string>& id);
    [[nodiscard]] bool within_rates(const core::Command& command, core::Instant now) const;
    [[nodiscard]] bool may_follow(const protocol::Hello& hello) const;

    Identity identity_;
    std::shared_ptr<access::Allowance> allowance_;
    std::string stream_; ///< Empty before the first hello.
    protocol::Audience audience_{protocol::Audience::attendee};
    core::Instant began_;
    core::Instant heard_;
    std::vector<core::Instant> strikes_; ///< Within the window, at most `strikes_max`.
    std::size_t unanswered_{0};
};

} // namespace rostrum::session
