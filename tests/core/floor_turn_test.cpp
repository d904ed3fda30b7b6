// A turn on the floor, as the desk runs it: call, answer, follow up, close, note.
#include "core/floor.hpp"

#include "core/limits.hpp"
#include "core/question_stages.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

TEST_CASE("only a waiting question is called", "[core][floor]")
{
    allowed_only({"waiting"}, CallQuestion{question(1)}, Refusal::question_is_not_waiting);
}

TEST_CASE("one question at a time has the floor", "[core][floor]")
{
    Scene scene = with_three_hands();
    scene.does(CallQuestion{question(1)}, moderator());
    scene.when(CallQuestion{question(2)}, moderator()).then(Refusal::floor_is_busy);
    scene.does(CloseQuestion{}, moderator()).does(CallQuestion{question(2)}, moderator());
    CHECK((scene.hearing().floor.history == Queue{question(1), question(2)}));
}

TEST_CASE("calling another than the proposed question puts both on the record", "[core][floor]")
{
    Scene scene = with_three_hands();
    scene.when(CallQuestion{question(1)}, moderator())
        .then(QuestionCalled{question(1), question(1), NextReason::only_queue});
    scene.does(RaiseHand{}, attendee(2));
    scene.when(CallQuestion{question(3)}, moderator())
        .then(QuestionCalled{question(3), question(1), NextReason::quota});
}

TEST_CASE("who is called has the floor, a clock, and one turn more", "[core][floor]")
{
    Scene scene = waiting_one();
    scene.later(seconds(7)).does(CallQuestion{question(1)}, moderator());
    const Hearing& hearing = scene.hearing();
    REQUIRE(hearing.floor.turn);
    CHECK((hearing.floor.turn->question == question(1)));
    CHECK((hearing.floor.turn->stage == TurnStage::question));
    CHECK((hearing.floor.turn->clock == start_clock(hearing.rules.question_clock, scene.now())));
    CHECK((at(scene, 1).state == QuestionState::speaking));
    CHECK(hearing.floor.queues.empty());
    CHECK(hearing.floor.taken.at({"deputy"}) == 1);
    CHECK(find(hearing.roster, card(1))->turns == 1);
    CHECK(find(hearing.roster, card(2))->turns == 0);
}

TEST_CASE("the units that answer are those named, else those asked, else the leading one",
          "[core][floor]")
{
    struct Row {
        Units asked;
        Units named;
        Units answering;
        Units put_to;
    };
    const auto row =
        GENERATE(Row{{}, {}, {u1}, {u1}}, Row{{u2, u3}, {}, {u2, u3}, {u2, u3}},
                 Row{{u2}, {u3}, {u3}, {u2, u3}}, Row{{u3, u1}, {u1, u2}, {u1, u2}, {u3, u1, u2}});
    Scene scene = speaking_one(row.asked);
    scene.when(StartAnswer{row.named}, moderator()).then(AnswerStarted{question(1), row.answering});
    scene.later(seconds(90)).does(StartAnswer{row.named}, moderator());

    const Hearing& hearing = scene.hearing();
    CHECK((hearing.floor.turn->stage == TurnStage::answer));
    CHECK((hearing.floor.turn->clock == start_clock(hearing.rules.answer_clock, scene.now())));
    CHECK((hearing.floor.turn->answering == row.answering));
    CHECK((at(scene, 1).units == row.put_to));
}

TEST_CASE("an answer needs a question on the floor, and known units once each", "[core][floor]")
{
    waiting_one().when(StartAnswer{}, moderator()).then(Refusal::floor_is_empty);
    speaking_one().when(StartAnswer{{{"u9"}}}, moderator()).then(Refusal::unknown_unit);
    speaking_one().when(StartAnswer{{u1, u1}}, moderator()).then(Refusal::duplicate_entry);
    answered_one().when(StartAnswer{}, moderator()).then(Refusal::floor_is_busy);

    Scene scene = speaking_one({u2});
    scene.hearing().campaign.units = {{.unit = u1, .name = "生态环境局", .responsible = ""}};
    scene.when(StartAnswer{}, moderator()).then(Refusal::unknown_unit);
    speaking_one({u2}).when(StartAnswer{{u1}}, moderator()).then(AnswerStarted{question(1), {u1}});
    Scene empty = speaking_one();
    empty.hearing().campaign.units.clear();
    empty.when(StartAnswer{}, moderator()).then(Refusal::campaign_is_missing);
}

