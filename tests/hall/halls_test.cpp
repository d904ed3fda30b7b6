#include "hall/halls.hpp"

#include "hall/limits.hpp"
#include "hall/stage.hpp"

#include <boost/json.hpp>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using hall::Failure;
using hall::Trouble;
using protocol::Audience;

namespace {

PlanHearing plan_of(const std::string& hearing)
{
    return {{.hearing = {hearing},
             .title = "海洋攻势质询会",
             .venue = "",
             .day = 1,
             .order = 2,
             .starts_at = Instant{1}}};
}

/// Lets `number` have the floor.
void speak(Stage& stage, int number, const std::string& hearing)
{
    const auto result = stage.does(RaiseHand{}, attendee(number), hearing);
    const QuestionId id{std::string{boost::json::parse(result).at("question").as_string()}};
    stage.does(CallQuestion{id}, moderator(), hearing);
    stage.does(CloseQuestion{}, moderator(), hearing);
}

std::int64_t turns_before(const Stage& stage, int number, const std::string& hearing)
{
    return find(stage.hearing(hearing).roster, card(number))->turns_before;
}

bool is_free(FakeWorld& world, const std::string& stream)
{
    bool free = false;
    world.memory.acquire(stream, "another", 1'000, [&](const auto& grant) { free = !!grant; });
    world.run_all();
    return free;
}

} // namespace

TEST_CASE("planning a hearing creates it before it is acknowledged", "[hall][series]")
{
    Stage stage{2};
    const auto planned = stage.send_plan(plan_of("h02"));
    while (!planned.answered()) REQUIRE(stage.world.run_one());
    CHECK(planned.done());
    REQUIRE(stage.halls->hearing({"h02"}) != nullptr);
    CHECK(stage.hearing("h02").title == "海洋攻势质询会");
    CHECK(stage.hearing("h02").rules == default_rules());
    CHECK(stage.events("h02") == 1);
    stage.restart();
    CHECK(stage.hearing("h02").title == "海洋攻势质询会");
    CHECK(stage.events("h02") == 1);
}

TEST_CASE("a crash between plan and creation is mended at the next start", "[hall][series]")
{
    Stage stage{2};
    const auto planned = stage.send_plan(plan_of("h02"));
    const int steps = GENERATE(1, 2, 3, 4, 5);
    for (int step = 0; step < steps && !planned.answered(); ++step) REQUIRE(stage.world.run_one());
    stage.restart();
    CHECK(stage.hearing("h02").title == "海洋攻势质询会");
    CHECK(stage.events("h02") == 1);
}

TEST_CASE("a creation that fails at the start is said", "[hall][series]")
{
    Stage stage{2};
    const auto planned = stage.send_plan(plan_of("h02"));
    REQUIRE(stage.world.run_one()); // Planned, not created.
    stage.halls.reset();
    stage.world.crash();
    stage.world.memory.fail_next_append(Failure::storage);
    const auto opened = stage.start();
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error(), tst::has_text("h02"));
}

TEST_CASE("a plan whose creation failed is made good by its repeat", "[hall][series]")
{
    Stage stage{2};
    const auto first = stage.send_plan(plan_of("h02"), "plan-000002");
    REQUIRE(stage.world.run_one());
    stage.world.memory.fail_next_append(Failure::storage);
    stage.world.run_all();
    CHECK(first.is(Trouble::storage_failed));
    const auto again = stage.send_plan(plan_of("h02"), "plan-000002");
    stage.world.run_all();
    CHECK(again.done());
    CHECK(stage.hearing("h02").title == "海洋攻势质询会");
}

TEST_CASE("whoever plans the same hearing meanwhile waits until it exists", "[hall][series]")
{
    Stage stage{2};
    const auto first = stage.send_plan(plan_of("h02"), "plan-000002");
    const auto repeat = stage.send_plan(plan_of("h02"), "plan-000002");
    while (!repeat.answered()) REQUIRE(stage.world.run_one());
    CHECK(stage.halls->hearing({"h02"})->title == "海洋攻势质询会");
    CHECK(first.done());
    CHECK(repeat.done());
    stage.world.run_all();
    CHECK(stage.events("h02") == 1);
}

TEST_CASE("a plan that is refused creates nothing", "[hall][series]")
{
    Stage stage{2};
    const auto refused = stage.send_plan(plan_of("series"));
    stage.world.run_all();
    CHECK(refused.is(Refusal::bad_handle));
    CHECK(stage.halls->hearings().size() == 1);
}

TEST_CASE("the board shows a hearing as it is planned and as it goes on", "[hall][series]")
{
    Stage stage{2};
    stage.follow(Audience::secretariat, "series");
    stage.plan("h02");
    stage.advance(Phase::check_in);
    stage.world.pass(seconds(1));
    const auto& board = stage.world.publisher.followed.at({"series", Audience::secretariat}).view;
    CHECK(board.at("hearings").at("h02").at("phase") == "draft");
    CHECK(board.at("hearings").at("h01").at("phase") == "check_in");
    CHECK(board.at("hearings").at("h01").at("present") == 2);
}

