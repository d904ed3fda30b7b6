#include "hall/showing.hpp"

#include "hall/limits.hpp"
#include "hall/stage.hpp"
#include "support/random_steps.hpp"

#include <rapidcheck.h>

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using protocol::Audience;

namespace {

constexpr std::array hall_audiences{Audience::attendee, Audience::screen, Audience::desk};

std::size_t patches(const Stage& stage, Audience audience)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(stage.world.publisher.published,
                              [&](const auto& one) { return one.topic.audience == audience; }));
}

using Views = std::map<Audience, boost::json::object>;

HearingRules random_rules()
{
    auto rules = default_rules();
    rules.observers_may_ask = true;
    rules.support_orders = *rc::gen::arbitrary<bool>();
    rules.ballot.breakdown_by_category = *rc::gen::arbitrary<bool>();
    return rules;
}

/// Sends a command for each step, mostly before the one before is answered; some appends fail.
void send_all(Stage& stage, const Steps& all)
{
    std::map<std::string, std::string> keys;
    for (const auto& bytes : all) {
        auto [command, actor] = random_command(stage.hearing(), bytes, 0);
        // The halls know better, and correct what is not so at the next start.
        if (std::holds_alternative<NoteEarlierTurns>(command) ||
            std::holds_alternative<ReplanHearing>(command))
            continue;
        if (auto* cast = std::get_if<CastBallot>(&command)) cast->key = keys[actor.id];
        if (bytes[0] % 16 == 15) {
            stage.world.memory.fail_next_append(
                hall::Failure::storage, bytes[1] % 2 == 0 ? ledger::MemoryLedger::BoxPart::written
                                                          : ledger::MemoryLedger::BoxPart::lost);
        }
        const auto pending = stage.send(command, actor);
        if (bytes[2] % 2 == 0) stage.world.pass(Span{bytes[3]});
        const auto* claim = std::get_if<ClaimBallot>(&command);
        if (claim != nullptr && pending.answered() && pending.done())
            keys[actor.id] = key_in(pending.result());
    }
    stage.world.pass(seconds(1));
}

/// As somebody who comes now is given them.
Views views_of(Stage& stage)
{
    Views views;
    for (const auto audience : hall_audiences)
        views[audience] = view_of(stage.snapshot(audience).view);
    return views;
}

} // namespace

TEST_CASE("every view equals the fold of its patches, and a restart changes no view",
          "[hall][view]")
{
    CHECK(rc::check([] {
        Stage stage{people_max, random_rules()};
        stage.advance(
            *rc::gen::element(Phase::draft, Phase::check_in, Phase::inquiry, Phase::ballot));
        for (const auto audience : hall_audiences) stage.follow(audience);
        stage.follow(Audience::secretariat, "series");
        send_all(stage, *steps());
        for (const auto& [topic, client] : stage.world.publisher.followed) {
            const auto now = stage.snapshot(topic.audience, topic.stream);
            RC_ASSERT(client.epoch == now.epoch);
            RC_ASSERT(client.version == now.version);
            RC_ASSERT(client.view == view_of(now.view));
        }
        const auto before = views_of(stage);
        const auto hearing = stage.hearing();
        stage.restart();
        RC_ASSERT(stage.hearing() == hearing);
        RC_ASSERT(views_of(stage) == before);
    }));
}

TEST_CASE("a burst becomes one patch, and views are published at most every 50 ms", "[hall][view]")
{
    Stage stage{20};
    stage.advance(Phase::inquiry);
    stage.follow(Audience::attendee);
    stage.follow(Audience::desk);
    stage.world.pass(seconds(1));
    stage.world.publisher.published.clear();
    for (int number = 1; number <= 20; ++number) {
        stage.does(RaiseHand{}, attendee(number));
        stage.does(WithdrawQuestion{question(number)}, attendee(number));
    }
    stage.world.pass(seconds(1));
    CHECK(patches(stage, Audience::desk) == 1);
    CHECK(patches(stage, Audience::attendee) == 0); // What changed and changed back is no patch.

    stage.world.publisher.published.clear();
    for (int step = 0; step < 100; ++step) {
        if (step % 2 == 0)
            stage.does(MarkAbsent{card(1)}, moderator());
        else
            stage.does(MarkPresent{card(1)}, moderator());
        stage.world.pass(Span{10});
    }
    stage.world.pass(seconds(1));
    std::optional<Instant> last;
    for (const auto& one : stage.world.publisher.published) {
        if (one.topic.audience != Audience::desk) continue;
        if (last) CHECK(one.at - *last >= hall::limits::publish_interval);
        last = one.at;
    }
    CHECK(patches(stage, Audience::desk) <= 21);
    CHECK(patches(stage, Audience::desk) >= 10);
}

