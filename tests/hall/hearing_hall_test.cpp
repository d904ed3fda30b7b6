#include "hall/hearing_hall.hpp"

#include "core/limits.hpp"
#include "hall/limits.hpp"
#include "hall/stage.hpp"

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using hall::Failure;
using hall::Trouble;
using protocol::Audience;

TEST_CASE("nothing is answered, told or shown before it is durable", "[hall][durable]")
{
    Stage stage{3};
    stage.advance(Phase::check_in);
    stage.does(MarkAbsent{card(1)}, moderator());
    stage.follow(Audience::attendee);
    stage.world.pass(seconds(1));
    stage.halls->me({"h01", attendee(1), 1}, [](const auto& me) { REQUIRE(me); });
    const auto published = stage.world.publisher.published.size();
    stage.world.publisher.told.clear();

    const auto arrival = stage.send(CheckIn{}, attendee(1));
    CHECK_FALSE(arrival.answered());
    CHECK(stage.world.publisher.told.empty());
    CHECK(stage.world.publisher.published.size() == published);
    CHECK_FALSE(is_present(stage.hearing().roster, card(1)));

    CHECK(stage.world.run_one()); // The ledger says that it is durable.
    CHECK(arrival.done());
    CHECK(is_present(stage.hearing().roster, card(1)));
    CHECK(stage.world.publisher.told.size() == 1);
    stage.world.pass(hall::limits::publish_interval);
    CHECK(stage.world.publisher.published.size() == published + 1);
}

TEST_CASE("a refusal that rests on what is not durable yet waits for it", "[hall][durable]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    const auto first = stage.send(RaiseHand{}, attendee(1));
    const auto second = stage.send(RaiseHand{}, attendee(1));
    CHECK_FALSE(second.answered());
    stage.world.run_all();
    CHECK(first.done());
    CHECK(second.is(Refusal::hand_is_raised));
}

TEST_CASE("a refusal that rests on what then failed is no refusal but a failure", "[hall][durable]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    stage.world.memory.fail_next_append(Failure::storage);
    const auto first = stage.send(RaiseHand{}, attendee(1));
    const auto second = stage.send(RaiseHand{}, attendee(1));
    stage.world.run_all();
    CHECK(first.is(Trouble::storage_failed));
    CHECK(second.is(Trouble::storage_failed));
}

TEST_CASE("what changes nothing is answered at once when nothing is under way", "[hall][durable]")
{
    Stage stage{2};
    stage.advance(Phase::check_in);
    stage.world.ledger.batches.clear();
    CHECK(stage.send(CheckIn{}, attendee(1)).done());
    CHECK(stage.send(CheckIn{}, attendee(3)).is(Refusal::not_on_roster));
    CHECK(stage.world.ledger.batches.empty());
}

TEST_CASE("what arrives during an append goes into the next one", "[hall][durable]")
{
    Stage stage{6};
    stage.advance(Phase::inquiry);
    stage.world.ledger.batches.clear();
    std::vector<Pending> hands;
    for (int number = 1; number <= 6; ++number)
        hands.push_back(stage.send(RaiseHand{}, attendee(number)));
    REQUIRE(stage.world.ledger.batches.size() == 1);
    CHECK(stage.world.ledger.batches[0].lines.size() == 1);
    CHECK(stage.world.run_one());
    CHECK(hands.front().done());
    CHECK_FALSE(hands.back().answered());
    REQUIRE(stage.world.ledger.batches.size() == 2);
    CHECK(stage.world.ledger.batches[1].lines.size() == 5);
    stage.world.run_all();
    for (const auto& hand : hands) CHECK(hand.done());
    CHECK(stage.world.ledger.batches.size() == 2);
}

TEST_CASE("a failed append refuses all that wait, and the next command works", "[hall][durable]")
{
    Stage stage{4};
    stage.advance(Phase::inquiry);
    const auto before = stage.hearing();
    const auto events = stage.events();
    stage.world.memory.fail_next_append(Failure::storage);
    const auto in_flight = stage.send(RaiseHand{}, attendee(1), "the-hand-of-1");
    const auto gathered = stage.send(AskQuestion{"为什么？", {}}, attendee(2));
    stage.world.run_all();
    CHECK(in_flight.is(Trouble::storage_failed));
    CHECK(gathered.is(Trouble::storage_failed));
    CHECK(stage.hearing() == before);
    CHECK(stage.events() == events);

    const auto other = stage.send(RaiseHand{}, attendee(3));
    const auto again = stage.send(RaiseHand{}, attendee(1), "the-hand-of-1");
    stage.world.run_all();
    CHECK(other.result() == R"({"question":"q1"})");
    CHECK(again.result() == R"({"question":"q2"})");
    CHECK(stage.events() == events + 2);
}

