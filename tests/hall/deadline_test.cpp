// What the server does by itself when a moment has come, however the disk, the clock and the power
// behave meanwhile.
#include "core/limits.hpp"
#include "hall/limits.hpp"
#include "hall/secret_stage.hpp"

#include <cstddef>
#include <functional>
#include <utility>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using hall::Failure;

namespace {

const DrawId drawn_by_lot{"d1"};

/// Takes nothing while it is full; counts the timers that are set.
struct Disk {
    explicit Disk(Stage& stage)
    {
        auto& world = stage.world.world;
        world.now = [this, &stage, now = world.now] {
            if (full) stage.world.memory.fail_next_append(Failure::storage);
            return now();
        };
        world.after = [this, after = world.after](Span wait, std::function<void()> task) {
            ++timers;
            after(wait, std::move(task));
        };
    }
    /// Timers that are set while so long a time passes.
    std::size_t timers_in(Stage& stage, Span span)
    {
        const auto before = timers;
        stage.world.pass(span);
        return timers - before;
    }

    bool full{false};
    std::size_t timers{0};
};

void call_drawn(Stage& stage)
{
    stage.advance(Phase::inquiry);
    stage.hold_draw();
    stage.does(CallDrawn{drawn_by_lot}, moderator());
}

void collect(Stage& stage)
{
    stage.advance(Phase::inquiry);
    stage.does(OpenDraw{}, moderator());
    stage.world.pass(core::limits::draw_preview);
    stage.does(CollectNonces{drawn_by_lot}, moderator());
    stage.does(ContributeNonce{drawn_by_lot, nonce_of(1)}, attendee(1));
}

} // namespace

TEST_CASE(
    "what is due while the disk is full is tried five times a second, and done once there is room",
    "[hall][deadline]")
{
    Stage stage{6};
    Disk disk{stage};
    call_drawn(stage);
    disk.full = true;
    stage.world.pass(core::limits::draw_answer_time + seconds(3));
    const auto appends = stage.world.ledger.batches.size();
    CHECK(disk.timers_in(stage, seconds(1)) <= 10);
    CHECK(stage.world.ledger.batches.size() - appends <= 6);
    disk.full = false;
    stage.world.pass(seconds(1));
    CHECK(stage.draw().state == DrawState::absent);
}

TEST_CASE("commands that the disk did not take leave no timers behind", "[hall][deadline]")
{
    Stage stage{6};
    Disk disk{stage};
    call_drawn(stage);
    const auto as_usual = disk.timers_in(stage, seconds(5));
    disk.full = true;
    for (int i = 0; i < 50; ++i) {
        const auto failed = stage.send(MarkAbsent{card(2)}, moderator());
        stage.world.run_all();
        REQUIRE(failed.is(hall::Trouble::storage_failed));
    }
    disk.full = false;
    CHECK(disk.timers_in(stage, seconds(5)) <= as_usual + 1);
}

TEST_CASE("who was drawn has the whole time to answer after a restart", "[hall][deadline]")
{
    Stage stage{3};
    call_drawn(stage);
    const auto drawn = stage.draw().drawn.front().participant;
    stage.world.set_clock(stage.world.now() + core::limits::draw_answer_time + seconds(5));
    stage.restart();
    stage.world.pass(core::limits::draw_answer_time + Span{-1'000});
    REQUIRE(stage.draw().state == DrawState::called);
    SECTION("and is heard")
    {
        stage.does(AnswerDraw{drawn_by_lot, true}, Actor{Role::attendee, drawn.value});
        CHECK(stage.draw().state == DrawState::accepted);
    }
    SECTION("and is absent afterwards")
    {
        stage.world.pass(seconds(2));
        CHECK(stage.draw().state == DrawState::absent);
    }
}

TEST_CASE("a clock set back while numbers are collected makes the draw void, not late",
          "[hall][deadline]")
{
    Stage stage{3};
    collect(stage);
    stage.world.set_clock(stage.world.now() + Span{-3'600'000});
    stage.world.pass(hall::limits::deadline_look);
    CHECK(stage.draw().state == DrawState::voided);
    CHECK(stage.draw().void_cause == DrawVoidCause::frozen_too_late);
}

TEST_CASE("a clock set back does not hold the count of a secret ballot", "[hall][deadline]")
{
    SecretStage stage{6};
    stage.open();
    for (int number = 1; number <= 6; ++number) {
        stage.take_token(number);
        stage.votes(number, satisfied);
    }
    stage.does(CloseBallot{b1}, chair());
    stage.world.set_clock(stage.world.now() + Span{-3'600'000});
    stage.world.pass(hall::limits::deadline_look + seconds(1));
    REQUIRE(stage.ballot().state == BallotState::closed);
    CHECK(stage.ballot().phones->returned == 6);
}

TEST_CASE("a vote that came in time is counted, however long its check takes", "[hall][deadline]")
{
    SecretStage stage{6};
    stage.open();
    for (int number = 1; number <= 3; ++number) stage.take_token(number);
    stage.votes(1, satisfied);
    stage.votes(2, satisfied);
    stage.does(CloseBallot{b1}, chair());
    stage.world.pass(core::limits::ballot_grace + Span{-3'000});
    stage.world.parks_computations = true; // Others' tokens and votes are before it.
    const auto casting = stage.send(stage.vote(3, not_satisfied));
    stage.world.pass(seconds(6));
    CHECK(stage.ballot().state == BallotState::closing);
    stage.world.parks_computations = false;
    stage.world.compute_parked();
    stage.world.pass(seconds(1));
    CHECK(casting.has_receipt());
    REQUIRE(stage.ballot().state == BallotState::closed);
    CHECK(stage.ballot().phones->returned == 3);
}