TEST_CASE("views that take long are published so seldom that they leave the hall its time",
          "[hall][view]")
{
    const auto [takes, rests] =
        GENERATE(std::pair{Span{4}, hall::limits::publish_interval}, std::pair{Span{40}, Span{400}},
                 std::pair{seconds(3), hall::limits::publish_rest_max});
    FakeWorld world;
    std::int64_t number = 0;
    const auto make = [&](Audience, const protocol::Touched&) {
        world.set_clock(world.now() + takes);
        return boost::json::object{{"number", ++number}};
    };
    hall::Showing showing(world.world, "h01", hall::limits::publish_interval,
                          {[] { return protocol::all_lines(); }, make});
    showing.begin(1);
    world.publisher.follow({"h01", Audience::attendee}, showing.snapshot(Audience::attendee));
    for (int change = 0; change < 5; ++change) {
        const auto published = world.publisher.published.size();
        const auto begun = world.now();
        showing.changed();
        while (world.publisher.published.size() == published) world.pass(Span{1});
        // What is published carries the time at which its making was over.
        if (change > 0) CHECK(world.now() - begun >= rests - takes);
        CHECK(world.now() - begun <= rests + takes + Span{1});
    }
}

TEST_CASE("the first change after a quiet time is shown at once", "[hall][view]")
{
    Stage stage{2};
    stage.advance(Phase::check_in);
    stage.follow(Audience::attendee);
    stage.world.pass(seconds(1));
    const auto before = stage.world.publisher.published.size();
    stage.does(MarkAbsent{card(1)}, moderator());
    stage.world.pass(Span{0});
    CHECK(stage.world.publisher.published.size() == before + 1);
}

TEST_CASE("a server's clock that was set back does not silence the views", "[hall][view]")
{
    Stage stage{2};
    stage.advance(Phase::check_in);
    stage.follow(Audience::attendee);
    stage.world.pass(seconds(1));
    const auto before = stage.world.publisher.published.size();
    stage.world.set_clock(stage.world.now() + days(-1));
    stage.does(MarkAbsent{card(1)}, moderator());
    stage.world.pass(hall::limits::publish_interval);
    CHECK(stage.world.publisher.published.size() == before + 1);
}

TEST_CASE("a view carries the time at which it is given, also when nothing changes", "[hall][view]")
{
    Stage stage{2};
    const auto first = stage.snapshot(Audience::attendee);
    CHECK(stage.snapshot(Audience::attendee).view == first.view); // Encoded once for a crowd.
    stage.world.pass(minutes(10));
    const auto later = stage.snapshot(Audience::attendee);
    CHECK(later.version == first.version);
    CHECK(boost::json::parse(*later.view).at("time") == stage.world.now().ms);
}

TEST_CASE("versions count from 1 in each epoch, and the epoch rises with every start",
          "[hall][view]")
{
    Stage stage{2};
    stage.follow(Audience::attendee);
    const auto first = stage.snapshot(Audience::attendee);
    CHECK(first.version == 1);
    stage.advance(Phase::check_in);
    stage.world.pass(seconds(1));
    CHECK(stage.snapshot(Audience::attendee).version > 1);
    stage.restart();
    const auto again = stage.snapshot(Audience::attendee);
    CHECK(again.version == 1);
    CHECK(again.epoch > first.epoch);
}

TEST_CASE("each audience is found under its own stream only", "[hall][view]")
{
    Stage stage{2};
    const auto refused = [&](const hall::Topic& topic) {
        bool is_refused = false;
        stage.halls->subscribe(topic, [&](const auto& given) {
            is_refused = !given && given.error() == hall::Trouble::unknown_hearing;
        });
        return is_refused;
    };
    CHECK(refused({"series", Audience::attendee}));
    CHECK(refused({"h01", Audience::secretariat}));
    CHECK(refused({"h99", Audience::attendee}));
    CHECK_FALSE(refused({"series", Audience::secretariat}));
    CHECK_FALSE(refused({"h01", Audience::screen}));
}

