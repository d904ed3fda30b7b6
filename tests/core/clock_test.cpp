#include "core/clock.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

constexpr Instant noon{1'000'000};
constexpr ClockRule eight_minutes{
    .limit = minutes(8), .sign_before = minutes(1), .bell_before = seconds(10)};

ClockSignal signal_after(const ClockRule& rule, Span elapsed)
{
    return signal(start_clock(rule, noon), noon + elapsed);
}

const Clock& phase_clock(const Scene& scene)
{
    REQUIRE(scene.hearing().agenda.clock.has_value());
    return *scene.hearing().agenda.clock;
}

} // namespace

TEST_CASE("a clock gives first a sign, then a bell, then counts overtime")
{
    CHECK(signal_after(eight_minutes, {}) == ClockSignal::none);
    CHECK(signal_after(eight_minutes, minutes(7) - Span{1}) == ClockSignal::none);
    CHECK(signal_after(eight_minutes, minutes(7)) == ClockSignal::sign);
    CHECK(signal_after(eight_minutes, seconds(470) - Span{1}) == ClockSignal::sign);
    CHECK(signal_after(eight_minutes, seconds(470)) == ClockSignal::bell);
    CHECK(signal_after(eight_minutes, minutes(8)) == ClockSignal::bell);
    CHECK(signal_after(eight_minutes, minutes(8) + Span{1}) == ClockSignal::overtime);
}

TEST_CASE("a bell without a lead rings at the last instant")
{
    const ClockRule rule{.limit = minutes(2), .sign_before = seconds(30), .bell_before = {}};
    CHECK(signal_after(rule, minutes(2) - Span{1}) == ClockSignal::sign);
    CHECK(signal_after(rule, minutes(2)) == ClockSignal::bell);
    CHECK(signal_after(rule, minutes(2) + Span{1}) == ClockSignal::overtime);
}

TEST_CASE("a clock without a limit only counts up and never signals")
{
    const Clock clock = start_clock({}, noon);
    CHECK(signal(clock, noon) == ClockSignal::none);
    CHECK(signal(clock, noon + minutes(600)) == ClockSignal::none);
    CHECK(used(clock, noon + minutes(600)) == minutes(600));
}

TEST_CASE("a paused clock stands still and goes on where it stopped")
{
    Clock clock = paused(start_clock(eight_minutes, noon), noon + minutes(3));
    CHECK(left(clock, noon + minutes(99)) == minutes(5));
    clock = resumed(clock, noon + minutes(99));
    CHECK(left(clock, noon + minutes(100)) == minutes(4));
}

TEST_CASE("a server clock that was set back takes nothing away from what was used")
{
    Clock clock = paused(start_clock(eight_minutes, noon), noon + minutes(3));
    clock = resumed(clock, noon + minutes(3));
    CHECK(used(clock, noon) == minutes(3));
}

TEST_CASE("an extension in overtime brings the time back")
{
    const Clock clock = extended(start_clock(eight_minutes, noon), minutes(5));
    CHECK(left(clock, noon + minutes(10)) == minutes(3));
    CHECK(signal(clock, noon + minutes(10)) == ClockSignal::none);
}

TEST_CASE("the phase clock is paused once and resumed once")
{
    auto scene = demo(Phase::report);
    scene.when(ResumeClock{ClockKind::phase}, moderator()).then(Refusal::clock_is_running);
    scene.when(PauseClock{ClockKind::phase}, moderator()).then(ClockPaused{ClockKind::phase});

    scene.later(minutes(4)).does(PauseClock{ClockKind::phase}, moderator());
    scene.when(PauseClock{ClockKind::phase}, chair()).then(Refusal::clock_is_paused);
    scene.later(minutes(9));
    CHECK(left(phase_clock(scene), scene.now()) == minutes(11));

    scene.does(ResumeClock{ClockKind::phase}, chair()).later(minutes(1));
    CHECK(left(phase_clock(scene), scene.now()) == minutes(10));
}

