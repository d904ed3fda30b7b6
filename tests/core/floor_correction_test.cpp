// What a desk takes back, and two desks that change the same thing.
#include "core/floor.hpp"

#include "core/limits.hpp"
#include "core/question_stages.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

using namespace rostrum::core;
using namespace rostrum::test;

TEST_CASE("an approval is taken back: the question waits for a moderator again", "[core][floor]")
{
    Scene scene = waiting_one({u1});
    scene.does(SupportQuestion{question(1), true}, attendee(2));
    scene.when(ReconsiderQuestion{question(1)}, moderator())
        .then(QuestionReconsidered{question(1)});
    scene.does(ReconsiderQuestion{question(1)}, moderator());
    CHECK((at(scene, 1).state == QuestionState::pending));
    CHECK(scene.hearing().floor.queues.empty());
    CHECK(at(scene, 1).supporters.size() == 1);
    scene.when(ReconsiderQuestion{question(1)}, moderator()).then();
    scene.does(ApproveQuestion{question(1)}, moderator());
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("a return is taken back, and its reason with it", "[core][floor]")
{
    Scene scene = pending_one({u1});
    scene.does(ReturnQuestion{question(1), "重复"}, moderator());
    scene.does(ReconsiderQuestion{question(1)}, chair());
    CHECK((at(scene, 1).state == QuestionState::pending));
    CHECK(at(scene, 1).return_reason.empty());
}

TEST_CASE("a merge is taken back, but what the other took over stays", "[core][floor]")
{
    Scene scene = waiting_one({u1});
    scene.does(AskQuestion{.text = "工期？", .units = {u2}}, attendee(7));
    scene.does(ApproveQuestion{question(2)}, moderator());
    scene.does(SupportQuestion{question(2), true}, attendee(3));
    scene.does(MergeQuestion{question(2), question(1)}, moderator());
    scene.does(ReconsiderQuestion{question(2)}, moderator());
    CHECK((at(scene, 2).state == QuestionState::pending));
    CHECK_FALSE(at(scene, 2).merged_into);
    CHECK(at(scene, 2).supporters.empty());
    CHECK(at(scene, 1).supporters.size() == 1);
    CHECK((at(scene, 1).units == std::vector<UnitId>{u1, u2}));
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("a returned hand waits for its turn again, unless another is raised", "[core][floor]")
{
    Scene scene = demo(Phase::inquiry, 3);
    scene.does(RaiseHand{}, attendee(1));
    scene.when(ReconsiderQuestion{question(1)}, moderator()).then();
    scene.does(ReturnQuestion{question(1), "重复"}, moderator());
    Scene back = scene;
    back.does(ReconsiderQuestion{question(1)}, moderator());
    CHECK((at(back, 1).state == QuestionState::waiting));
    CHECK(back.hearing().floor.queues.size() == 1);
    CHECK((back.replayed() == back.hearing()));

    scene.does(RaiseHand{}, attendee(1));
    scene.when(ReconsiderQuestion{question(1)}, moderator()).then(Refusal::hand_is_raised);
}

TEST_CASE("nothing is taken back of a question that has the floor, had it, or was withdrawn",
          "[core][floor]")
{
    Scene scene = waiting_one({u1});
    Scene withdrawn = scene;
    withdrawn.does(WithdrawQuestion{question(1)}, attendee(1));
    scene.does(CallQuestion{question(1)}, moderator());
    Scene closed = scene;
    closed.does(CloseQuestion{}, moderator());
    for (const Scene& one : {scene, closed, withdrawn})
        one.when(ReconsiderQuestion{question(1)}, moderator()).then(Refusal::question_is_not_open);
    scene.when(ReconsiderQuestion{question(9)}, moderator()).then(Refusal::unknown_question);
}

TEST_CASE("a question comes back only where its asker may have one more", "[core][floor]")
{
    Scene scene = pending_one({u1});
    scene.does(ReturnQuestion{question(1), "重复"}, moderator());
    for (std::size_t count = 0; count < limits::open_questions_per_person_max; ++count)
        scene.does(AskQuestion{.text = "还有一问", .units = {}}, attendee(1));
    scene.when(ReconsiderQuestion{question(1)}, moderator()).then(Refusal::too_many_questions);
}

TEST_CASE("two desks that edit one question do not overwrite each other", "[core][floor]")
{
    Scene scene = waiting_one({u1});
    EditQuestion mine{question(1), "工期到何时？", {u1}, "何时完工？", std::vector{u1}};
    CHECK(scene.when(mine, moderator()).events().size() == 1);

    Scene other_text = scene;
    other_text.does(EditQuestion{question(1), "何时能完工？", {u1}}, chair());
    other_text.when(mine, moderator()).then(Refusal::changed_meanwhile);
    Scene other_units = scene;
    other_units.does(EditQuestion{question(1), "何时完工？", {u2}}, chair());
    other_units.when(mine, moderator()).then(Refusal::changed_meanwhile);
    // Both wanted the same.
    Scene same = scene;
    same.does(mine, chair());
    same.when(mine, moderator()).then();
    // Who does not say what they saw replaces anything.
    mine.replaces.reset();
    mine.replaces_units.reset();
    CHECK(other_text.when(mine, moderator()).events().size() == 1);
}

TEST_CASE("two desks that note one answer do not overwrite each other", "[core][floor]")
{
    Scene scene = waiting_one({u1});
    scene.does(CallQuestion{question(1)}, moderator());
    const NoteAnswer first{question(1), u1, "年底前。", ""};
    CHECK(scene.when(first, moderator()).events().size() == 1);
    scene.does(NoteAnswer{question(1), u1, "十月前。", ""}, respondent());
    scene.when(first, moderator()).then(Refusal::changed_meanwhile);
    const NoteAnswer knowing{question(1), u1, "年底前。", "十月前。"};
    CHECK(scene.when(knowing, moderator()).events().size() == 1);
    scene.does(knowing, moderator());
    scene.when(knowing, moderator()).then(); // It says so already.
}

TEST_CASE("a step of a turn that comes late is not taken on another question", "[core][floor]")
{
    Scene scene = with_three_hands();
    scene.does(CallQuestion{question(1)}, moderator());
    scene.does(StartAnswer{{}, question(1)}, moderator());
    scene.does(StartFollowUp{question(1)}, chair());
    scene.does(CloseQuestion{question(1)}, chair());
    scene.when(CloseQuestion{question(1)}, moderator()).then(Refusal::floor_is_empty);

    scene.does(CallQuestion{question(2)}, moderator());
    scene.when(StartAnswer{{}, question(1)}, moderator()).then(Refusal::changed_meanwhile);
    scene.when(CloseQuestion{question(1)}, moderator()).then(Refusal::changed_meanwhile);
    scene.does(StartAnswer{{}, question(2)}, moderator());
    scene.when(StartFollowUp{question(1)}, moderator()).then(Refusal::changed_meanwhile);
    // Who does not say which question is meant takes the step of whatever has the floor.
    scene.when(StartFollowUp{}, moderator()).then(FollowUpStarted{question(2)});
    scene.when(CloseQuestion{}, moderator()).then(QuestionClosed{question(2)});
}