TEST_CASE("a private view is told to those it concerns, if they listen", "[hall][view]")
{
    Stage stage{4};
    stage.advance(Phase::inquiry);
    auto& told = stage.world.publisher.told;
    for (const auto& actor : {attendee(1), attendee(2), moderator(), observer(1)})
        stage.halls->me({"h01", actor, 1}, [](const auto& me) { REQUIRE(me); });
    told.clear();

    stage.does(AskQuestion{"为什么？", {}}, attendee(1));
    REQUIRE(told.size() == 1);
    CHECK(told[0].subject == attendee(1));
    CHECK(told[0].stream == "h01");
    CHECK_THAT(told[0].me, tst::has_text("为什么"));
    told.clear();
    stage.does(RaiseHand{}, attendee(3)); // Nobody listens.
    stage.does(AdvancePhase{Phase::ballot, "抽签从略"}, moderator());
    CHECK(told.empty());
}

TEST_CASE("whose last connection has left is told nothing more and is forgotten", "[hall][view]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    auto& told = stage.world.publisher.told;
    const auto told_at_a_question = [&](const std::string& text) {
        told.clear();
        stage.does(AskQuestion{text, {}}, attendee(1));
        return told.size();
    };
    for (const std::uint64_t connection : {7, 8, 8})
        stage.halls->me({"h01", attendee(1), connection}, [](const auto& me) { REQUIRE(me); });
    CHECK(told_at_a_question("为什么？") == 1); // Once, however many connections.
    stage.halls->leave({"h01", attendee(1), 7});
    CHECK(told_at_a_question("什么时候？") == 1);
    // Who never came, or came to another hearing, takes nobody away.
    stage.halls->leave({"h01", attendee(1), 7});
    stage.halls->leave({"h01", attendee(2), 8});
    stage.halls->leave({"h99", attendee(1), 8});
    CHECK(told_at_a_question("由谁负责？") == 1);
    stage.halls->leave({"h01", attendee(1), 8});
    CHECK(told_at_a_question("花了多少钱？") == 0);
}

TEST_CASE("who comes between a change and its showing takes it from nobody", "[hall][view]")
{
    Stage stage{13};
    stage.advance(Phase::inquiry);
    stage.follow(Audience::desk);
    // Of one category, and so in one queue.
    for (const int number : {1, 7, 13}) stage.does(RaiseHand{}, attendee(number));
    stage.world.pass(seconds(1));
    stage.does(MoveQuestion{question(3), 0}, moderator());
    stage.follow(Audience::screen);
    stage.world.pass(seconds(1));
    const auto& desk = stage.world.publisher.followed.at({"h01", Audience::desk}).view;
    const auto& questions = desk.at("floor").at("questions");
    CHECK(questions.at("q3").at("position") == 0);
    CHECK(questions.at("q1").at("position") == 1);
    CHECK(questions.at("q2").at("position") == 2);
}

TEST_CASE("people whose name changes are told, and every view of theirs follows", "[hall][view]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    for (const auto audience : hall_audiences) stage.follow(audience);
    for (int number = 1; number <= 2; ++number)
        stage.halls->me({"h01", attendee(number), 1}, [](const auto& me) { REQUIRE(me); });
    stage.does(RaiseHand{}, attendee(1));
    stage.halls->set_names({{card(1), {"王一", "市人大", "代表", "1-01"}}});
    REQUIRE(stage.world.publisher.told.size() >= 1);
    CHECK(stage.world.publisher.told.back().subject == attendee(1));
    CHECK_THAT(stage.world.publisher.told.back().me, tst::has_text("王一"));
    stage.world.pass(seconds(1));
    const auto asker = [&](Audience audience) {
        const auto& view = stage.world.publisher.followed.at({"h01", audience}).view;
        return view.at("floor").at("questions").at("q1").at("asker").as_object();
    };
    const auto& desk = stage.world.publisher.followed.at({"h01", Audience::desk}).view;
    CHECK(desk.at("roster").at("A-0001").at("name") == "王一");
    for (const auto audience : hall_audiences) CHECK(asker(audience).at("name") == "王一");

    // Erased names, too.
    const auto count = stage.world.publisher.told.size();
    stage.halls->set_names({});
    CHECK(stage.world.publisher.told.size() == count + 1);
    stage.world.pass(seconds(1));
    CHECK_FALSE(desk.at("roster").at("A-0001").as_object().contains("name"));
    for (const auto audience : hall_audiences) CHECK_FALSE(asker(audience).contains("name"));
}
