// The floor as those in the hall and those who watch use it: asking, supporting, judging.
#include "core/floor.hpp"

#include "core/limits.hpp"
#include "core/question_stages.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

/// `ConfirmPassage` has its place after the ballot.
Scene in_result(Scene scene)
{
    scene.happened(PhaseEntered{Phase::ballot, ""}).happened(PhaseEntered{Phase::result, ""});
    return scene;
}

RosterEntry silent(int number)
{
    return {.participant = card(number), .category = category_of(number), .may_question = false};
}

/// One question of card 1 in each state from which it does not come back to the queue.
struct Ended {
    const char* name;
    std::function<void(Scene&)> end;
};

std::vector<Ended> endings()
{
    return {
        {"returned",
         [](Scene& scene) { scene.does(ReturnQuestion{question(1), "重复"}, moderator()); }},
        {"withdrawn", [](Scene& scene) { scene.does(WithdrawQuestion{question(1)}, attendee(1)); }},
        {"merged",
         [](Scene& scene) {
             scene.does(ask(), attendee(9));
             scene.does(MergeQuestion{question(1), question(2)}, moderator());
         }},
        {"closed",
         [](Scene& scene) {
             scene.does(CallQuestion{question(1)}, moderator());
             scene.does(CloseQuestion{}, moderator());
         }},
    };
}

HearingRules open_to_observers()
{
    auto rules = default_rules();
    rules.observers_may_ask = true;
    return rules;
}

} // namespace

TEST_CASE("a written question waits for approval outside its category's queue", "[core][floor]")
{
    Scene scene = demo(Phase::inquiry);
    const AskQuestion command{.text = "何时完工？", .units = {u2}};
    scene.when(command, attendee(3))
        .then(QuestionAsked{.question = question(1),
                            .kind = QuestionKind::written,
                            .queue = {"citizen"},
                            .asker_id = "A-0003",
                            .from_roster = true,
                            .text = "何时完工？",
                            .units = {u2}});

    scene.later(seconds(5)).does(command, attendee(3));
    const Question* asked = find(scene.hearing().floor, question(1));
    REQUIRE(asked != nullptr);
    CHECK((asked->state == QuestionState::pending));
    CHECK(asked->original_text == "何时完工？");
    CHECK(asked->text == "何时完工？");
    CHECK((asked->asked_at == scene.now()));
    CHECK(scene.hearing().floor.queues.empty());
    CHECK(find(scene.hearing().floor, question(2)) == nullptr);
}

