#include "protocol/concerned.hpp"

#include "protocol/view_me.hpp"
#include "support/catch.hpp"
#include "support/hearing_story.hpp"
#include "support/random_steps.hpp"

#include <boost/json.hpp>
#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

using namespace rostrum;
using protocol::concerned;

namespace {

std::string key(const core::Actor& actor)
{
    return std::to_string(static_cast<int>(actor.role)) + actor.id;
}

/// Everybody who can have a private view: the roster, and every observer who has asked.
std::vector<core::Actor> subjects(const core::Hearing& hearing)
{
    std::vector<core::Actor> actors{test::moderator(), test::chair(), test::respondent()};
    for (const auto& [id, participant] : hearing.roster.participants)
        actors.push_back({core::Role::attendee, id.value});
    for (const auto& [id, question] : hearing.floor.questions)
        if (!question.from_roster) actors.push_back({core::Role::observer, question.asker_id});
    return actors;
}

std::map<std::string, boost::json::object> all_views(const core::Hearing& hearing,
                                                     const std::vector<core::Actor>& actors)
{
    std::map<std::string, boost::json::object> views;
    for (const auto& actor : actors) views[key(actor)] = protocol::me_view(hearing, {}, actor);
    return views;
}

/// Whose view an event changes although `concerned` does not name them; empty when all is well.
std::string forgotten(const core::Hearing& before, const core::Hearing& after,
                      const core::Event& event)
{
    const auto actors = subjects(after);
    const auto earlier = all_views(before, actors);
    const auto later = all_views(after, actors);
    const auto named = concerned(after, event);
    for (const auto& actor : actors)
        if (earlier.at(key(actor)) != later.at(key(actor)) && !named.contains(actor.id))
            return std::string{core::name_of(event)} + " changes " + actor.id;
    return {};
}

std::string forgotten_in(const std::vector<test::Happened>& log)
{
    core::Hearing hearing;
    for (const auto& one : log) {
        auto after = core::evolve(hearing, one.event, one.at);
        if (auto who = forgotten(hearing, after, one.event); !who.empty()) return who;
        hearing = std::move(after);
    }
    return {};
}

} // namespace

TEST_CASE("an event concerns those whose private view it changes", "[protocol]")
{
    using namespace core;
    auto scene = test::demo(Phase::inquiry);
    scene.does(AskQuestion{"甲", {}}, test::attendee(1));
    scene.does(AskQuestion{"乙", {}}, test::attendee(2));
    scene.does(ApproveQuestion{test::question(1)}, test::moderator());
    scene.does(SupportQuestion{test::question(1), true}, test::attendee(3));
    const std::set<std::string> supporter{"A-0003"};
    CHECK(concerned(scene.hearing(), scene.log().back().event) == supporter);
    scene.does(MergeQuestion{test::question(1), test::question(2)}, test::moderator());
    const std::set<std::string> all{"A-0001", "A-0002", "A-0003"};
    CHECK(concerned(scene.hearing(), scene.log().back().event) == all);
    CHECK(concerned(scene.hearing(), PhaseEntered{Phase::ballot, ""}).empty());
}

TEST_CASE("in a whole hearing nobody whose private view changes is forgotten", "[protocol]")
{
    const auto scene = test::tell_story([](const test::Scene&) {});
    CHECK(forgotten_in(scene.log()).empty());
}

TEST_CASE("whatever happens, nobody whose private view changes is forgotten", "[protocol]")
{
    const bool holds = rc::check("", [] {
        auto scene = test::demo(core::Phase::inquiry, test::people_max);
        for (const auto& bytes : *test::steps()) test::step(scene, bytes);
        const auto who = forgotten_in(scene.log());
        RC_LOG(who);
        RC_ASSERT(who.empty());
    });
    CHECK(holds);
}