TEST_CASE("what is sent in answer to a failure is decided by durable state", "[hall][durable]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    stage.world.memory.fail_next_append(Failure::storage);
    std::optional<Pending> retry;
    stage.halls->submit({"h01", "hand-000001", attendee(1), RaiseHand{}, [&](const auto& answer) {
                             CHECK(answer == hall::Answer{Trouble::storage_failed});
                             retry = stage.send(RaiseHand{}, attendee(1), "hand-000001");
                         }});
    stage.world.run_all();
    REQUIRE(retry);
    CHECK(retry->result() == R"({"question":"q1"})");
    CHECK(stage.hearing().floor.questions.size() == 1);
}

TEST_CASE("a refused command changes nothing", "[hall]")
{
    Stage stage{3};
    stage.advance(Phase::check_in);
    stage.follow(Audience::desk);
    stage.world.pass(seconds(1));
    const auto before = stage.hearing();
    const auto events = stage.events();
    const auto published = stage.world.publisher.published.size();
    const auto refused = stage.send(OpenBallot{{"b1"}, BallotMode::confidential}, chair());
    stage.world.pass(seconds(1));
    CHECK(refused.is(Refusal::phase_may_not));
    CHECK(stage.hearing() == before);
    CHECK(stage.events() == events);
    CHECK(stage.world.publisher.published.size() == published);
}

TEST_CASE("a repeated command gets the first answer", "[hall][repeat]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    const auto first = stage.send(RaiseHand{}, attendee(1), "hand-000001");
    const auto meanwhile = stage.send(RaiseHand{}, attendee(1), "hand-000001");
    CHECK_FALSE(meanwhile.answered());
    stage.world.run_all();
    const auto events = stage.events();
    const auto later = stage.send(RaiseHand{}, attendee(1), "hand-000001");
    CHECK(first.result() == R"({"question":"q1"})");
    CHECK(meanwhile.answer() == first.answer());
    CHECK(later.answer() == first.answer());
    CHECK(stage.events() == events);

    const auto refused = stage.send(RaiseHand{}, attendee(1), "hand-000002");
    CHECK(refused.is(Refusal::hand_is_raised));
    stage.does(WithdrawQuestion{question(1)}, attendee(1));
    CHECK(stage.send(RaiseHand{}, attendee(1), "hand-000002").is(Refusal::hand_is_raised));
}

TEST_CASE("the same id of another sender is another command", "[hall][repeat]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    const auto one = stage.send(RaiseHand{}, attendee(1), "hand-000001");
    const auto other = stage.send(RaiseHand{}, attendee(2), "hand-000001");
    stage.world.run_all();
    CHECK(one.result() == R"({"question":"q1"})");
    CHECK(other.result() == R"({"question":"q2"})");
}

TEST_CASE("a repeated command gets the first answer also after a restart", "[hall][repeat]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    const auto ask = [&] {
        return stage.send(AskQuestion{"为什么？", {}}, attendee(2), "question-01");
    };
    const auto draw = [&] { return stage.send(OpenDraw{}, moderator(), "draw-000001"); };
    const auto asked = ask();
    const auto drawn = draw();
    stage.world.run_all();
    CHECK(asked.result() == R"({"question":"q1"})");
    CHECK(drawn.result() == R"({"draw":"d1"})");

    stage.restart();
    const auto events = stage.events();
    CHECK(ask().answer() == asked.answer());
    CHECK(draw().answer() == drawn.answer());
    CHECK(stage.events() == events);
}

TEST_CASE("a repeat of paper handed out gets its success also after a restart", "[hall][repeat]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    const auto hand_out = [&] {
        return stage.send(HandOutPaper{{"b1"}, card(1)}, teller(1), "paper-00001");
    };
    const auto first = hand_out();
    stage.world.run_all();
    CHECK(first.done());
    stage.restart();
    CHECK(hand_out().answer() == first.answer());
}

TEST_CASE("beyond the inbox's limit a command is told that the hall is busy", "[hall]")
{
    Stage stage{1};
    stage.advance(Phase::check_in);
    std::vector<Pending> waiting;
    for (std::size_t count = 0; count < hall::limits::inbox_max; ++count)
        waiting.push_back(stage.send(MarkAbsent{card(1)}, moderator()));
    const auto busy = stage.send(CheckIn{}, attendee(1), "check-in-busy");
    CHECK(busy.is(Trouble::busy));
    stage.world.run_all();
    for (const auto& one : waiting) REQUIRE(one.done());
    const auto again = stage.send(CheckIn{}, attendee(1), "check-in-busy");
    stage.world.run_all();
    CHECK(again.done());
}