TEST_CASE("a draft that is planned anew says so itself, and so does the board", "[hall][series]")
{
    Stage stage{2};
    stage.follow(Audience::secretariat, "series");
    stage.plan("h02");
    auto plan = plan_of("h02");
    plan.plan.title = "蓝色粮仓攻势质询会";
    plan.plan.venue = "二号会场";
    plan.plan.starts_at = Instant{86'400'000};
    plan.plan.day = 2;
    const auto changed = stage.send_plan(plan);
    stage.world.run_all();
    REQUIRE(changed.done());
    CHECK(stage.hearing("h02").title == "蓝色粮仓攻势质询会");
    CHECK(stage.hearing("h02").venue == "二号会场");
    CHECK(stage.hearing("h02").starts_at == Instant{86'400'000});
    stage.world.pass(seconds(1));
    const auto& board = stage.world.publisher.followed.at({"series", Audience::secretariat}).view;
    CHECK(board.at("hearings").at("h02").at("title") == "蓝色粮仓攻势质询会");
    CHECK(board.at("hearings").at("h02").at("day") == 2);
    const auto events = stage.events("h02");
    const auto again = stage.send_plan(plan);
    stage.world.run_all();
    CHECK(again.done());
    CHECK(stage.events("h02") == events);
}

TEST_CASE("the plan of a hearing that has begun is not changed", "[hall][series]")
{
    Stage stage{2};
    stage.plan("h02");
    stage.prepare("h02", 2);
    stage.advance(Phase::check_in, "h02");
    const auto before = stage.halls->series();
    auto plan = plan_of("h02");
    plan.plan.title = "蓝色粮仓攻势质询会";
    const auto refused = stage.send_plan(plan);
    stage.world.run_all();
    CHECK(refused.is(Refusal::phase_may_not));
    CHECK(stage.halls->series() == before);
}

TEST_CASE("a crash between a hearing's new plan and the series' leaves what was acknowledged",
          "[hall][series]")
{
    const int steps = GENERATE(range(0, 8));
    Stage stage{2};
    stage.plan("h02");
    const auto title = stage.hearing("h02").title;
    auto plan = plan_of("h02");
    plan.plan.title = "蓝色粮仓攻势质询会";
    const auto changed = stage.send_plan(plan);
    for (int step = 0; step < steps && !changed.answered(); ++step) REQUIRE(stage.world.run_one());
    const bool acknowledged = changed.answered();
    stage.restart();
    stage.world.run_all();
    CHECK(stage.hearing("h02").title == stage.halls->series().hearings.at({"h02"}).title);
    if (acknowledged) CHECK(stage.hearing("h02").title == plan.plan.title);
    if (steps == 0) CHECK(stage.hearing("h02").title == title);
}

TEST_CASE("turns spoken in one hearing are noted in another that is live", "[hall][turns]")
{
    Stage stage{3};
    stage.plan("h02");
    stage.prepare("h02", 3);
    stage.advance(Phase::inquiry, "h01");
    stage.advance(Phase::check_in, "h02");
    speak(stage, 1, "h01");
    speak(stage, 1, "h01");
    CHECK(turns_before(stage, 1, "h02") == 2);
    CHECK(turns_before(stage, 2, "h02") == 0);
    CHECK(turns_before(stage, 1, "h01") == 0);
}

TEST_CASE("turns spoken earlier are noted at check-in", "[hall][turns]")
{
    Stage stage{3};
    stage.plan("h02");
    stage.prepare("h02", 2);
    stage.advance(Phase::inquiry, "h01");
    speak(stage, 1, "h01");
    speak(stage, 3, "h01");
    CHECK(turns_before(stage, 1, "h02") == 0); // Still a draft.
    stage.advance(Phase::check_in, "h02");
    CHECK(turns_before(stage, 1, "h02") == 1);
    SECTION("also of people who come to the roster later")
    {
        stage.does(ImportRoster{entries(3)}, secretariat(), "h02");
        CHECK(turns_before(stage, 3, "h02") == 1);
    }
    SECTION("also when the hearing was past the floor, and is reopened")
    {
        stage.advance(Phase::ballot, "h02");
        speak(stage, 1, "h01");
        CHECK(turns_before(stage, 1, "h02") == 1);
        stage.does(ReopenPhase{Phase::inquiry, "补充质询"}, moderator(), "h02");
        CHECK(turns_before(stage, 1, "h02") == 2);
    }
}

TEST_CASE("a turn whose note a crash prevented is noted at the next start", "[hall][turns]")
{
    Stage stage{3};
    stage.plan("h02");
    stage.prepare("h02", 3);
    stage.advance(Phase::inquiry, "h01");
    stage.advance(Phase::check_in, "h02");
    stage.does(RaiseHand{}, attendee(1));
    const auto called = stage.send(CallQuestion{question(1)}, moderator());
    stage.restart(); // Durable in the one, not yet said to the other.
    CHECK_FALSE(called.answered());
    stage.world.run_all();
    CHECK(turns_before(stage, 1, "h02") == 1);
}

