// Questions before their turn, as the desk handles them: approve, edit, merge, return, reorder.
#include "core/floor.hpp"

#include "core/limits.hpp"
#include "core/question_stages.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

TEST_CASE("every decision of the desk about a question needs the question", "[core][floor]")
{
    const Scene scene = waiting_one();
    for (const Command& command :
         {Command{ApproveQuestion{question(9)}}, Command{EditQuestion{question(9), "?", {}}},
          Command{MergeQuestion{question(9), question(1)}},
          Command{MergeQuestion{question(1), question(9)}},
          Command{ReturnQuestion{question(9), "重复"}}, Command{MoveQuestion{question(9), 0}},
          Command{CallQuestion{question(9)}}, Command{NoteAnswer{question(9), u1, "答"}}}) {
        DYNAMIC_SECTION(name_of(command))
        {
            scene.when(command, moderator()).then(Refusal::unknown_question);
        }
    }
}

TEST_CASE("an approved question goes to the end of its queue", "[core][floor]")
{
    Scene scene = with_three_hands();
    scene.does(ask(), attendee(1)).does(ApproveQuestion{question(4)}, moderator());
    CHECK((scene.hearing().floor.queues.at({"deputy"}) ==
           Queue{question(1), question(2), question(3), question(4)}));
    CHECK((at(scene, 4).state == QuestionState::waiting));
}

TEST_CASE("only a pending question is approved", "[core][floor]")
{
    allowed_only({"pending"}, ApproveQuestion{question(1)}, Refusal::question_is_not_pending);
}

TEST_CASE("a question is edited until it is closed", "[core][floor]")
{
    allowed_only({"pending", "waiting", "speaking"}, EditQuestion{question(1), "工期？", {u3}},
                 Refusal::question_is_not_open);
}

TEST_CASE("an edit keeps what was asked, and has a text and known units", "[core][floor]")
{
    Scene scene = waiting_one({u1});
    const auto edit = [&](const std::string& text, const Units& units) {
        return scene.when(EditQuestion{question(1), text, units}, moderator());
    };
    edit("工期？", {u2}).then(QuestionEdited{question(1), "工期？", {u2}});
    edit("何时完工？", {u1}).then();
    edit("", {u1}).then(Refusal::text_is_empty);
    edit(std::string(limits::question_length_max + 1, 'a'), {}).then(Refusal::text_is_too_long);
    edit("工期？", {{"u9"}}).then(Refusal::unknown_unit);
    edit("工期？", {u1, u1}).then(Refusal::duplicate_entry);

    scene.does(EditQuestion{question(1), "工期？", {u2}}, moderator());
    CHECK(at(scene, 1).text == "工期？");
    CHECK((at(scene, 1).units == Units{u2}));
    CHECK(at(scene, 1).original_text == "何时完工？");
}

TEST_CASE("a spoken question may be noted, or not", "[core][floor]")
{
    Scene scene = with_three_hands();
    scene.when(EditQuestion{question(1), "", {u1}}, moderator())
        .then(QuestionEdited{question(1), "", {u1}});
    scene.does(CallQuestion{question(1)}, moderator());
    scene.does(EditQuestion{question(1), "问了工期", {}}, moderator());
    CHECK(at(scene, 1).text == "问了工期");
    CHECK(at(scene, 1).original_text.empty());
    scene
        .when(EditQuestion{question(1), std::string(limits::question_length_max + 1, 'a'), {}},
              moderator())
        .then(Refusal::text_is_too_long);
}

TEST_CASE("a question is merged until it is called", "[core][floor]")
{
    for (const auto& [name, make] : question_stages()) {
        DYNAMIC_SECTION(name)
        {
            Scene scene = make();
            scene.does(ask(), attendee(3));
            const QuestionId other = newest(scene);
            const auto answer = scene.when(MergeQuestion{question(1), other}, moderator());
            if (std::set<std::string>{"pending", "waiting"}.contains(name))
                answer.then(QuestionMerged{question(1), other});
            else
                answer.then(Refusal::question_is_not_waiting);
        }
    }
}

TEST_CASE("a question is merged into one of any queue that is still open", "[core][floor]")
{
    for (const auto& [name, make] : question_stages()) {
        DYNAMIC_SECTION(name)
        {
            Scene scene = make();
            scene.does(ask(), attendee(3));
            const QuestionId other = newest(scene);
            const auto answer = scene.when(MergeQuestion{other, question(1)}, moderator());
            if (std::set<std::string>{"pending", "waiting", "speaking"}.contains(name))
                answer.then(QuestionMerged{other, question(1)});
            else
                answer.then(Refusal::question_is_not_open);
        }
    }
}