TEST_CASE("a clock that is not there can be neither paused nor resumed nor extended")
{
    const auto scene = demo(Phase::check_in);
    const auto kind = GENERATE(ClockKind::phase, ClockKind::speech);
    scene.when(PauseClock{kind}, moderator()).then(Refusal::clock_is_not_there);
    scene.when(ResumeClock{kind}, moderator()).then(Refusal::clock_is_not_there);
    scene.when(ExtendClock{kind, minutes(1)}, moderator()).then(Refusal::clock_is_not_there);
}

TEST_CASE("a clock is extended or shortened within its limits")
{
    auto scene = demo(Phase::report); // 15 minutes
    const auto extend = [&](Span by) {
        return scene.when(ExtendClock{ClockKind::phase, by}, moderator());
    };
    extend(minutes(5)).then(ClockExtended{ClockKind::phase, minutes(5)});
    extend(limits::clock_extension_max)
        .then(ClockExtended{ClockKind::phase, limits::clock_extension_max});
    extend(Span{} - minutes(14)).then(ClockExtended{ClockKind::phase, Span{} - minutes(14)});

    extend({}).then(Refusal::number_is_out_of_range);
    extend(limits::clock_extension_max + Span{1}).then(Refusal::number_is_out_of_range);
    extend(Span{} - limits::clock_extension_max - Span{1}).then(Refusal::number_is_out_of_range);

    scene.does(ExtendClock{ClockKind::phase, minutes(5)}, moderator());
    CHECK(left(phase_clock(scene), scene.now()) == minutes(20));
}

TEST_CASE("no extension takes all the time away, for zero would mean no limit")
{
    const auto scene = demo(Phase::report);
    scene.when(ExtendClock{ClockKind::phase, Span{} - minutes(15)}, moderator())
        .then(Refusal::number_is_out_of_range);
    scene.when(ExtendClock{ClockKind::phase, Span{} - minutes(16)}, moderator())
        .then(Refusal::number_is_out_of_range);
}

TEST_CASE("repeated extensions end at the longest limit")
{
    auto scene = demo(Phase::report);
    for (int hour = 0; hour < 9; ++hour)
        scene.does(ExtendClock{ClockKind::phase, minutes(60)}, moderator());
    scene.when(ExtendClock{ClockKind::phase, minutes(60)}, moderator())
        .then(Refusal::number_is_out_of_range);
}

TEST_CASE("a clock without a limit has nothing to extend")
{
    auto rules = default_rules();
    rules.report_clock = {};
    demo(Phase::report, 3, rules)
        .when(ExtendClock{ClockKind::phase, minutes(5)}, moderator())
        .then(Refusal::clock_is_not_there);
}

TEST_CASE("the speaking clock is the one of the turn on the floor")
{
    auto scene = demo(Phase::inquiry);
    scene.does(RaiseHand{}, attendee(1)).does(CallQuestion{question(1)}, moderator());
    scene.does(PauseClock{ClockKind::speech}, moderator());
    REQUIRE(scene.hearing().floor.turn.has_value());
    CHECK_FALSE(scene.hearing().floor.turn->clock.running_since.has_value());
    CHECK(phase_clock(scene).running_since.has_value());
}

TEST_CASE("what was meant for the clock of one turn is not done to the next")
{
    auto scene = demo(Phase::inquiry);
    for (const int number : {1, 2}) scene.does(RaiseHand{}, attendee(number));
    scene.does(CallQuestion{question(1)}, moderator());
    const auto speech = ClockKind::speech;
    scene.does(PauseClock{speech, question(1)}, moderator());
    scene.does(ResumeClock{speech, question(1)}, moderator());
    scene.does(ExtendClock{speech, minutes(1), question(1)}, moderator());
    scene.does(CloseQuestion{}, chair()).does(CallQuestion{question(2)}, chair());

    scene.when(PauseClock{speech, question(1)}, moderator()).then(Refusal::changed_meanwhile);
    scene.when(ExtendClock{speech, minutes(1), question(1)}, moderator())
        .then(Refusal::changed_meanwhile);
    scene.does(PauseClock{speech}, moderator());
    scene.when(ResumeClock{speech, question(1)}, moderator()).then(Refusal::changed_meanwhile);
    scene.when(ResumeClock{speech}, moderator()).then(ClockResumed{speech});
}
