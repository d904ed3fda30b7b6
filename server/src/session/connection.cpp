#include "session/connection.hpp"

#include "access/tokens.hpp"

#include <cassert>
#include <utility>

namespace rostrum::session {
namespace {

Actions close(CloseCode code, std::string reason)
{
    return {Close{code, std::move(reason)}};
}

access::Speaker speaker(core::Role role)
{
    if (is_staff(role)) return access::Speaker::staff;
    return role == core::Role::observer ? access::Speaker::observer : access::Speaker::attendee;
}

} // namespace

bool is_staff(core::Role role)
{
    return has_desk(role) || role == core::Role::respondent;
}

bool has_desk(core::Role role)
{
    switch (role) {
    case core::Role::moderator:
    case core::Role::chair:
    case core::Role::teller:
    case core::Role::secretariat: return true;
    case core::Role::respondent:
    case core::Role::attendee:
    case core::Role::screen:
    case core::Role::observer:
    case core::Role::system: return false;
    }
    return false;
}

std::shared_ptr<access::Allowance> allowance_of(const Identity& identity, access::RateLimits& rates,
                                                core::Instant now)
{
    // By card, so that a reconnect gives nothing; who has none shares a name with others.
    const auto& whose = identity.role == core::Role::attendee ? identity.subject : identity.session;
    return rates.allowance(speaker(identity.role), whose, now);
}

Connection::Connection(Identity identity, std::shared_ptr<access::Allowance> allowance,
                       core::Instant now)
    : identity_(std::move(identity)), allowance_(std::move(allowance)), began_(now), heard_(now)
{
}

std::size_t Connection::message_bytes_max() const
{
    return is_staff(identity_.role) ? limits::staff_message_bytes_max
                                    : limits::attendee_message_bytes_max;
}

Actions Connection::on_text(std::string_view text, core::Instant now)
{
    heard_ = now;
    auto message = protocol::parse_client_message(text);
    if (!allowance_->messages.take(now)) {
        const auto* command = message ? std::get_if<protocol::CommandMessage>(&*message) : nullptr;
        return too_fast(now, command != nullptr ? std::optional(command->id) : std::nullopt);
    }
    if (!message) {
        auto& error = message.error();
        return {Send{protocol::error_message(error.code, error.detail, error.id)}};
    }
    if (const auto* ping = std::get_if<protocol::Ping>(&*message)) {
        return {Send{protocol::pong_message(ping->t, now)}};
    }
    if (const auto* hello = std::get_if<protocol::Hello>(&*message)) return on_hello(*hello, now);
    return on_command(std::get<protocol::CommandMessage>(*message), now);
}

Actions Connection::on_hello(const protocol::Hello& hello, core::Instant now)
{
    if (!access::same_secret(hello.nonce, identity_.nonce)) {
        return {Send{protocol::error_message("wrong_nonce", "ask for the session again", {})}};
    }
    if (!may_follow(hello)) {
        return {Send{protocol::error_message("audience_may_not",
                                             "this session may not follow that audience", {})}};
    }
    stream_ = hello.hearing;
    audience_ = hello.audience;
    return {
        Send{protocol::welcome_message(now, stream_, audience_, identity_.role, identity_.subject)},
        Follow{stream_, audience_, hello.resume}};
}

bool Connection::may_follow(const protocol::Hello& hello) const
{
    switch (hello.audience) {
    case protocol::Audience::attendee:
        return identity_.role != core::Role::screen && identity_.role != core::Role::system;
    case protocol::Audience::screen:
        return identity_.role == core::Role::screen || is_staff(identity_.role);
    case protocol::Audience::desk: return has_desk(identity_.role);
    case protocol::Audience::secretariat: return identity_.role == core::Role::secretariat;
    }
    return false;
}

Actions Connection::on_command(protocol::CommandMessage& message, core::Instant now)
{
    if (stream_.empty()) {
        return {Send{protocol::error_message("hello_expected", "say hello first", message.id)}};
    }
    if (unanswered_ >= limits::unanswered_max) {
        return {Send{protocol::error_message("busy", "too many unanswered commands", message.id)}};
    }
    // An eager thumb is told to wait; only a flood of messages is a strike.
    if (!within_rates(message.command, now)) {
        return {Send{protocol::error_message("too_fast", "slow down", message.id)}};
    }
    ++unanswered_;
    return {Submit{stream_, std::move(message.id), std::move(message.command)}};
}

bool Connection::within_rates(const core::Command& command, core::Instant now) const
{
    if (std::holds_alternative<core::CastBallot>(command) ||
        std::holds_alternative<core::GivePulse>(command))
        return allowance_->votes.take(now);
    if (std::holds_alternative<core::AskQuestion>(command)) return allowance_->questions.take(now);
    // What attendees, and nobody else, may say again and again, each time for the record.
    const bool is_of_an_answer = std::holds_alternative<core::JudgeAnswer>(command) ||
                                 std::holds_alternative<core::ConfirmPassage>(command);
    if (is_of_an_answer && identity_.role == core::Role::attendee)
        return allowance_->questions.take(now);
    return true;
}

Actions Connection::too_fast(core::Instant now, const std::optional<std::string>& id)
{
    std::erase_if(strikes_,
                  [now](core::Instant strike) { return now - strike > limits::strike_window; });
    strikes_.push_back(now);
    if (strikes_.size() >= limits::strikes_max) return close(CloseCode::too_fast, "too fast");
    return {Send{protocol::error_message("too_fast", "slow down", id)}};
}

void Connection::on_clock_set(core::Instant now)
{
    began_ = now;
    heard_ = now;
    strikes_.clear();
}

void Connection::on_answered()
{
    assert(unanswered_ > 0);
    --unanswered_;
}

void Connection::rename(const Identity& fresh)
{
    assert(fresh.role == identity_.role && fresh.subject == identity_.subject);
    identity_ = fresh;
}

Actions Connection::on_tick(core::Instant now) const
{
    if (stream_.empty() && now - began_ > limits::hello_deadline) {
        return close(CloseCode::silent, "no hello");
    }
    if (now - heard_ > limits::silence_max) return close(CloseCode::silent, "silent");
    return {};
}

} // namespace rostrum::session
