#include "core/pulse.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

constexpr int batch = static_cast<int>(limits::pulse_batch_min);

/// `card(1)` has the floor, and is answered.
Scene with_answer()
{
    auto scene = demo(Phase::inquiry, 2 * batch);
    scene.does(AskQuestion{"何时完工？", {}}, attendee(1));
    scene.does(ApproveQuestion{question(1)}, moderator());
    scene.does(CallQuestion{question(1)}, moderator());
    return scene.does(StartAnswer{}, moderator());
}

/// By the holders of the cards `from` … `to`, both included.
void give_all(Pulse& pulse, int from, int to, AnswerVerdict verdict)
{
    for (int number = from; number <= to; ++number)
        give(pulse, {question(1), verdict}, card(number));
}

} // namespace

TEST_CASE("whoever is in the hall gives the pulse of the answer, and it leaves no event",
          "[core][pulse]")
{
    const auto scene = with_answer();
    const GivePulse command{question(1), AnswerVerdict::partly};
    scene.when(command, attendee(1)).then();
    scene.when(command, attendee(2)).then();
}

TEST_CASE("the pulse is refused to the absent and to strangers, and when nobody answers",
          "[core][pulse]")
{
    auto scene = with_answer();
    const GivePulse command{question(1), AnswerVerdict::satisfied};
    scene.happened(ParticipantLeft{card(3)});
    scene.when(command, attendee(3)).then(Refusal::not_checked_in);
    scene.when(command, attendee(99)).then(Refusal::not_on_roster);
    scene.when(command, observer(1)).then(Refusal::role_may_not);
    scene.when(GivePulse{question(7), AnswerVerdict::satisfied}, attendee(2))
        .then(Refusal::unknown_question);
    scene.does(StartFollowUp{}, moderator());
    scene.when(command, attendee(2)).then(Refusal::answer_is_not_under_way);
    scene.does(StartAnswer{}, moderator());
    scene.when(command, attendee(2)).then();
    scene.does(CloseQuestion{}, moderator());
    scene.when(command, attendee(2)).then(Refusal::answer_is_not_under_way);
}

TEST_CASE("a pulse is shown from ten people on, and again when ten are new in it", "[core][pulse]")
{
    Pulse pulse;
    give_all(pulse, 1, batch - 1, AnswerVerdict::satisfied);
    give_all(pulse, 1, batch - 1, AnswerVerdict::partly);
    const Instant shown_at{1'000};
    CHECK_FALSE(until_next_showing(pulse, shown_at));
    give_all(pulse, batch, batch, AnswerVerdict::not_satisfied);
    CHECK(until_next_showing(pulse, shown_at) == Span{});
    show(pulse, shown_at);
    CHECK(pulse.shown == PulseCount{0, batch - 1, 1});

    // The same again is nothing new, and nine who think otherwise are too few.
    give_all(pulse, 1, batch - 1, AnswerVerdict::partly);
    give_all(pulse, 2, batch, AnswerVerdict::satisfied);
    CHECK_FALSE(until_next_showing(pulse, shown_at));
    CHECK(pulse.shown == PulseCount{0, batch - 1, 1});
    give_all(pulse, batch + 1, batch + 1, AnswerVerdict::satisfied);
    CHECK(until_next_showing(pulse, shown_at) == limits::pulse_interval);
    const auto later = shown_at + limits::pulse_interval;
    CHECK(until_next_showing(pulse, later) == Span{});
    CHECK(until_next_showing(pulse, later + seconds(1)) == Span{});
    show(pulse, later);
    CHECK(pulse.shown == PulseCount{batch, 1, 0});
}

TEST_CASE("a clock that is set back keeps no pulse waiting", "[core][pulse]")
{
    Pulse pulse;
    give_all(pulse, 1, batch, AnswerVerdict::satisfied);
    const Instant shown_at{10'000'000};
    show(pulse, shown_at);
    give_all(pulse, 1, batch, AnswerVerdict::partly);
    CHECK(until_next_showing(pulse, {shown_at.ms - minutes(60).ms}) == Span{});
}

TEST_CASE("the pulse of another question begins anew", "[core][pulse]")
{
    Pulse pulse;
    give_all(pulse, 1, batch, AnswerVerdict::satisfied);
    show(pulse, Instant{1'000});
    give(pulse, {question(2), AnswerVerdict::partly}, card(1));
    CHECK_FALSE(pulse.shown);
    CHECK(pulse.given.size() == 1);
}
