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

} // namespace

std::int64_t TokenBucket::capacity(const limits::Rate& rate)
{
    return rate.burst * rate.period.ms;
}

std::int64_t TokenBucket::level_at(const limits::Rate& rate, core::Instant now) const
{
    // A clock set back gives nothing, and counting goes on from there.
    const std::int64_t elapsed_ms = std::max<std::int64_t>((now - at_).ms, 0);
    const std::int64_t missing = capacity(rate) - level_;
    // Divided, because a bucket untouched for years must not overflow the product.
    if (elapsed_ms > missing / rate.count) return capacity(rate);
    return level_ + elapsed_ms * rate.count;
}

bool TokenBucket::take(const limits::Rate& rate, core::Instant now)
{
    level_ = level_at(rate, now);
    at_ = now;
    if (level_ < rate.period.ms) return false;
    level_ -= rate.period.ms;
    return true;
}

core::Span TokenBucket::wait(const limits::Rate& rate, core::Instant now) const
{
    const std::int64_t missing = rate.period.ms - level_at(rate, now);
    if (missing <= 0) return {};
    return {(missing + rate.count - 1) / rate.count};
}

bool TokenBucket::full(const limits::Rate& rate, core::Instant now) const
{
    return level_at(rate, now) == capacity(rate);
}

KeyedBuckets::KeyedBuckets(const limits::Rate& rate, std::size_t keys_max)
    : rate_{rate}, keys_max_{keys_max}, shared_{rate}
{
}

bool KeyedBuckets::take(std::string_view key, core::Instant now)
{
    return bucket_of(key, now).take(rate_, now);
}

core::Span KeyedBuckets::wait(std::string_view key, core::Instant now) const
{
    const auto found = buckets_.find(bounded(key));
    if (found != buckets_.end()) return found->second.wait(rate_, now);
    return buckets_.size() < keys_max_ ? core::Span{} : shared_.wait(rate_, now);
}

TokenBucket& KeyedBuckets::bucket_of(std::string_view key, core::Instant now)
{
    const std::string name = bounded(key);
    if (const auto found = buckets_.find(name); found != buckets_.end()) return found->second;
    if (buckets_.size() >= keys_max_) sweep(now);
    if (buckets_.size() >= keys_max_) return shared_;
    return buckets_.emplace(name, TokenBucket{rate_}).first->second;
}

void KeyedBuckets::sweep(core::Instant now)
{
    // Not for every newcomer: a flood of keys would make each of them pay for a search.
    if (now >= swept_at_ && now - swept_at_ < limits::rate_sweep_interval) return;
    swept_at_ = now;
    std::erase_if(buckets_, [&](const auto& each) { return each.second.full(rate_, now); });
}

RateLimits::RateLimits()
    : buckets_{KeyedBuckets{limits::attendee_message},  KeyedBuckets{limits::vote},
               KeyedBuckets{limits::question},          KeyedBuckets{limits::staff_message},
               KeyedBuckets{limits::observer_question}, KeyedBuckets{limits::join_failure},
               KeyedBuckets{limits::login_failure},     KeyedBuckets{limits::code_try},
               KeyedBuckets{limits::code_check, 1},     KeyedBuckets{limits::totp_failure},
               KeyedBuckets{limits::accept, 1}}
{
}

bool RateLimits::take(Limited what, std::string_view key, core::Instant now)
{
    return buckets_.at(static_cast<std::size_t>(what)).take(key, now);
}

core::Span RateLimits::wait(Limited what, std::string_view key, core::Instant now) const
{
    return buckets_.at(static_cast<std::size_t>(what)).wait(key, now);
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