TEST_CASE("a question is not merged with itself", "[core][floor]")
{
    waiting_one()
        .when(MergeQuestion{question(1), question(1)}, moderator())
        .then(Refusal::cannot_merge_with_itself);
}

TEST_CASE("a merged question leaves its queue, and its supporters move over without the asker",
          "[core][floor]")
{
    Scene scene = demo(Phase::inquiry);
    scene.does(RaiseHand{}, attendee(1)).does(RaiseHand{}, attendee(2));
    for (const int number : {2, 3, 4}) scene.does(SupportQuestion{question(1)}, attendee(number));
    for (const int number : {4, 5}) scene.does(SupportQuestion{question(2)}, attendee(number));
    scene.does(MergeQuestion{question(1), question(2)}, moderator());

    CHECK((at(scene, 1).state == QuestionState::merged));
    CHECK((at(scene, 1).merged_into == question(2)));
    CHECK(at(scene, 1).supporters.empty());
    CHECK((at(scene, 2).supporters == std::set{card(3), card(4), card(5)}));
    CHECK_FALSE(scene.hearing().floor.queues.contains({"deputy"}));
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("a merged question is answered by the units of both", "[core][floor]")
{
    Scene scene = demo(Phase::inquiry);
    scene.does(AskQuestion{"甲", {}}, attendee(1))
        .does(AskQuestion{"乙", {UnitId{"u2"}}}, attendee(2));
    scene.does(MergeQuestion{question(2), question(1)}, moderator());
    CHECK((at(scene, 1).units == std::vector{UnitId{"u1"}, UnitId{"u2"}}));

    scene.does(AskQuestion{"丙", {}}, attendee(3)).does(AskQuestion{"丁", {}}, attendee(4));
    scene.does(MergeQuestion{question(4), question(3)}, moderator());
    CHECK(at(scene, 3).units.empty());
}

TEST_CASE("a question is returned with a reason until it is called", "[core][floor]")
{
    allowed_only({"pending", "waiting"}, ReturnQuestion{question(1), "与议题无关"},
                 Refusal::question_is_not_waiting);
}

TEST_CASE("a returned question leaves its queue and keeps the reason", "[core][floor]")
{
    Scene scene = waiting_one();
    const auto give_back = [&](const std::string& reason) {
        return scene.when(ReturnQuestion{question(1), reason}, moderator());
    };
    give_back("").then(Refusal::reason_is_missing);
    give_back(" \n").then(Refusal::reason_is_missing);
    give_back(std::string(limits::reason_length_max + 1, 'a')).then(Refusal::text_is_too_long);
    give_back("a\x01").then(Refusal::text_has_control_characters);
    scene.does(ReturnQuestion{question(1), "重复"}, moderator());
    CHECK((at(scene, 1).state == QuestionState::returned));
    CHECK(at(scene, 1).return_reason == "重复");
    CHECK(scene.hearing().floor.queues.empty());
}

TEST_CASE("a waiting question is moved within its queue, at most to the end", "[core][floor]")
{
    struct Move {
        int number;
        std::int64_t position;
        std::int64_t recorded;
        Queue queue;
    };
    const QuestionId a = question(1), b = question(2), c = question(3);
    const auto move = GENERATE_COPY(
        Move{3, 0, 0, Queue{c, a, b}}, Move{1, 1, 1, Queue{b, a, c}}, Move{1, 2, 2, Queue{b, c, a}},
        Move{2, 0, 0, Queue{b, a, c}}, Move{1, 3, 2, Queue{b, c, a}},
        Move{2, std::numeric_limits<std::int64_t>::max(), 2, Queue{a, c, b}});
    Scene scene = with_three_hands();
    const MoveQuestion command{question(move.number), move.position};
    scene.when(command, moderator()).then(QuestionMoved{command.question, move.recorded});
    scene.does(command, moderator());
    CHECK((scene.hearing().floor.queues.at({"deputy"}) == move.queue));
}

TEST_CASE("a question that stands there already is not moved, and none is moved before the first",
          "[core][floor]")
{
    const Scene scene = with_three_hands();
    scene.when(MoveQuestion{question(2), 1}, moderator()).then();
    scene.when(MoveQuestion{question(3), 99}, moderator()).then();
    scene.when(MoveQuestion{question(2), -1}, moderator()).then(Refusal::number_is_out_of_range);
}

TEST_CASE("only a waiting question is moved", "[core][floor]")
{
    for (const auto& [name, make] : question_stages()) {
        if (std::string{"waiting"} == name) continue;
        DYNAMIC_SECTION(name)
        {
            make()
                .when(MoveQuestion{question(1), 0}, moderator())
                .then(Refusal::question_is_not_waiting);
        }
    }
}