TEST_CASE("a follow-up comes after an answer, as often as the rules allow", "[core][floor]")
{
    waiting_one().when(StartFollowUp{}, moderator()).then(Refusal::floor_is_empty);
    speaking_one().when(StartFollowUp{}, moderator()).then(Refusal::not_answered_yet);

    Scene scene = answered_one();
    scene.when(StartFollowUp{}, moderator()).then(FollowUpStarted{question(1)});
    scene.later(seconds(200)).does(StartFollowUp{}, moderator());
    const Hearing& hearing = scene.hearing();
    CHECK((hearing.floor.turn->stage == TurnStage::follow_up));
    CHECK((hearing.floor.turn->clock == start_clock(hearing.rules.follow_up_clock, scene.now())));
    CHECK(hearing.floor.turn->answering.empty());
    CHECK(at(scene, 1).follow_ups == 1);
    scene.when(StartFollowUp{}, moderator()).then(Refusal::not_answered_yet);

    scene.does(StartAnswer{{u2}}, moderator());
    CHECK((at(scene, 1).units == Units{u1, u2}));
    scene.when(StartFollowUp{}, moderator()).then(Refusal::too_many_follow_ups);
    // A follow-up is the same turn.
    CHECK(find(hearing.roster, card(1))->turns == 1);
}

TEST_CASE("a turn may be closed at any stage", "[core][floor]")
{
    waiting_one().when(CloseQuestion{}, moderator()).then(Refusal::floor_is_empty);
    Scene follow_up = answered_one();
    follow_up.does(StartFollowUp{}, moderator());
    for (Scene scene : {speaking_one(), answered_one(), follow_up}) {
        scene.when(CloseQuestion{}, moderator()).then(QuestionClosed{question(1)});
        scene.does(CloseQuestion{}, moderator());
        CHECK((at(scene, 1).state == QuestionState::closed));
        CHECK_FALSE(scene.hearing().floor.turn);
        scene.when(CloseQuestion{}, moderator()).then(Refusal::floor_is_empty);
    }
}

TEST_CASE("an answer is noted once the question has the floor", "[core][floor]")
{
    allowed_only({"speaking", "closed"}, NoteAnswer{question(1), u2, "年底前完工。"},
                 Refusal::not_answered_yet);
}

TEST_CASE("a unit's second note replaces its first, and both stay on the record", "[core][floor]")
{
    Scene scene = answered_one();
    scene.does(NoteAnswer{question(1), u1, "年底前。"}, moderator());
    scene.does(NoteAnswer{question(1), u2, "配合。"}, secretariat());
    scene.does(NoteAnswer{question(1), u1, "十月前。"}, respondent());
    CHECK((at(scene, 1).notes == std::vector<AnswerNote>{{u1, "十月前。"}, {u2, "配合。"}}));
    CHECK((scene.log().at(scene.log().size() - 3).event ==
           Event{AnswerNoted{question(1), u1, "年底前。"}}));
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("a note names a known unit and has a text", "[core][floor]")
{
    const Scene scene = answered_one();
    const auto note = [&](const UnitId& unit, const std::string& text) {
        return scene.when(NoteAnswer{question(1), unit, text}, moderator());
    };
    note({"u9"}, "答").then(Refusal::unknown_unit);
    note(u1, "").then(Refusal::text_is_empty);
    note(u1, std::string(limits::note_length_max + 1, 'a')).then(Refusal::text_is_too_long);
    CHECK(note(u1, std::string(limits::note_length_max, 'a')).events().size() == 1);
}