TEST_CASE("questions are numbered through the hearing, whatever became of them", "[core][floor]")
{
    Scene scene = waiting_one();
    scene.does(WithdrawQuestion{question(1)}, attendee(1));
    scene.does(RaiseHand{}, attendee(2)).does(ask(), attendee(1));
    CHECK(scene.hearing().floor.questions.size() == 3);
    CHECK(find(scene.hearing().floor, question(3))->asker_id == "A-0001");
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("only who is in the hall with the right to question may ask or raise a hand",
          "[core][floor]")
{
    const Command command = GENERATE(Command{ask()}, Command{RaiseHand{}});
    Scene scene = demo(Phase::inquiry);
    scene.happened(RosterImported{{silent(2)}}).happened(ParticipantLeft{card(3)});
    scene.when(command, attendee(99)).then(Refusal::not_on_roster);
    scene.when(command, attendee(2)).then(Refusal::may_not_question);
    scene.when(command, attendee(3)).then(Refusal::not_checked_in);
    CHECK(scene.when(command, attendee(1)).events().size() == 1);
}

TEST_CASE("a question has a text of at most 500 characters", "[core][floor]")
{
    const Scene scene = demo(Phase::inquiry);
    const auto ask = [&](const std::string& text) {
        return scene.when(AskQuestion{.text = text, .units = {}}, attendee(1));
    };
    std::string longest;
    for (std::size_t count = 0; count < limits::question_length_max; ++count) longest += "问";
    CHECK(ask(longest).events().size() == 1);
    ask(longest + "问").then(Refusal::text_is_too_long);
    ask("").then(Refusal::text_is_empty);
    ask(" \n ").then(Refusal::text_is_empty);
    ask("a\x07").then(Refusal::text_has_control_characters);
}

TEST_CASE("a question is put to units of the campaign, to each once", "[core][floor]")
{
    const Scene scene = demo(Phase::inquiry);
    const auto ask = [&](const Units& units) {
        return scene.when(AskQuestion{.text = "为何？", .units = units}, attendee(1));
    };
    CHECK(ask({}).events().size() == 1);
    CHECK(ask({u2, u1}).events().size() == 1);
    ask({u1, {"u9"}}).then(Refusal::unknown_unit);
    ask({u1, u2, u1}).then(Refusal::duplicate_entry);
}

TEST_CASE("a person has at most five open questions, hands included", "[core][floor]")
{
    Scene scene = waiting_one();
    for (std::size_t open = 1; open < limits::open_questions_per_person_max; ++open)
        scene.does(ask(), attendee(1));
    scene.when(ask(), attendee(1)).then(Refusal::too_many_questions);
    scene.when(RaiseHand{}, attendee(1)).then(Refusal::too_many_questions);
    CHECK(scene.when(ask(), attendee(7)).events().size() == 1);

    SECTION("the one that has the floor is open")
    {
        scene.does(CallQuestion{question(1)}, moderator());
        scene.when(ask(), attendee(1)).then(Refusal::too_many_questions);
    }
    SECTION("one that has ended makes room")
    {
        scene.does(CallQuestion{question(1)}, moderator()).does(CloseQuestion{}, moderator());
        CHECK(scene.when(ask(), attendee(1)).events().size() == 1);
    }
}

TEST_CASE("returned, withdrawn and merged questions are not open", "[core][floor]")
{
    for (const auto& [name, end] : endings()) {
        DYNAMIC_SECTION(name)
        {
            Scene scene = waiting_one();
            end(scene);
            for (std::size_t open = 0; open < limits::open_questions_per_person_max; ++open)
                scene.does(ask(), attendee(1));
            scene.when(ask(), attendee(1)).then(Refusal::too_many_questions);
        }
    }
}

TEST_CASE("a hearing takes at most 5000 questions", "[core][floor]")
{
    Scene scene = demo(Phase::inquiry);
    for (int number = 1; number <= static_cast<int>(limits::questions_max); ++number) {
        if (number == static_cast<int>(limits::questions_max))
            CHECK(scene.when(ask(), attendee(1)).events().size() == 1);
        scene.happened(QuestionAsked{.question = question(number),
                                     .kind = QuestionKind::written,
                                     .queue = category_of(2),
                                     .asker_id = "A-0002",
                                     .text = "?",
                                     .units = {}});
    }
    scene.when(ask(), attendee(1)).then(Refusal::too_many_questions);
    scene.when(RaiseHand{}, attendee(1)).then(Refusal::too_many_questions);
}

TEST_CASE("who raises and lowers a hand all the time takes the room of nobody else",
          "[core][floor]")
{
    Scene scene = demo(Phase::inquiry);
    for (std::size_t number = 1; number <= limits::questions_per_person_max; ++number) {
        scene.does(RaiseHand{}, attendee(1));
        scene.does(WithdrawQuestion{question(static_cast<int>(number))}, attendee(1));
    }
    scene.when(RaiseHand{}, attendee(1)).then(Refusal::too_many_questions);
    scene.when(ask(), attendee(1)).then(Refusal::too_many_questions);
    CHECK(scene.when(RaiseHand{}, attendee(2)).events().size() == 1);
}

TEST_CASE("observers together, under whatever pseudonyms, leave room for the hall", "[core][floor]")
{
    Scene scene = demo(Phase::inquiry, 12, open_to_observers());
    for (std::size_t number = 1; number <= limits::observer_questions_max; ++number)
        scene.happened(QuestionAsked{.question = question(static_cast<int>(number)),
                                     .kind = QuestionKind::written,
                                     .queue = observer_queue(),
                                     .asker_id = "o-" + std::to_string(number),
                                     .from_roster = false,
                                     .text = "?",
                                     .units = {}});
    scene.when(ask(), observer(1)).then(Refusal::too_many_questions);
    CHECK(scene.when(ask(), attendee(1)).events().size() == 1);
}

TEST_CASE("observers ask in writing and in a queue of their own, where the rules allow it",
          "[core][floor]")
{
    demo(Phase::inquiry).when(ask(), observer(1)).then(Refusal::observers_may_not_ask);

    Scene scene = demo(Phase::inquiry, 12, open_to_observers());
    scene.when(ask(), observer(1))
        .then(QuestionAsked{.question = question(1),
                            .kind = QuestionKind::written,
                            .queue = observer_queue(),
                            .asker_id = "o-1",
                            .from_roster = false,
                            .text = "何时完工？",
                            .units = {}});
    scene.when(RaiseHand{}, observer(1)).then(Refusal::role_may_not);
    scene.when(SupportQuestion{question(1)}, observer(1)).then(Refusal::role_may_not);

    for (std::size_t open = 0; open < limits::open_questions_per_person_max; ++open)
        scene.does(ask(), observer(1));
    scene.when(ask(), observer(1)).then(Refusal::too_many_questions);
    scene.does(WithdrawQuestion{question(2)}, observer(1)).does(ask(), observer(1));
}

TEST_CASE("a pseudonym that looks like a card number gives no right to that person's questions",
          "[core][floor]")
{
    const Actor impostor{Role::observer, card(1).value};
    Scene scene = waiting_one();
    scene.when(WithdrawQuestion{question(1)}, impostor).then(Refusal::question_is_not_yours);

    Scene open = demo(Phase::inquiry, 12, open_to_observers());
    open.does(ask(), impostor);
    open.when(WithdrawQuestion{question(1)}, attendee(1)).then(Refusal::question_is_not_yours);
}

TEST_CASE("a raised hand stands in its queue at once", "[core][floor]")
{
    Scene scene = demo(Phase::inquiry);
    scene.when(RaiseHand{}, attendee(4))
        .then(QuestionAsked{.question = question(1),
                            .kind = QuestionKind::oral,
                            .queue = {"entrepreneur"},
                            .asker_id = "A-0004",
                            .from_roster = true,
                            .text = "",
                            .units = {}});
    scene.does(RaiseHand{}, attendee(4)).does(RaiseHand{}, attendee(10));
    CHECK((find(scene.hearing().floor, question(1))->state == QuestionState::waiting));
    CHECK((scene.hearing().floor.queues.at({"entrepreneur"}) ==
           std::vector{question(1), question(2)}));
}

TEST_CASE("a person raises one hand at a time", "[core][floor]")
{
    Scene scene = demo(Phase::inquiry);
    scene.does(ask(), attendee(1)).does(RaiseHand{}, attendee(1));
    scene.when(RaiseHand{}, attendee(1)).then(Refusal::hand_is_raised);

    SECTION("and again when it is withdrawn")
    {
        scene.does(WithdrawQuestion{question(2)}, attendee(1)).does(RaiseHand{}, attendee(1));
    }
    SECTION("and again when it has been called")
    {
        scene.does(CallQuestion{question(2)}, moderator()).does(RaiseHand{}, attendee(1));
    }
}

TEST_CASE("a person withdraws a question of their own until it is called", "[core][floor]")
{
    Scene scene = waiting_one();
    scene.does(ask(), attendee(1));
    for (const int number : {1, 2}) {
        const WithdrawQuestion command{question(number)};
        scene.when(command, attendee(1)).then(QuestionWithdrawn{question(number)});
        scene.when(command, attendee(2)).then(Refusal::question_is_not_yours);
    }
    scene.when(WithdrawQuestion{question(3)}, attendee(1)).then(Refusal::unknown_question);
    scene.does(WithdrawQuestion{question(1)}, attendee(1));
    CHECK((find(scene.hearing().floor, question(1))->state == QuestionState::withdrawn));
    CHECK(scene.hearing().floor.queues.empty());

    speaking_one()
        .when(WithdrawQuestion{question(1)}, attendee(1))
        .then(Refusal::question_is_not_waiting);
}

TEST_CASE("what has ended is neither withdrawn nor supported", "[core][floor]")
{
    for (const auto& [name, end] : endings()) {
        DYNAMIC_SECTION(name)
        {
            Scene scene = waiting_one();
            end(scene);
            scene.when(WithdrawQuestion{question(1)}, attendee(1))
                .then(Refusal::question_is_not_waiting);
            scene.when(SupportQuestion{question(1)}, attendee(2))
                .then(Refusal::question_is_not_waiting);
        }
    }
}

TEST_CASE("those in the hall support a waiting question of another, once each", "[core][floor]")
{
    Scene scene = waiting_one();
    const SupportQuestion command{question(1)};
    const SupportQuestion take_back{.question = question(1), .support = false};
    scene.when(command, attendee(2)).then(QuestionSupported{question(1), card(2), true});
    scene.when(take_back, attendee(2)).then();
    scene.does(command, attendee(2)).does(command, attendee(3));
    scene.when(command, attendee(2)).then();
    scene.does(take_back, attendee(3));
    CHECK((find(scene.hearing().floor, question(1))->supporters == std::set{card(2)}));
}

TEST_CASE("support is refused to the asker, the absent and strangers, and to unapproved questions",
          "[core][floor]")
{
    Scene scene = waiting_one();
    scene.happened(RosterImported{{silent(2)}}).happened(ParticipantLeft{card(3)});
    scene.does(ask(), attendee(5));
    const SupportQuestion command{question(1)};
    scene.when(command, attendee(1)).then(Refusal::question_is_yours);
    scene.when(command, attendee(3)).then(Refusal::not_checked_in);
    scene.when(command, attendee(99)).then(Refusal::not_on_roster);
    scene.when(SupportQuestion{question(2)}, attendee(4)).then(Refusal::question_is_not_waiting);
    scene.when(SupportQuestion{question(7)}, attendee(4)).then(Refusal::unknown_question);
    // To support needs no right to question.
    CHECK(scene.when(command, attendee(2)).events().size() == 1);
    speaking_one().when(command, attendee(2)).then(Refusal::question_is_not_waiting);
}

TEST_CASE("the asker judges the answer while it is given or afterwards, and may think again",
          "[core][floor]")
{
    const JudgeAnswer command{question(1), AnswerVerdict::partly};
    waiting_one().when(command, attendee(1)).then(Refusal::not_answered_yet);
    speaking_one().when(command, attendee(1)).then(Refusal::not_answered_yet);

    Scene scene = answered_one();
    scene.when(command, attendee(1)).then(AnswerJudged{question(1), AnswerVerdict::partly});
    scene.when(command, attendee(2)).then(Refusal::question_is_not_yours);
    scene.when(JudgeAnswer{question(2), AnswerVerdict::partly}, attendee(1))
        .then(Refusal::unknown_question);

    scene.does(command, attendee(1));
    scene.when(command, attendee(1)).then();
    scene.does(StartFollowUp{}, moderator());
    scene.when(command, attendee(1)).then(Refusal::not_answered_yet);
    scene.does(CloseQuestion{}, moderator());
    scene.does(JudgeAnswer{question(1), AnswerVerdict::satisfied}, attendee(1));
    CHECK((find(scene.hearing().floor, question(1))->verdict == AnswerVerdict::satisfied));
}

TEST_CASE("speakers confirm a passage of their own once it is closed", "[core][floor]")
{
    const ConfirmPassage command{question(1), "我问的是工期。"};
    in_result(waiting_one()).when(command, attendee(1)).then(Refusal::not_answered_yet);

    Scene scene = in_result(closed_one());
    scene.when(command, attendee(1)).then(PassageConfirmed{question(1), "我问的是工期。"});
    scene.when(command, attendee(2)).then(Refusal::question_is_not_yours);
    scene.when(ConfirmPassage{question(2), "?"}, attendee(1)).then(Refusal::unknown_question);
    scene.when(ConfirmPassage{question(1), " "}, attendee(1)).then(Refusal::text_is_empty);
    scene
        .when(ConfirmPassage{question(1), std::string(limits::note_length_max + 1, 'a')},
              attendee(1))
        .then(Refusal::text_is_too_long);
    const ConfirmPassage longest{question(1), std::string(limits::note_length_max, 'a')};
    CHECK(scene.when(longest, attendee(1)).events().size() == 1);
    scene.does(command, attendee(1));
    scene.when(command, attendee(1)).then();
    scene.does(ConfirmPassage{question(1), "我问的是质量。"}, attendee(1));
    CHECK(find(scene.hearing().floor, question(1))->confirmed_text == "我问的是质量。");
    CHECK((scene.replayed() == scene.hearing()));
}
