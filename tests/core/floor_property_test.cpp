// The floor and the draw under any commands whatever.
#include "core/floor.hpp"

#include "support/any.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

constexpr int people = 8;

/// One of the newest, or the next, which is unknown.
QuestionId any_question(const Hearing& hearing)
{
    return question(static_cast<int>(hearing.floor.next_number) - any(0, 8));
}

/// Which turn a step is meant for: mostly whichever there is.
std::optional<QuestionId> any_meant(const Hearing& hearing)
{
    if (any(1, 4) > 1) return std::nullopt;
    return any_question(hearing);
}

/// The newest mostly.
DrawId any_draw(const Hearing& hearing)
{
    const auto count = static_cast<int>(hearing.draws.draws.size());
    return {"d" + std::to_string(count - (any(1, 6) == 1 ? 1 : 0))};
}

std::vector<UnitId> any_units()
{
    return *rc::gen::element(std::vector<UnitId>{}, std::vector<UnitId>{{"u2"}},
                             std::vector<UnitId>{{"u3"}, {"u1"}});
}

Actor anybody_in_the_hall()
{
    return any(1, 6) == 1 ? observer(any(1, 2)) : attendee(any(1, people));
}

std::pair<Command, Actor> any_voice(const Hearing& hearing)
{
    const Actor actor = anybody_in_the_hall();
    switch (any(1, 6)) {
    case 1: return {AskQuestion{"何时完工？", any_units()}, actor};
    case 2: return {RaiseHand{}, actor};
    case 3: return {WithdrawQuestion{any_question(hearing)}, actor};
    case 4: return {SupportQuestion{any_question(hearing), any(0, 2) > 0}, actor};
    case 5: return {JudgeAnswer{any_question(hearing), AnswerVerdict::partly}, actor};
    default: return {CheckIn{}, actor};
    }
}

std::pair<Command, Actor> any_moderation(const Hearing& hearing)
{
    const Actor actor = moderator();
    switch (any(1, 11)) {
    case 1:
    case 2: return {ApproveQuestion{any_question(hearing)}, actor};
    case 3: return {EditQuestion{any_question(hearing), "工期？", any_units()}, actor};
    case 4: return {MergeQuestion{any_question(hearing), any_question(hearing)}, actor};
    case 5: return {ReturnQuestion{any_question(hearing), "重复"}, actor};
    case 6: return {MoveQuestion{any_question(hearing), any<std::int64_t>(-1, 4)}, actor};
    case 7: return {CallQuestion{any_question(hearing)}, actor};
    case 8: return {StartAnswer{any_units(), any_meant(hearing)}, actor};
    case 9: return {StartFollowUp{any_meant(hearing)}, actor};
    case 10: return {NoteAnswer{any_question(hearing), {"u1"}, "年底前。"}, actor};
    default: return {CloseQuestion{any_meant(hearing)}, actor};
    }
}

std::pair<Command, Actor> any_draw_step(const Hearing& hearing)
{
    const DrawId draw = any_draw(hearing);
    const bool accept = any(0, 2) > 0;
    switch (any(1, 12)) {
    case 1: return {OpenDraw{.public_dice = any(0, 3) == 0, .reason = "再抽"}, moderator()};
    case 6: return {CollectNonces{draw}, moderator()};
    case 7: return {ContributeNonce{draw, nonce_of(any(1, 2))}, attendee(any(1, people))};
    case 8: return {FreezeDraw{draw}, server()};
    case 9: return {EnterDice{draw, "6-6"}, moderator()};
    case 10: return {FinishDraw{draw, nonce_of(any(1, 9))}, server()};
    case 11: return {VoidDraw{draw, "设备"}, moderator()};
    case 2: return {CallDrawn{draw}, moderator()};
    case 3: return {AnswerDraw{draw, accept}, attendee(any(1, people))};
    case 4: return {AnswerDrawFor{draw, accept}, moderator()};
    case 5: return {MarkDrawnAbsent{draw}, server()};
    default: return {MarkAbsent{card(any(1, people))}, moderator()};
    }
}

