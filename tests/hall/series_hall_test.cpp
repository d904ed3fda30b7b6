#include "hall/series_hall.hpp"

#include "hall/limits.hpp"
#include "hall/stage.hpp"

#include <cstddef>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using hall::Failure;
using hall::Trouble;

namespace {

const CreateSeries create{"2026 年质询会", "青岛", default_rules()};

} // namespace

TEST_CASE("a series is created once, and a repeat gets the first answer after a restart too",
          "[hall][series]")
{
    Stage stage;
    const auto first = stage.send_plan(create, "series-0001");
    const auto meanwhile = stage.send_plan(create, "series-0001");
    CHECK_FALSE(first.answered());
    stage.world.run_all();
    CHECK(first.done());
    CHECK(meanwhile.done());
    CHECK(stage.halls->series().title == create.title);

    stage.restart();
    CHECK(stage.halls->series().title == create.title);
    CHECK(stage.send_plan(create, "series-0001").done());
    CHECK(stage.send_plan(create, "series-0002").is(Refusal::already_exists));
    CHECK(stage.events("series") == 1);
}

TEST_CASE("a plan that could not be stored changes nothing, and works when sent again",
          "[hall][series]")
{
    Stage stage;
    stage.world.memory.fail_next_append(Failure::storage);
    const auto failed = stage.send_plan(create, "series-0001");
    const auto behind = stage.send_plan(create, "series-0002");
    stage.world.run_all();
    CHECK(failed.is(Trouble::storage_failed));
    CHECK(behind.is(Trouble::storage_failed));
    CHECK(stage.halls->series().title.empty());
    const auto again = stage.send_plan(create, "series-0001");
    stage.world.run_all();
    CHECK(again.done());
    CHECK(stage.events("series") == 1);
}

TEST_CASE("nobody but the secretariat plans", "[hall][series]")
{
    Stage stage;
    std::vector<hall::Answer> answers;
    stage.halls->plan({"series-0001", moderator(), create,
                       [&](const hall::Answer& answer) { answers.push_back(answer); }});
    stage.world.run_all();
    CHECK(answers == std::vector{hall::Answer{Refusal::role_may_not}});
}

TEST_CASE("beyond the inbox's limit the planning is busy", "[hall][series]")
{
    Stage stage;
    std::vector<Pending> waiting;
    for (std::size_t count = 0; count < hall::limits::inbox_max; ++count)
        waiting.push_back(stage.send_plan(create));
    CHECK(stage.send_plan(create).is(Trouble::busy));
    stage.world.run_all();
    CHECK(waiting.front().done());
    CHECK(waiting.back().is(Refusal::already_exists));
}

TEST_CASE("a series whose lease is lost takes no more plans", "[hall][series]")
{
    Stage stage;
    stage.world.memory.fail_next_append(Failure::fenced);
    const auto fenced = stage.send_plan(create);
    stage.world.run_all();
    CHECK(fenced.is(Trouble::storage_failed));
    CHECK(stage.send_plan(create).is(Trouble::unknown_hearing));
}
