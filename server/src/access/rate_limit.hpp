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
    using Rates = limits::Rate;

    explicit TokenBucket(const limits::Rate& rate);

    bool take(core::Instant now);
    /// What was taken and turned out not to count. A full one stays full.
    void give_back(core::Instant now);
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

/// How often somebody may do what. A vote takes from `messages` and from `votes`.
struct Allowance {
    struct Rates {
        limits::Rate messages; ///< Over sockets and HTTP together.
        limits::Rate votes;
        limits::Rate questions;
    };

    explicit Allowance(const Rates& rates)
        : messages{rates.messages}, votes{rates.votes}, questions{rates.questions}
    {
    }
    [[nodiscard]] bool full(core::Instant now) const
    {
        return messages.full(now) && votes.full(now) && questions.full(now);
    }

    TokenBucket messages;
    TokenBucket votes;
    TokenBucket questions;
};

/// One `Bucket` per key, a `TokenBucket` or several of them. A key not heard of has a full one, so
/// full ones are forgotten when room is needed; when there is none, the keys that found no place
/// share one.
template <typename Bucket>
class Keyed {
public:
    using Rates = typename Bucket::Rates;

    explicit Keyed(const Rates& rates, std::size_t keys_max = limits::rate_keys_max);

    /// The key's own, to be taken from on any thread. While somebody holds it, it is not forgotten:
    /// a key never has two.
    [[nodiscard]] std::shared_ptr<Bucket> share(std::string_view key, core::Instant now);
    /// What the key has now, valid until the next `share`; null for a full one.
    [[nodiscard]] const Bucket* find(std::string_view key) const;
    [[nodiscard]] std::size_t size() const { return buckets_.size(); }

private:
    void sweep(core::Instant now);

    Rates rates_;
    std::size_t keys_max_;
    // Ordered, because keys are chosen by strangers: no choice of keys makes this slow.
    std::map<std::string, std::shared_ptr<Bucket>, std::less<>> buckets_;
    std::shared_ptr<Bucket> shared_;
    core::Instant swept_at_{};
};

class KeyedBuckets : public Keyed<TokenBucket> {
public:
    using Keyed::Keyed;

    bool take(std::string_view key, core::Instant now);
    void give_back(std::string_view key, core::Instant now);
    [[nodiscard]] core::Span wait(std::string_view key, core::Instant now) const;
};

/// Who has an allowance, and by which key.
enum class Speaker : std::uint8_t {
    attendee, ///< By card handle. Screens as well, by session.
    observer, ///< By session.
    staff,    ///< By session.
};

/// What is limited besides, and by which key.
enum class Limited : std::uint8_t {
    join_failure,        ///< By address: `take` for a card or link that there is not.
    card_joined,         ///< By card: ask `wait` before, `take` when somebody has come in with it.
    link_followed,       ///< By address: likewise, or has been refused with a link that there is.
    login_failure,       ///< By login and address: `take` before, `give_back` when it was right.
    login_failure_from,  ///< By address, of staff who are in by session: likewise.
    code_try,            ///< By card number: before every check of a typed code.
    code_check,          ///< Of the whole server: likewise, with the empty key.
    invented_code_check, ///< Instead of it, when no card has that number.
    totp_failure,        ///< By login: ask `wait` before, `take` after a failure.
    accept,              ///< Of the whole server: the empty key. Likewise the next.
    accept_secure,
};

class RateLimits {
public:
    RateLimits();

    /// False when the limit is reached; then nothing is taken.
    bool take(Limited what, std::string_view key, core::Instant now);
    void give_back(Limited what, std::string_view key, core::Instant now);
    [[nodiscard]] core::Span wait(Limited what, std::string_view key, core::Instant now) const;
    /// One and the same for all who ask with that key, to be held.
    [[nodiscard]] std::shared_ptr<Allowance> allowance(Speaker who, std::string_view key,
                                                       core::Instant now);

private:
    std::array<Keyed<Allowance>, 3> allowances_; // In the order of Speaker.
    std::array<KeyedBuckets, 11> buckets_;       // In the order of Limited.
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