std::pair<Command, Actor> any_step(const Hearing& hearing)
{
    switch (any(1, 5)) {
    case 1:
    case 2: return any_voice(hearing);
    case 3:
    case 4: return any_moderation(hearing);
    default: return any_draw_step(hearing);
    }
}

void queues_hold_what_waits(const Floor& floor)
{
    std::size_t queued_count = 0;
    for (const auto& [queue, waiting] : floor.queues) {
        RC_ASSERT(!waiting.empty());
        queued_count += waiting.size();
        for (const auto& id : waiting) {
            const Question& one = floor.questions.at(id);
            RC_ASSERT(one.state == QuestionState::waiting);
            RC_ASSERT(one.queue == queue);
            RC_ASSERT(std::ranges::count(waiting, id) == 1);
        }
    }
    const auto waiting_count = std::ranges::count_if(floor.questions, [](const auto& entry) {
        return entry.second.state == QuestionState::waiting;
    });
    RC_ASSERT(std::cmp_equal(queued_count, waiting_count));
}

void turns_add_up(const Hearing& hearing)
{
    const Floor& floor = hearing.floor;
    std::size_t speaking_count = 0;
    std::size_t had_count = 0;
    std::int64_t from_roster_count = 0;
    for (const auto& [id, one] : floor.questions) {
        if (one.state == QuestionState::speaking) {
            ++speaking_count;
            RC_ASSERT(floor.turn && floor.turn->question == id);
        }
        if (one.state != QuestionState::speaking && one.state != QuestionState::closed) continue;
        ++had_count;
        if (one.from_roster) ++from_roster_count;
    }
    RC_ASSERT(speaking_count == (floor.turn ? 1U : 0U));
    RC_ASSERT(floor.history.size() == had_count);
    const auto sum = [](std::int64_t total, const auto& entry) { return total + entry.second; };
    RC_ASSERT(std::cmp_equal(
        std::accumulate(floor.taken.begin(), floor.taken.end(), std::int64_t{0}, sum), had_count));
    std::int64_t turns = 0;
    for (const auto& [id, participant] : hearing.roster.participants) turns += participant.turns;
    RC_ASSERT(turns == from_roster_count);
}

void nobody_has_two_hands_or_own_support(const Floor& floor)
{
    std::vector<std::string> raised;
    for (const auto& [id, one] : floor.questions) {
        if (one.from_roster) RC_ASSERT(!one.supporters.contains({one.asker_id}));
        if (one.kind != QuestionKind::oral || one.state != QuestionState::waiting) continue;
        RC_ASSERT(std::ranges::count(raised, one.asker_id) == 0);
        raised.push_back(one.asker_id);
    }
}

} // namespace

TEST_CASE("property: after any commands the floor adds up, and a replay gives the same state",
          "[core][floor]")
{
    CHECK(rc::check([] {
        auto rules = default_rules();
        rules.observers_may_ask = true;
        Scene scene = demo(Phase::inquiry, people, rules);
        std::size_t accepted_count = 0;
        const int step_count = any(0, 400);
        for (int step = 0; step < step_count; ++step) {
            const auto [command, actor] = any_step(scene.hearing());
            scene.later(seconds(any(0, 15)));
            const OpenDraw opening{.reason = "再抽"};
            if (any(1, 12) == 1 && scene.when(opening, moderator()).decision())
                hold_draw(scene, opening);
            const Answer answer = scene.when(command, actor);
            if (!answer.decision()) continue;
            ++accepted_count;
            scene.take(*answer.decision());
            queues_hold_what_waits(scene.hearing().floor);
            turns_add_up(scene.hearing());
            nobody_has_two_hands_or_own_support(scene.hearing().floor);
        }
        RC_ASSERT(scene.replayed() == scene.hearing());
        RC_CLASSIFY(accepted_count > 20, "more than twenty accepted commands");
        RC_CLASSIFY(!scene.hearing().floor.history.empty(), "somebody had the floor");
        RC_CLASSIFY(scene.hearing().floor.taken.contains(drawn_queue()), "somebody drawn had it");
    }));
}
