// Token buckets: how often somebody may do something. Pure arithmetic on integers.
#pragma once

#include "access/limits.hpp"
#include "core/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace rostrum::access {

/// Full at first. In any stretch of time it gives at most `burst + stretch * count / period`.
class TokenBucket {
public:
    explicit TokenBucket(const limits::Rate& rate) : level_{capacity(rate)} {}

    bool take(const limits::Rate& rate, core::Instant now);
    /// How long until `take` would succeed; zero when it would now.
    [[nodiscard]] core::Span wait(const limits::Rate& rate, core::Instant now) const;
    /// Whether it is as good as a new one, and may therefore be forgotten.
    [[nodiscard]] bool full(const limits::Rate& rate, core::Instant now) const;

private:
    static std::int64_t capacity(const limits::Rate& rate);
    [[nodiscard]] std::int64_t level_at(const limits::Rate& rate, core::Instant now) const;

    std::int64_t level_; // In tokens times the period's milliseconds, so that nothing is rounded.
    core::Instant at_{};
};

/// One bucket per key. A key not heard of has a full one, so full ones are forgotten when room is
/// needed; when there is none, the keys that found no place share one bucket.
class KeyedBuckets {
public:
    explicit KeyedBuckets(const limits::Rate& rate, std::size_t keys_max = limits::rate_keys_max);

    bool take(std::string_view key, core::Instant now);
    [[nodiscard]] core::Span wait(std::string_view key, core::Instant now) const;
    [[nodiscard]] std::size_t size() const { return buckets_.size(); }

private:
    TokenBucket& bucket_of(std::string_view key, core::Instant now);
    void sweep(core::Instant now);

    limits::Rate rate_;
    std::size_t keys_max_;
    // Ordered, because keys are chosen by strangers: no choice of keys makes this slow.
    std::map<std::string, TokenBucket, std::less<>> buckets_;
    TokenBucket shared_;
    core::Instant swept_at_{};
};

/// What is limited, and by which key. A vote takes from `attendee_message` and from `vote`.
enum class Limited : std::uint8_t {
    attendee_message,  ///< By session; for attendees, observers and screens.
    vote,              ///< By card handle.
    question,          ///< By card handle.
    staff_message,     ///< By session.
    observer_question, ///< By session.
    join_failure,  ///< By address, of cards and links: ask `wait` before, `take` after a failure.
    login_failure, ///< By login and address: likewise.
    code_try,      ///< By card number: before every check of a typed code.
    code_check,    ///< Of the whole server: likewise, with the empty key.
    totp_failure,  ///< By login: ask `wait` before, `take` after a failure.
    accept,        ///< Of the whole server: the empty key.
};

class RateLimits {
public:
    RateLimits();

    /// False when the limit is reached; then nothing is taken.
    bool take(Limited what, std::string_view key, core::Instant now);
    [[nodiscard]] core::Span wait(Limited what, std::string_view key, core::Instant now) const;

private:
    std::array<KeyedBuckets, 11> buckets_; // In the order of Limited.
};

/// Counts the sockets of each address that have not yet said who they are. Bounded by the sockets
/// themselves: every one counted must `leave`, when it has spoken or when it closes.
class UnauthenticatedSockets {
public:
    /// `cards`: how many are issued; half of a hall may reconnect at once behind one address.
    explicit UnauthenticatedSockets(std::size_t cards) { set_cards(cards); }

    void set_cards(std::size_t cards);
    /// False, and nothing is counted, when the address has all it may have.
    bool enter(std::string_view address);
    void leave(std::string_view address);

private:
    std::size_t per_address_max_{0};
    std::map<std::string, std::size_t, std::less<>> counts_;
};

} // namespace rostrum::access
