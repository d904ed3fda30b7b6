// Token buckets: how often somebody may do something. Pure arithmetic on integers.
#pragma once

#include "access/limits.hpp"
#include "core/time.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace rostrum::access {

/// Full at first. In any stretch of time it gives at most `burst + stretch * count / period`, to
/// all threads together.
class TokenBucket {
public:
    explicit TokenBucket(const limits::Rate& rate);

    bool take(core::Instant now);
    /// How long until `take` would succeed; zero when it would now.
    [[nodiscard]] core::Span wait(core::Instant now) const;
    /// Whether it is as good as a new one, and may therefore be forgotten.
    [[nodiscard]] bool full(core::Instant now) const;

private:
    /// In tokens times the period's milliseconds, so that nothing is rounded.
    struct Level {
        std::int64_t amount;
        core::Instant at;
    };

    static std::uint64_t packed(Level level);
    [[nodiscard]] std::int64_t capacity() const { return rate_.burst * rate_.period.ms; }
    [[nodiscard]] Level level_at(core::Instant now) const { return level_at(state_.load(), now); }
    [[nodiscard]] Level level_at(std::uint64_t state, core::Instant now) const;

    limits::Rate rate_;
    std::atomic<std::uint64_t> state_; ///< A `Level` in one word: so no lock is needed.
};

/// One bucket per key. A key not heard of has a full one, so full ones are forgotten when room is
/// needed; when there is none, the keys that found no place share one bucket.
class KeyedBuckets {
public:
    explicit KeyedBuckets(const limits::Rate& rate, std::size_t keys_max = limits::rate_keys_max);

    bool take(std::string_view key, core::Instant now);
    [[nodiscard]] core::Span wait(std::string_view key, core::Instant now) const;
    /// The key's own bucket, to be taken from on any thread. While somebody holds it, it is not
    /// forgotten: a key never has two.
    [[nodiscard]] std::shared_ptr<TokenBucket> share(std::string_view key, core::Instant now);
    [[nodiscard]] std::size_t size() const { return buckets_.size(); }

private:
    void sweep(core::Instant now);

    limits::Rate rate_;
    std::size_t keys_max_;
    // Ordered, because keys are chosen by strangers: no choice of keys makes this slow.
    std::map<std::string, std::shared_ptr<TokenBucket>, std::less<>> buckets_;
    std::shared_ptr<TokenBucket> shared_;
    core::Instant swept_at_{};
};

/// What is limited, and by which key. A vote takes from `attendee_message` and from `vote`.
enum class Limited : std::uint8_t {
    attendee_message,  ///< By card handle; for observers and screens by session.
    vote,              ///< By card handle.
    question,          ///< By card handle.
    staff_message,     ///< By session.
    observer_question, ///< By session.
    join_failure,  ///< By address, of cards and links: ask `wait` before, `take` after a failure.
    link_followed, ///< By address: ask `wait` before, `take` when somebody has come in.
    login_failure, ///< By login and address: as of `join_failure`.
    login_failure_from, ///< By address, of staff who are in by session: likewise.
    code_try,           ///< By card number: before every check of a typed code.
    code_check,         ///< Of the whole server: likewise, with the empty key.
    totp_failure,       ///< By login: ask `wait` before, `take` after a failure.
    accept,             ///< Of the whole server: the empty key. Likewise the next.
    accept_secure,
};

class RateLimits {
public:
    RateLimits();

    /// False when the limit is reached; then nothing is taken.
    bool take(Limited what, std::string_view key, core::Instant now);
    [[nodiscard]] core::Span wait(Limited what, std::string_view key, core::Instant now) const;
    [[nodiscard]] std::shared_ptr<TokenBucket> share(Limited what, std::string_view key,
                                                     core::Instant now);

private:
    std::array<KeyedBuckets, 14> buckets_; // In the order of Limited.
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
