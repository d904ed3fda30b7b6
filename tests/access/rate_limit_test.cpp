#include "access/rate_limit.hpp"

#include "access/access_fixture.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace rostrum::access;
using rostrum::core::Instant;
using rostrum::core::seconds;
using rostrum::core::Span;

namespace {

int take_many(KeyedBuckets& buckets, std::string_view key, int tries, Instant now)
{
    int taken = 0;
    for (int i = 0; i < tries; ++i) taken += buckets.take(key, now) ? 1 : 0;
    return taken;
}

/// Whether no stretch between two takings gave more than burst plus what came back in it.
bool is_within(const limits::Rate& rate, const std::vector<std::int64_t>& taken_at)
{
    for (std::size_t first = 0; first < taken_at.size(); ++first) {
        for (std::size_t last = first; last < taken_at.size(); ++last) {
            const auto given = static_cast<std::int64_t>(last - first) + 1;
            const std::int64_t stretch = taken_at[last] - taken_at[first];
            if (given * rate.period.ms > rate.burst * rate.period.ms + stretch * rate.count)
                return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("no stretch of time ever gives more than its rate and one burst", "[access][rate_limit]")
{
    const bool held = rc::check("rate * time + burst is never exceeded", [] {
        const limits::Rate rate{*rc::gen::inRange<std::int64_t>(1, 50),
                                Span{*rc::gen::inRange<std::int64_t>(1, 20'000)},
                                *rc::gen::inRange<std::int64_t>(1, 30)};
        const auto pauses = *rc::gen::container<std::vector<std::int64_t>>(
            rc::gen::weightedOneOf<std::int64_t>({{5, rc::gen::just<std::int64_t>(0)},
                                                  {3, rc::gen::inRange<std::int64_t>(0, 100)},
                                                  {1, rc::gen::inRange<std::int64_t>(0, 60'000)}}));
        KeyedBuckets buckets{rate};
        std::vector<std::int64_t> taken_at;
        Instant now = start;
        for (const std::int64_t pause : pauses) {
            now = now + Span{pause};
            const bool promised = buckets.wait("key", now) == Span{};
            const bool taken = buckets.take("key", now);
            RC_ASSERT(taken == promised);
            if (taken) taken_at.push_back(now.ms);
        }
        RC_ASSERT(is_within(rate, taken_at));
    });
    CHECK(held);
}

TEST_CASE("whoever waits as long as told is served then, and not a millisecond sooner",
          "[access][rate_limit]")
{
    const auto rate = GENERATE(
        limits::attendee_message, limits::vote, limits::question, limits::staff_message,
        limits::observer_question, limits::join_failure, limits::card_joined, limits::link_followed,
        limits::login_failure, limits::invented_code_check, limits::accept, limits::accept_secure);
    KeyedBuckets buckets{rate};
    CHECK(take_many(buckets, "key", 10'000, start) == rate.burst);
    const Span wait = buckets.wait("key", start);
    REQUIRE(wait > Span{});
    CHECK_FALSE(buckets.take("key", start + wait + Span{-1}));
    CHECK(buckets.take("key", start + wait));
    CHECK_FALSE(buckets.take("key", start + wait));
}

TEST_CASE("what is given back can be taken again, and a full bucket stays full",
          "[access][rate_limit]")
{
    KeyedBuckets buckets{limits::login_failure};
    const auto burst = static_cast<int>(limits::login_failure.burst);
    CHECK(take_many(buckets, "key", burst + 1, start) == burst);
    buckets.give_back("key", start);
    CHECK(take_many(buckets, "key", 2, start) == 1);
    for (int i = 0; i < burst + 5; ++i) buckets.give_back("key", start);
    CHECK(take_many(buckets, "key", burst + 1, start) == burst);
}

TEST_CASE("over a minute a flooder gets exactly the burst and the rate", "[access][rate_limit]")
{
    KeyedBuckets buckets{
        limits::staff_message}; // A third of a token in every 11 ms: nothing is lost.
    int taken = 0;
    for (std::int64_t ms = 0; ms <= 60'000; ++ms) taken += buckets.take("key", start + Span{ms});
    CHECK(taken == 60 + 30 * 60);
}

TEST_CASE("each key has a bucket of its own, so one flooder leaves the hall alone",
          "[access][rate_limit]")
{
    RateLimits limits;
    const auto says = [&](const std::string& who) {
        return limits.allowance(Speaker::attendee, who, start)->messages.take(start);
    };
    for (int i = 0; i < 1'000; ++i) says("flooder");
    CHECK_FALSE(says("flooder"));
    for (int i = 0; i < 300; ++i) REQUIRE(says(std::to_string(i)));
}

TEST_CASE("each kind of limit counts for itself", "[access][rate_limit]")
{
    RateLimits limits;
    const auto allowance = limits.allowance(Speaker::attendee, "A-1", start);
    for (int i = 0; i < 3; ++i) REQUIRE(allowance->votes.take(start));
    CHECK_FALSE(allowance->votes.take(start));
    CHECK(allowance->questions.take(start));
    CHECK(allowance->messages.take(start));
    CHECK(allowance->votes.take(start + seconds(1)));

    for (int i = 0; i < 30; ++i) REQUIRE(limits.take(Limited::join_failure, "192.0.2.1", start));
    CHECK_FALSE(limits.take(Limited::join_failure, "192.0.2.1", start));
    CHECK(limits.take(Limited::link_followed, "192.0.2.1", start));
}

TEST_CASE("staff say more than the hall, and observers ask less", "[access][rate_limit]")
{
    struct Row {
        Speaker who;
        int messages;
        int questions;
    };
    for (const auto& row : {Row{Speaker::attendee, 20, 3}, Row{Speaker::observer, 20, 1},
                            Row{Speaker::staff, 60, 3}}) {
        CAPTURE(static_cast<int>(row.who));
        RateLimits limits;
        const auto allowance = limits.allowance(row.who, "somebody", start);
        const auto many = [](TokenBucket& bucket) {
            int taken = 0;
            while (bucket.take(start)) ++taken;
            return taken;
        };
        CHECK(many(allowance->messages) == row.messages);
        CHECK(many(allowance->questions) == row.questions);
        CHECK(many(allowance->votes) == 3);
    }
}

TEST_CASE("an allowance that anything was taken from is not forgotten", "[access][rate_limit]")
{
    Keyed<Allowance> table{{limits::attendee_message, limits::vote, limits::question}, 3};
    REQUIRE(table.share("said", start)->messages.take(start));
    REQUIRE(table.share("voted", start)->votes.take(start));
    REQUIRE(table.share("asked", start)->questions.take(start));
    const auto room_for_another = [&](Span passed) {
        (void)table.share("another", start + passed);
        return table.find("another") != table.find("one who has no place either");
    };
    CHECK_FALSE(room_for_another(Span{199})); // Of all, the message comes back first.
    CHECK(room_for_another(Span{199} + limits::rate_sweep_interval));
    CHECK(table.find("said") == nullptr);
    CHECK(table.find("asked") != nullptr);
}

TEST_CASE("joins behind one address are limited by failures only", "[access][rate_limit]")
{
    RateLimits limits;
    for (int i = 0; i < 300; ++i) // A whole hall that joins without a failure takes nothing.
        REQUIRE(limits.wait(Limited::join_failure, "192.0.2.1", start) == Span{});
    for (int i = 0; i < 30; ++i) REQUIRE(limits.take(Limited::join_failure, "192.0.2.1", start));
    CHECK(limits.wait(Limited::join_failure, "192.0.2.1", start) == seconds(2));
    CHECK(limits.wait(Limited::join_failure, "192.0.2.2", start) == Span{});
}

TEST_CASE("a hall behind one address follows a link at once, and never fills the room for all",
          "[access][rate_limit]")
{
    RateLimits rates;
    const auto follow = [&](Instant at) {
        return rates.take(Limited::link_followed, "192.0.2.1", at);
    };
    std::size_t sessions = 0;
    for (int phone = 0; phone < 300; ++phone) REQUIRE(follow(start));
    sessions += 300;
    for (Span passed{}; passed < limits::observer_lifetime; passed = passed + seconds(1))
        while (follow(start + passed)) ++sessions;
    CHECK(sessions < limits::observer_sessions_max);
}

TEST_CASE("memory is bounded: full buckets are forgotten, and that changes nothing",
          "[access][rate_limit]")
{
    KeyedBuckets buckets{limits::vote, 100};
    for (int i = 0; i < 100; ++i) buckets.take("early " + std::to_string(i), start);
    CHECK(take_many(buckets, "busy", 10, start) == 3); // No room, so from the shared bucket.
    const Instant later = start + seconds(1);
    CHECK(take_many(buckets, "late", 10, later) == 3);
    CHECK(buckets.size() == 1);
}

TEST_CASE("keys that find no room share one bucket and never get more than its rate",
          "[access][rate_limit]")
{
    KeyedBuckets buckets{limits::vote, 100};
    for (int i = 0; i < 100; ++i) buckets.take("early " + std::to_string(i), start);
    int taken = 0;
    for (int i = 0; i < 1'000; ++i) taken += buckets.take("flood " + std::to_string(i), start);
    CHECK(taken == limits::vote.burst);
    CHECK(buckets.size() == 100);
    CHECK(buckets.wait("another", start) > Span{});
}

TEST_CASE("a key of any length takes bounded room, and two long keys stay apart",
          "[access][rate_limit]")
{
    KeyedBuckets buckets{limits::observer_question};
    const std::string longest(1'000'000, 'x');
    CHECK(take_many(buckets, longest, 5, start) == 1);
    CHECK(take_many(buckets, longest + "y", 5, start) == 1);
}

TEST_CASE("a clock set back gives nothing and takes nothing for long", "[access][rate_limit]")
{
    KeyedBuckets buckets{limits::vote};
    CHECK(take_many(buckets, "key", 5, start) == 3);
    const Instant earlier = start + seconds(-3'600);
    CHECK_FALSE(buckets.take("key", earlier));
    CHECK(buckets.take("key", earlier + seconds(1)));
}

TEST_CASE("threads that take from one bucket at once get its burst together, and not one more",
          "[access][rate_limit]")
{
    constexpr int threads = 4;
    KeyedBuckets buckets{limits::staff_message};
    const auto bucket = buckets.share("key", start);
    std::atomic<int> ready{0};
    std::atomic<int> taken{0};
    {
        std::vector<std::jthread> takers;
        for (int number = 0; number < threads; ++number) {
            takers.emplace_back([&, number] {
                // Their clocks differ by a millisecond, as when one is interrupted.
                const Instant now = start + Span{number % 2};
                ++ready;
                while (ready < threads) std::this_thread::yield();
                for (int i = 0; i < 10'000; ++i) taken += bucket->take(now) ? 1 : 0;
            });
        }
    }
    CHECK(taken == limits::staff_message.burst); // A millisecond is no whole token.
}

TEST_CASE("a bucket that somebody holds is not forgotten, however full the table is",
          "[access][rate_limit]")
{
    KeyedBuckets buckets{limits::vote, 2};
    const auto held = buckets.share("held", start);
    CHECK(buckets.take("other", start));
    const Instant later = start + seconds(10); // Both are full again, and one makes room.
    CHECK(buckets.take("late", later));
    for (int i = 0; i < 3; ++i) CHECK(held->take(later));
    CHECK_FALSE(buckets.take("held", later));
}

TEST_CASE("an address has 64 unauthenticated sockets, or half as many as there are cards",
          "[access][rate_limit]")
{
    const auto room = [](std::size_t cards) {
        UnauthenticatedSockets sockets{cards};
        std::size_t entered = 0;
        while (sockets.enter("192.0.2.1")) ++entered;
        CHECK(sockets.enter("192.0.2.2"));
        sockets.leave("192.0.2.1");
        CHECK(sockets.enter("192.0.2.1"));
        CHECK_FALSE(sockets.enter("192.0.2.1"));
        return entered;
    };
    CHECK(room(0) == 64);
    CHECK(room(129) == 64);
    CHECK(room(130) == 65);
    CHECK(room(2'000) == 1'000);
}