TEST_CASE("a turn whose note the disk did not take is noted once it takes something again",
          "[hall][turns]")
{
    Stage stage{3};
    stage.plan("h02");
    stage.prepare("h02", 3);
    stage.advance(Phase::inquiry, "h01");
    stage.advance(Phase::check_in, "h02");
    stage.does(RaiseHand{}, attendee(1));
    const auto called = stage.send(CallQuestion{question(1)}, moderator());
    stage.world.memory.fail_next_append(Failure::storage); // After this one: the note's.
    stage.world.run_all();
    REQUIRE(called.done());
    CHECK(turns_before(stage, 1, "h02") == 0);
    stage.does(CloseQuestion{}, moderator());
    CHECK(turns_before(stage, 1, "h02") == 1);
}

TEST_CASE("stop lets everything under way become durable and gives the leases back", "[hall][stop]")
{
    Stage stage{3};
    stage.plan("h02");
    stage.advance(Phase::inquiry);
    const auto in_flight = stage.send(RaiseHand{}, attendee(1));
    const auto gathered = stage.send(RaiseHand{}, attendee(2));
    CHECK_FALSE(is_free(stage.world, "h02"));

    const auto last = stage.send(RaiseHand{}, attendee(3));
    bool stopped = false;
    stage.halls->stop([&] { stopped = true; });
    CHECK_FALSE(stopped);
    CHECK(stage.send(CheckIn{}, attendee(1)).is(Trouble::stopping));
    CHECK(stage.send_plan(plan_of("h03")).is(Trouble::stopping));
    stage.world.run_all();
    CHECK(stopped);
    CHECK(in_flight.done());
    CHECK(gathered.done());
    CHECK(last.done());
    for (const auto* stream : {"series", "h01", "h02"}) CHECK(is_free(stage.world, stream));
}

TEST_CASE("stop from within an answer waits for the other answers", "[hall][stop]")
{
    Stage stage{3};
    stage.advance(Phase::inquiry);
    const auto first = stage.send(RaiseHand{}, attendee(1));
    std::optional<Pending> last;
    bool stopped_early = false;
    stage.halls->submit({"h01", "hand-000002", attendee(2), RaiseHand{}, [&](const auto&) {
                             stage.halls->stop([&] { stopped_early = !last->answered(); });
                         }});
    last = stage.send(RaiseHand{}, attendee(3));
    stage.world.run_all();
    CHECK(last->done());
    CHECK_FALSE(stopped_early);
}

TEST_CASE("stop while the halls are being opened leaves no lease behind", "[hall][stop]")
{
    Stage stage{2};
    const int steps = GENERATE(range(0, 8));
    stage.halls->stop([] {});
    stage.world.run_all();
    stage.halls = std::make_unique<hall::Halls>(stage.world.world, "");
    stage.halls->open([](const auto&) {});
    for (int step = 0; step < steps; ++step) stage.world.run_one();
    bool stopped = false;
    stage.halls->stop([&] { stopped = true; });
    stage.world.run_all();
    CHECK(stopped);
    CHECK(is_free(stage.world, "series"));
    CHECK(is_free(stage.world, "h01"));
}

TEST_CASE("a stream that another server holds is not opened, and the reason is said",
          "[hall][lease]")
{
    Stage stage{2};
    stage.halls->stop([] {});
    stage.world.run_all();
    const std::string stream = GENERATE("h01", "series");
    stage.world.memory.acquire(stream, "another", 60'000,
                               [](const auto& grant) { REQUIRE(grant); });
    const auto opened = stage.start();
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error(), tst::has_text(stream));
    CHECK_THAT(opened.error(), tst::has_text("another server holds it"));
}

TEST_CASE("a lease is renewed for as long as the hall lives", "[hall][lease]")
{
    Stage stage{2};
    for (int step = 0; step < 20; ++step) {
        stage.world.pass(seconds(3));
        CHECK_FALSE(is_free(stage.world, "h01"));
    }
    stage.does(SetRules{default_rules()}, secretariat());
}

TEST_CASE("a line of the log that cannot be read stops the hearing from opening", "[hall]")
{
    Stage stage{2};
    stage.halls->stop([] {});
    stage.world.run_all();
    std::optional<hall::Grant> grant;
    stage.world.memory.acquire("h01", "this-process", 60'000,
                               [&](const auto& given) { grant = given.value(); });
    stage.world.run_all();
    const std::string line = GENERATE("not json", R"({"n":0})", "");
    stage.world.memory.append({"h01", grant->epoch, grant->head, {line}, {}},
                              [](const auto& done) { REQUIRE(done); });
    const auto opened = stage.start();
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error(), tst::has_text("h01"));
}

TEST_CASE("a command for a hearing that is not there is told so", "[hall]")
{
    Stage stage{2};
    CHECK(stage.send(CheckIn{}, attendee(1), "check-in-01", "h99").is(Trouble::unknown_hearing));
    CHECK(stage.send(CheckIn{}, attendee(1), "check-in-02", "series").is(Trouble::unknown_hearing));
    stage.halls->me({"h99", attendee(1), 1}, [](const auto& me) { CHECK_FALSE(me); });
    stage.halls->me({"series", secretariat(), 1}, [](const auto& me) { CHECK(me); });
}
