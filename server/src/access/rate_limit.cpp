#include "access/rate_limit.hpp"

#include "access/tokens.hpp"

#include <algorithm>
#include <cassert>

namespace rostrum::access {
namespace {

/// The key as it is kept: bounded, whatever somebody sends as a login.
std::string bounded(std::string_view key)
{
    return key.size() > limits::rate_key_bytes_max ? hash_secret(key) : std::string{key};
}

/// What a bucket may hold, and beside it in one word the time, for some hundred years from 1970.
constexpr unsigned amount_bits = 22;
constexpr std::int64_t amount_max = (std::int64_t{1} << amount_bits) - 1;

/// Between the clock as two threads read it and the order in which they take. More: it was set.
constexpr core::Span clock_skew = core::seconds(1);

} // namespace

TokenBucket::TokenBucket(const limits::Rate& rate) : rate_{rate}, state_{packed({capacity(), {}})}
{
    assert(capacity() <= amount_max);
}

std::uint64_t TokenBucket::packed(Level level)
{
    const auto at_ms = static_cast<std::uint64_t>(std::max<std::int64_t>(level.at.ms, 0));
    return at_ms << amount_bits | static_cast<std::uint64_t>(level.amount);
}

TokenBucket::Level TokenBucket::level_at(std::uint64_t state, core::Instant now) const
{
    const Level then{static_cast<std::int64_t>(state & amount_max),
                     {static_cast<std::int64_t>(state >> amount_bits)}};
    const auto elapsed = now - then.at;
    // A thread that read the clock a moment before another gives nothing a second time. A clock set
    // back gives nothing, and counting goes on from there.
    if (elapsed < core::Span{}) return {then.amount, -elapsed.ms > clock_skew.ms ? now : then.at};
    const std::int64_t missing = capacity() - then.amount;
    // Divided, because a bucket untouched for years must not overflow the product.
    if (elapsed.ms > missing / rate_.count) return {capacity(), now};
    return {then.amount + elapsed.ms * rate_.count, now};
}

bool TokenBucket::take(core::Instant now)
{
    auto state = state_.load();
    while (true) {
        auto level = level_at(state, now);
        const bool taken = level.amount >= rate_.period.ms;
        if (taken) level.amount -= rate_.period.ms;
        if (state_.compare_exchange_weak(state, packed(level))) return taken;
    }
}

void TokenBucket::give_back(core::Instant now)
{
    auto state = state_.load();
    while (true) {
        auto level = level_at(state, now);
        level.amount = std::min(level.amount + rate_.period.ms, capacity());
        if (state_.compare_exchange_weak(state, packed(level))) return;
    }
}

core::Span TokenBucket::wait(core::Instant now) const
{
    const std::int64_t missing = rate_.period.ms - level_at(now).amount;
    if (missing <= 0) return {};
    return {(missing + rate_.count - 1) / rate_.count};
}

bool TokenBucket::full(core::Instant now) const
{
    return level_at(now).amount == capacity();
}

template <typename Bucket>
Keyed<Bucket>::Keyed(const Rates& rates, std::size_t keys_max)
    : rates_{rates}, keys_max_{keys_max}, shared_{std::make_shared<Bucket>(rates)}
{
}

template <typename Bucket>
std::shared_ptr<Bucket> Keyed<Bucket>::share(std::string_view key, core::Instant now)
{
    const std::string name = bounded(key);
    if (const auto found = buckets_.find(name); found != buckets_.end()) return found->second;
    if (buckets_.size() >= keys_max_) sweep(now);
    if (buckets_.size() >= keys_max_) return shared_;
    return buckets_.emplace(name, std::make_shared<Bucket>(rates_)).first->second;
}

template <typename Bucket>
const Bucket* Keyed<Bucket>::find(std::string_view key) const
{
    const auto found = buckets_.find(bounded(key));
    if (found != buckets_.end()) return found->second.get();
    return buckets_.size() < keys_max_ ? nullptr : shared_.get();
}

template <typename Bucket>
void Keyed<Bucket>::sweep(core::Instant now)
{
    // Not for every newcomer: a flood of keys would make each of them pay for a search.
    if (now >= swept_at_ && now - swept_at_ < limits::rate_sweep_interval) return;
    swept_at_ = now;
    // Whom nobody else holds nobody else can begin to hold: they are handed out here alone.
    std::erase_if(buckets_, [&](const auto& each) {
        return each.second.use_count() == 1 && each.second->full(now);
    });
}

template class Keyed<TokenBucket>;
template class Keyed<Allowance>;

bool KeyedBuckets::take(std::string_view key, core::Instant now)
{
    return share(key, now)->take(now);
}

void KeyedBuckets::give_back(std::string_view key, core::Instant now)
{
    share(key, now)->give_back(now);
}

core::Span KeyedBuckets::wait(std::string_view key, core::Instant now) const
{
    const auto* bucket = find(key);
    return bucket != nullptr ? bucket->wait(now) : core::Span{};
}

RateLimits::RateLimits()
    : allowances_{
          Keyed<Allowance>{{limits::attendee_message, limits::vote, limits::question}},
          Keyed<Allowance>{{limits::attendee_message, limits::vote, limits::observer_question}},
          Keyed<Allowance>{{limits::staff_message, limits::vote, limits::question}}},
      buckets_{
          KeyedBuckets{limits::join_failure},       KeyedBuckets{limits::card_joined},
          KeyedBuckets{limits::link_followed},      KeyedBuckets{limits::login_failure},
          KeyedBuckets{limits::login_failure_from}, KeyedBuckets{limits::code_try},
          KeyedBuckets{limits::code_check, 1},      KeyedBuckets{limits::invented_code_check, 1},
          KeyedBuckets{limits::totp_failure},       KeyedBuckets{limits::accept, 1},
          KeyedBuckets{limits::accept_secure, 1}}
{
}

bool RateLimits::take(Limited what, std::string_view key, core::Instant now)
{
    return buckets_.at(static_cast<std::size_t>(what)).take(key, now);
}

void RateLimits::give_back(Limited what, std::string_view key, core::Instant now)
{
    buckets_.at(static_cast<std::size_t>(what)).give_back(key, now);
}

core::Span RateLimits::wait(Limited what, std::string_view key, core::Instant now) const
{
    return buckets_.at(static_cast<std::size_t>(what)).wait(key, now);
}

std::shared_ptr<Allowance> RateLimits::allowance(Speaker who, std::string_view key,
                                                 core::Instant now)
{
    return allowances_.at(static_cast<std::size_t>(who)).share(key, now);
}

void UnauthenticatedSockets::set_cards(std::size_t cards)
{
    per_address_max_ = std::max(limits::unauthenticated_sockets_min, cards / 2);
}

bool UnauthenticatedSockets::enter(std::string_view address)
{
    const auto found = counts_.find(address);
    if (found == counts_.end()) {
        counts_.emplace(address, 1);
        return true;
    }
    if (found->second >= per_address_max_) return false;
    ++found->second;
    return true;
}

void UnauthenticatedSockets::leave(std::string_view address)
{
    const auto found = counts_.find(address);
    assert(found != counts_.end()); // Left twice, or never entered.
    if (--found->second == 0) counts_.erase(found);
}

} // namespace rostrum::access
