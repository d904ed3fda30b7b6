// Between the halls and those who are connected: what a connection may ask of the hall thread, and
// what the hall thread tells every connection. Messages go out already encoded, once for everybody.
#pragma once

#include "core/hearing.hpp"
#include "hall/ports.hpp"
#include "protocol/audience.hpp"
#include "trust/ballot_cast.hpp"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace rostrum::hall {

/// Counts the changes of one audience's view within an epoch, from 1.
using Version = std::uint64_t;

using Message = std::shared_ptr<const std::string>; ///< One encoded server message.

/// One hearing as one audience sees it. The stream is a hearing's id, or `series`.
struct Topic {
    std::string stream;
    protocol::Audience audience{protocol::Audience::attendee};

    auto operator<=>(const Topic&) const = default;
};

struct Snapshot {
    Epoch epoch{0};
    Version version{0};
    Message view; ///< A `view` message of that version.
};

/// Done and durable; `result` is a JSON object.
struct Acknowledged {
    std::string result{"{}"};

    bool operator==(const Acknowledged&) const = default;
};

/// Not done; to be sent again later with the same id.
enum class Trouble : std::uint8_t { unknown_hearing, busy, storage_failed, stopping };

using Answer = std::variant<Acknowledged, core::Refusal, Trouble>;

/// Of a vote that came without its voter's name: the receipt, base64, once it is durable.
using CastAnswer = std::variant<std::string, core::Refusal, Trouble>;

struct Submission {
    std::string stream;
    std::string id; ///< Made by the sender; a repeat gets the first answer.
    core::Actor actor;
    core::Command command;
    std::function<void(Answer)> reply; ///< Called on the hall thread, exactly once.
};

/// One connection that is told what concerns its subject.
struct Follower {
    std::string stream;
    core::Actor subject;
    std::uint64_t connection{0};
};

/// What the halls can be asked. Call on the hall thread only; callbacks run there, some of them
/// inline.
struct Front {
    virtual ~Front() = default;
    virtual void submit(Submission submission) = 0;
    /// The whole view as it is now. Every later version follows through the publisher.
    virtual void subscribe(Topic topic,
                           std::function<void(std::expected<Snapshot, Trouble>)> done) = 0;
    /// The private `me` message of its subject; every later one follows through the publisher,
    /// until it has left.
    virtual void me(Follower follower,
                    std::function<void(std::expected<Message, Trouble>)> done) = 0;
    /// Also of who never came; else everybody who ever followed would be remembered.
    virtual void leave(const Follower& follower) = 0;
    /// Whether a connection keeps up; to be told when that changes.
    virtual void lags(const Follower& follower, bool is_slow) = 0;
    /// A vote of a secret ballot, by the ballot's public id. Whoever hands it over knows no more.
    virtual void cast(std::string public_ballot, trust::Cast cast,
                      std::function<void(CastAnswer)> done) = 0;
    /// A file of a secret ballot that is counted: `roll`, `issued`, `ballots` or `ballot`. Null
    /// when there is none.
    virtual void ballot_file(std::string stream, core::BallotId ballot, std::string name,
                             std::function<void(std::expected<Message, Trouble>)> done) = 0;
};

/// What connections are told. Called on the hall thread; returns at once.
struct Publisher {
    virtual ~Publisher() = default;
    /// A `patch` message from `version − 1` to `version`, durable before it is shown.
    virtual void publish(const Topic& topic, Epoch epoch, Version version, Message patch) = 0;
    /// A new `me` message for every connection of that subject to that stream.
    virtual void tell(const std::string& stream, const core::Actor& subject, Message me) = 0;
};

} // namespace rostrum::hall