TEST_CASE("a hearing whose lease is lost takes no more commands", "[hall][lease]")
{
    Stage stage{2};
    stage.advance(Phase::check_in);
    std::optional<hall::Grant> taken;
    SECTION("found out by a fenced append")
    {
        stage.world.memory.fail_next_append(Failure::fenced);
        const auto fenced = stage.send(MarkAbsent{card(1)}, moderator());
        stage.world.run_all();
        CHECK(fenced.is(Trouble::storage_failed));
    }
    SECTION("found out when it is renewed")
    {
        // The whole process slept longer than its lease.
        stage.world.set_clock(stage.world.now() + minutes(1));
        stage.world.memory.acquire("h01", "another", 60'000, [&](const auto& grant) {
            REQUIRE(grant);
            taken = *grant;
        });
        stage.world.pass(hall::limits::lease_renewal);
        CHECK(taken);
    }
    CHECK(stage.halls->hearing({"h01"}) == nullptr);
    const auto later = stage.send(CheckIn{}, attendee(1));
    CHECK(later.is(Trouble::unknown_hearing));
    CHECK_FALSE(stage.world.warnings.empty());
    stage.halls->me({"h01", attendee(1), 1}, [](const auto& me) { CHECK_FALSE(me); });
    stage.halls->subscribe({"h01", Audience::attendee},
                           [](const auto& view) { CHECK_FALSE(view); });
}

TEST_CASE("what was on its way when the lease was lost is answered once", "[hall][lease]")
{
    Stage stage{2};
    stage.advance(Phase::check_in);
    stage.world.memory.acquire("h01", "this-process", 60'000, [](const auto&) {}); // A twin.
    const auto first = stage.send(MarkAbsent{card(1)}, moderator());
    const auto second = stage.send(MarkAbsent{card(2)}, moderator());
    stage.world.run_all();
    CHECK(first.is(Trouble::storage_failed));
    CHECK(second.is(Trouble::storage_failed));
}

TEST_CASE("the drawn person's deadline is kept by the timer", "[hall][deadline]")
{
    Stage stage{4};
    stage.advance(Phase::inquiry);
    stage.hold_draw();
    stage.does(CallDrawn{{"d1"}}, moderator());
    stage.world.pass(core::limits::draw_answer_time - core::Span{1});
    CHECK(stage.hearing().draws.draws[0].state == DrawState::called);
    SECTION("in time") {}
    SECTION("also when the disk fails just then")
    {
        stage.world.memory.fail_next_append(Failure::storage);
    }
    stage.world.pass(seconds(1));
    CHECK(stage.hearing().draws.draws[0].state == DrawState::absent);
}

TEST_CASE("a clock that is set right again is noticed within seconds", "[hall][deadline]")
{
    Stage stage{4};
    stage.advance(Phase::inquiry);
    stage.hold_draw();
    stage.does(CallDrawn{{"d1"}}, moderator());
    stage.world.set_clock(stage.world.now() + minutes(-60));
    stage.world.pass(core::limits::draw_answer_time);
    CHECK(stage.hearing().draws.draws[0].state == DrawState::called);
    stage.world.set_clock(stage.world.now() + minutes(60));
    stage.world.pass(hall::limits::deadline_look);
    CHECK(stage.hearing().draws.draws[0].state == DrawState::absent);
}

TEST_CASE("a deadline that is met makes no further noise", "[hall][deadline]")
{
    Stage stage{4};
    stage.advance(Phase::inquiry);
    stage.hold_draw();
    stage.does(CallDrawn{{"d1"}}, moderator());
    stage.does(AnswerDrawFor{{"d1"}, true}, moderator());
    const auto events = stage.events();
    stage.world.pass(minutes(5));
    CHECK(stage.hearing().draws.draws[0].state == DrawState::accepted);
    CHECK(stage.events() == events);
}

TEST_CASE("a report duty becomes overdue by the timer", "[hall][deadline]")
{
    auto rules = default_rules();
    rules.report_due = days(1); // The lease is renewed all the time until then.
    Stage stage{6, rules};
    stage.open_ballot({"b1"});
    for (int number = 1; number <= 6; ++number) {
        const auto key = stage.claim(number, {"b1"});
        stage.does(CastBallot{{"b1"}, key, not_satisfied, 1}, attendee(number));
    }
    stage.does(CloseBallot{{"b1"}}, chair());
    stage.advance(Phase::result);
    stage.does(SignTally{{"b1"}}, teller(1));
    stage.does(SignTally{{"b1"}}, teller(2));
    stage.does(PublishResult{{"b1"}}, chair());
    REQUIRE_FALSE(stage.hearing().duties.reports.empty());
    const auto due = stage.hearing().duties.reports.begin()->second.due;
    const bool restarts = GENERATE(false, true);
    if (restarts) stage.restart();
    stage.world.pass(due - stage.world.now() - core::Span{1});
    CHECK_FALSE(stage.hearing().duties.reports.begin()->second.overdue);
    stage.world.pass(seconds(1));
    CHECK(stage.hearing().duties.reports.begin()->second.overdue);
}
