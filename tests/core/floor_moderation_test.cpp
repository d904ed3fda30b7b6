// The floor as the desk runs it: approve, edit, merge, return, reorder, call, answer, close.
#include "core/floor.hpp"

#include "core/limits.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

using Units = std::vector<UnitId>;
using Queue = std::vector<QuestionId>;

const UnitId u1{"u1"};
const UnitId u2{"u2"};
const UnitId u3{"u3"};

AskQuestion ask(const std::string& text = "何时完工？", const Units& units = {})
{
    return {.text = text, .units = units};
}

/// Card 1 has asked question 1; it is in one state after the other.
struct Stage {
    const char* name;
    std::function<Scene()> scene;
};

Scene pending_one(const Units& units = {})
{
    Scene scene = demo(Phase::inquiry);
    scene.does(ask("何时完工？", units), attendee(1));
    return scene;
}

Scene waiting_one(const Units& units = {})
{
    Scene scene = pending_one(units);
    scene.does(ApproveQuestion{question(1)}, moderator());
    return scene;
}

Scene speaking_one(const Units& units = {})
{
    Scene scene = waiting_one(units);
    scene.does(CallQuestion{question(1)}, moderator());
    return scene;
}

Scene answered_one(const Units& units = {})
{
    Scene scene = speaking_one(units);
    scene.does(StartAnswer{}, moderator());
    return scene;
}

Scene closed_one()
{
    Scene scene = answered_one();
    scene.does(CloseQuestion{}, moderator());
    return scene;
}

Scene returned_one()
{
    Scene scene = pending_one();
    scene.does(ReturnQuestion{question(1), "与议题无关"}, moderator());
    return scene;
}

Scene withdrawn_one()
{
    Scene scene = pending_one();
    scene.does(WithdrawQuestion{question(1)}, attendee(1));
    return scene;
}

/// Question 1 lives on in question 2, which waits.
Scene merged_one()
{
    Scene scene = pending_one();
    scene.does(RaiseHand{}, attendee(2)).does(MergeQuestion{question(1), question(2)}, moderator());
    return scene;
}

/// In the order of the enumeration.
std::vector<Stage> stages()
{
    return {{"pending", [] { return pending_one(); }},
            {"waiting", [] { return waiting_one(); }},
            {"speaking", [] { return speaking_one(); }},
            {"closed", [] { return closed_one(); }},
            {"returned", returned_one},
            {"merged", merged_one},
            {"withdrawn", withdrawn_one}};
}

/// The command succeeds in the states named and is refused in all others.
void allowed_only(const std::set<std::string>& names, const Command& command, Refusal refusal)
{
    for (const auto& [name, scene] : stages()) {
        DYNAMIC_SECTION(name)
        {
            if (names.contains(name))
                CHECK(scene().when(command, moderator()).events().size() == 1);
            else
                scene().when(command, moderator()).then(refusal);
        }
    }
}

const Question& at(const Scene& scene, int number)
{
    const Question* found = find(scene.hearing().floor, question(number));
    REQUIRE(found != nullptr);
    return *found;
}

QuestionId newest(const Scene& scene)
{
    return question(static_cast<int>(scene.hearing().floor.questions.size()));
}

/// Hands 1 to 3 in the queue of deputies.
Scene with_three_hands()
{
    Scene scene = demo(Phase::inquiry, 18);
    for (const int number : {1, 7, 13}) scene.does(RaiseHand{}, attendee(number));
    return scene;
}

} // namespace

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
    for (const auto& [name, make] : stages()) {
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
    for (const auto& [name, make] : stages()) {
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
    for (const auto& [name, make] : stages()) {
        if (std::string{"waiting"} == name) continue;
        DYNAMIC_SECTION(name)
        {
            make()
                .when(MoveQuestion{question(1), 0}, moderator())
                .then(Refusal::question_is_not_waiting);
        }
    }
}

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
