#include "protocol/touched.hpp"

#include "protocol/merge_patch.hpp"
#include "protocol/view_attendee.hpp"
#include "protocol/view_changes.hpp"
#include "protocol/view_desk.hpp"
#include "protocol/view_screen.hpp"
#include "protocol/view_update.hpp"
#include "support/catch.hpp"
#include "support/hearing_story.hpp"
#include "support/random_steps.hpp"
#include "support/whole_view.hpp"

#include <boost/json.hpp>
#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
using namespace rostrum::protocol;
namespace json = boost::json;

namespace {

const ViewSettings settings{"一轮质询", "http://10.0.0.5:8080/"};

/// Follows a hearing event by event and makes only what each has touched.
class Follower {
public:
    /// What is shown that should not be; empty when all is well.
    [[nodiscard]] std::string follow(const test::Happened& one)
    {
        hearing_ = core::evolve(std::move(hearing_), one.event, one.at);
        changes_.add(touched(hearing_, one.event));
        const auto lines = changes_.take(hearing_);
        std::string wrong;
        for (auto& shown : shown_) wrong += follow(shown, lines, one.event);
        return wrong;
    }

private:
    struct Shown {
        json::object (*view)(const ViewInput&);
        json::object now{};
    };

    std::string follow(Shown& shown, const Touched& lines, const core::Event& event)
    {
        const auto due = test::whole_view(shown.view, hearing_, {}, {}, settings);
        const auto before = shown.now;
        const auto patch = update(
            shown.now, shown.view({hearing_, {}, {}, settings, changes_.digest(hearing_), lines}),
            lines);
        std::string wrong;
        if (shown.now != due)
            wrong = std::string{core::name_of(event)} + " leaves what it changed ";
        if (patch.has_value() != (before != due)) wrong += "a patch without a change, or none ";
        if (patch && apply(before, *patch) != due) wrong += "its patch leads elsewhere ";
        return wrong;
    }

    core::Hearing hearing_;
    ViewChanges changes_;
    std::vector<Shown> shown_{
        {attendee_view, test::whole_view(attendee_view, {}, {}, {}, settings)},
        {screen_view, test::whole_view(screen_view, {}, {}, {}, settings)},
        {desk_view, test::whole_view(desk_view, {}, {}, {}, settings)}};
};

std::string wrong_in(const std::vector<test::Happened>& log)
{
    Follower follower;
    for (const auto& one : log)
        if (auto wrong = follower.follow(one); !wrong.empty()) return wrong;
    return {};
}

std::size_t lines_made(const test::Scene& scene, const core::Event& event)
{
    ViewChanges changes;
    const auto view = desk_view({scene.hearing(),
                                 scene.box(),
                                 {},
                                 settings,
                                 changes.digest(scene.hearing()),
                                 touched(scene.hearing(), event)});
    return view.at("floor").at("questions").as_object().size() +
           view.at("roster").as_object().size() +
           view.at("draw").at("pool_lines").as_object().size();
}

} // namespace

TEST_CASE("in a whole hearing no line that an event changes is left as it was", "[protocol][view]")
{
    const auto scene = test::tell_story([](const test::Scene&) {});
    CHECK(wrong_in(scene.log()).empty());
}

TEST_CASE("whatever happens, no line that an event changes is left as it was", "[protocol][view]")
{
    const bool holds = rc::check("", [] {
        auto rules = core::default_rules();
        rules.observers_may_ask = true;
        rules.support_orders = *rc::gen::arbitrary<bool>();
        auto scene = test::demo(core::Phase::inquiry, test::people_max, rules);
        for (const auto& bytes : *test::steps()) test::step(scene, bytes);
        const auto wrong = wrong_in(scene.log());
        RC_LOG(wrong);
        RC_ASSERT(wrong.empty());
    });
    CHECK(holds);
}

TEST_CASE("who is next is told anew as soon as a draw lets people go", "[protocol][view]")
{
    auto held = test::demo(core::Phase::inquiry);
    test::open_draw(held, {});
    for (const int number : {1, 2, 3}) held.does(core::RaiseHand{}, test::attendee(number));
    REQUIRE_FALSE(floor_order(held.hearing()).next);

    auto voided = held;
    voided.does(core::VoidDraw{test::draw_id(1), "设备故障"}, test::moderator());
    REQUIRE(floor_order(voided.hearing()).next);
    CHECK(wrong_in(voided.log()).empty());
    test::freeze_draw(held, test::draw_id(1));
    held.does(core::FinishDraw{test::draw_id(1), std::string(64, '7')}, test::server());
    REQUIRE(floor_order(held.hearing()).next);
    CHECK(wrong_in(held.log()).empty());
}

TEST_CASE("what an event does not touch is not made anew, however long the hearing",
          "[protocol][view]")
{
    using namespace core;
    auto scene = test::demo(Phase::inquiry, 40);
    for (int number = 1; number <= 40; ++number)
        scene.does(AskQuestion{"问题", {}}, test::attendee(number));
    test::open_draw(scene, {});
    const auto made = [&](const Event& event) { return lines_made(scene, event); };
    CHECK(made(SlideShown{3}) == 0);
    CHECK(made(AnswerNoted{test::question(7), {"u1"}, "答"}) == 1);
    CHECK(made(QuestionMerged{test::question(7), test::question(9)}) == 2);
    CHECK(made(ParticipantLeft{test::card(4)}) == 1);
    CHECK(made(QuestionCalled{test::question(7), test::question(7), NextReason::quota}) == 2);
    CHECK(made(DrawPoolListed{}) == 40);
    CHECK(made(RosterImported{test::entries(2)}) == 42);
}

TEST_CASE("a line that an audience may no longer see is taken from it", "[protocol][view]")
{
    json::object shown{{"floor", {{"questions", {{"q1", {{"text", "甲"}}}, {"q2", {{"n", 1}}}}}}}};
    const json::object made{{"floor", {{"questions", json::object{}}}}};
    const auto patch = update(shown, made, {.questions = {.ids = {{"q1"}, {"q3"}}}});
    CHECK(patch == json::parse(R"({"floor":{"questions":{"q1":null}}})").as_object());
    CHECK(shown == json::parse(R"({"floor":{"questions":{"q2":{"n":1}}}})").as_object());
}
