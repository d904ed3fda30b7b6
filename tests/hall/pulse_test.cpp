// The pulse in the live hall: who sees it, when, and that nothing keeps it.
#include "core/limits.hpp"
#include "hall/limits.hpp"
#include "hall/stage.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using protocol::Audience;

namespace {

constexpr int batch = static_cast<int>(core::limits::pulse_batch_min);

void begin_answer(Stage& stage)
{
    stage.advance(Phase::inquiry);
    stage.does(AskQuestion{"何时完工？", {}}, attendee(1));
    stage.does(ApproveQuestion{question(1)}, moderator());
    stage.does(CallQuestion{question(1)}, moderator());
    stage.does(StartAnswer{}, moderator());
    for (const auto audience : {Audience::attendee, Audience::screen, Audience::desk})
        stage.follow(audience);
}

void give_all(Stage& stage, int first, int last, AnswerVerdict verdict)
{
    for (int number = first; number <= last; ++number)
        stage.does(GivePulse{question(1), verdict}, attendee(number));
}

/// As text; empty where there is none.
std::string pulse(Stage& stage, Audience audience)
{
    stage.world.pass(hall::limits::publish_interval);
    const auto view = view_of(stage.snapshot(audience).view);
    const auto& floor = view.at("floor").as_object();
    const auto* turn = floor.if_contains("turn");
    const auto* shown = turn == nullptr ? nullptr : turn->as_object().if_contains("pulse");
    return shown == nullptr ? std::string{} : boost::json::serialize(*shown);
}

} // namespace

TEST_CASE("the desk sees the pulse of ten people and more, in steps of five seconds at least",
          "[hall][pulse]")
{
    Stage stage{3 * batch};
    begin_answer(stage);
    const auto events = stage.events();
    give_all(stage, 1, batch - 1, AnswerVerdict::partly);
    stage.world.pass(seconds(60));
    CHECK(pulse(stage, Audience::desk).empty());
    give_all(stage, batch, batch, AnswerVerdict::satisfied);
    CHECK(pulse(stage, Audience::desk) == R"({"satisfied":1,"partly":9,"not_satisfied":0})");

    give_all(stage, batch + 1, 2 * batch, AnswerVerdict::not_satisfied);
    CHECK(pulse(stage, Audience::desk) == R"({"satisfied":1,"partly":9,"not_satisfied":0})");
    stage.world.pass(core::limits::pulse_interval);
    CHECK(pulse(stage, Audience::desk) == R"({"satisfied":1,"partly":9,"not_satisfied":10})");
    CHECK(stage.events() == events);
}

TEST_CASE("the hall's screen shows the pulse only if the rules say so, and phones never",
          "[hall][pulse]")
{
    const bool on_screen = GENERATE(false, true);
    auto rules = default_rules();
    if (on_screen) rules.pulse_on_screen = true;
    Stage stage{batch, rules};
    begin_answer(stage);
    give_all(stage, 1, batch, AnswerVerdict::satisfied);
    CHECK_FALSE(pulse(stage, Audience::desk).empty());
    CHECK(pulse(stage, Audience::screen).empty() != on_screen);
    CHECK(pulse(stage, Audience::attendee).empty());
}

TEST_CASE("the pulse ends with its turn, and a restart forgets it", "[hall][pulse]")
{
    Stage stage{batch};
    begin_answer(stage);
    give_all(stage, 1, batch, AnswerVerdict::satisfied);
    stage.does(StartFollowUp{}, moderator());
    CHECK_FALSE(pulse(stage, Audience::desk).empty());
    if (GENERATE(false, true)) {
        stage.restart();
        CHECK(pulse(stage, Audience::desk).empty());
    }
    else {
        stage.does(CloseQuestion{}, moderator());
        CHECK(pulse(stage, Audience::desk).empty());
    }
}
