// The draw from the collection to the result: each step in each state, and who may do it when.
#include "core/draw.hpp"

#include "core/limits.hpp"
#include "core/question_stages.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

const DrawId d1{"d1"};
const std::string secret(64, '5');
const std::string seed(64, '7');
const std::string other(64, 'e');

const Draw& last(const Scene& scene)
{
    return scene.hearing().draws.draws.back();
}

Scene opened(const OpenDraw& command = {}, int people = 12)
{
    Scene scene = demo(Phase::inquiry, people);
    open_draw(scene, command);
    return scene;
}

Scene collecting(const OpenDraw& command = {}, int people = 12)
{
    Scene scene = opened(command, people);
    scene.later(limits::draw_preview).does(CollectNonces{d1}, moderator());
    return scene;
}

/// Frozen, and a throw awaited.
Scene frozen()
{
    Scene scene = opened({.public_dice = true});
    freeze_draw(scene, d1);
    return scene;
}

Scene revealed(const OpenDraw& command = {}, int people = 12)
{
    Scene scene = opened(command, people);
    freeze_draw(scene, d1);
    return scene;
}

Scene drawn(const OpenDraw& command = {}, int people = 12)
{
    Scene scene = revealed(command, people);
    scene.does(FinishDraw{d1, seed}, server());
    return scene;
}

Scene called()
{
    Scene scene = drawn();
    scene.does(CallDrawn{d1}, moderator());
    return scene;
}

Scene accepted()
{
    Scene scene = called();
    scene.does(AnswerDrawFor{d1, true}, moderator());
    return scene;
}

Scene voided()
{
    Scene scene = opened();
    scene.does(VoidDraw{d1, "选错"}, moderator());
    return scene;
}

struct InState {
    DrawState state;
    Scene scene;
};

/// One scene in each state that a draw can have.
std::vector<InState> all_states()
{
    Scene declined = called();
    declined.does(AnswerDrawFor{d1, false}, moderator());
    Scene absent = called();
    absent.later(limits::draw_answer_time).does(MarkDrawnAbsent{d1}, server());
    return {{DrawState::opened, opened()},     {DrawState::collecting, collecting()},
            {DrawState::frozen, frozen()},     {DrawState::revealed, revealed()},
            {DrawState::drawn, drawn()},       {DrawState::called, called()},
            {DrawState::accepted, accepted()}, {DrawState::declined, declined},
            {DrawState::absent, absent},       {DrawState::voided, voided()}};
}

} // namespace

TEST_CASE("every step of a draw has its states, and is refused with its reason in all others",
          "[core][draw]")
{
    // A letter per state, as in `all_states`: + may, otherwise the reason.
    struct Step {
        Command command;
        Actor actor;
        std::string may;
    };
    const std::vector<Step> steps{
        {CollectNonces{d1}, moderator(), "+ppppp...."},
        {ContributeNonce{d1, other}, attendee(5), ".+........"},
        {FreezeDraw{d1}, server(), ".+........"},
        {EnterDice{d1, "4-2-6"}, moderator(), "ff+fffffff"},
        {FinishDraw{d1, seed}, server(), "rrr+rrrrrr"},
        {CallDrawn{d1}, moderator(), "pppp+pcccc"},
        {AnswerDraw{d1, true}, attendee(99), "cccccycccc"},
        {AnswerDrawFor{d1, true}, moderator(), "ccccc+cccc"},
        {MarkDrawnAbsent{d1}, server(), "ccccc+cccc"},
        {VoidDraw{d1, "设备"}, moderator(), "++zzzzzzzz"},
        {ReportDrawCheck{d1, DrawCheckOutcome::inputs_hold, {}}, attendee(5), "rrr++++++r"},
        {ReportDrawCheck{d1, DrawCheckOutcome::seed_holds, {}}, attendee(5), "rrrr+++++r"},
        {ReportDrawCheck{d1, DrawCheckOutcome::fault, DrawCheck::c4}, attendee(5), "rr++++++++"},
    };
    const std::vector<std::pair<char, Refusal>> reasons{
        {'p', Refusal::draw_is_pending},    {'.', Refusal::draw_is_not_collecting},
        {'f', Refusal::draw_is_not_frozen}, {'r', Refusal::draw_is_not_revealed},
        {'c', Refusal::draw_is_not_called}, {'y', Refusal::draw_is_not_yours},
        {'z', Refusal::draw_is_frozen}};
    const auto states = all_states();
    for (const auto& step : steps) {
        REQUIRE(step.may.size() == states.size());
        for (std::size_t index = 0; index < states.size(); ++index) {
            Scene scene = states.at(index).scene;
            REQUIRE((last(scene).state == states.at(index).state));
            if (scene.hearing().draws.draws.back().deadline)
                scene.later(*last(scene).deadline - scene.now());
            if (states.at(index).state == DrawState::opened) scene.later(limits::draw_preview);
            if (std::holds_alternative<FreezeDraw>(step.command) && step.may.at(index) == '+')
                scene.does(ContributeNonce{d1, other}, attendee(1));
            INFO(name_of(step.command) << " in state " << index);
            const auto answer = scene.when(step.command, step.actor);
            const auto reason =
                std::ranges::find(reasons, step.may.at(index), &std::pair<char, Refusal>::first);
            if (reason == reasons.end())
                CHECK_FALSE(answer.events().empty());
            else
                answer.then(reason->second);
        }
        const auto unknown = std::visit(
            [](auto command) -> Command {
                if constexpr (requires { command.draw; }) command.draw = DrawId{"d9"};
                return command;
            },
            step.command);
        opened().when(unknown, step.actor).then(Refusal::unknown_draw);
    }
}

TEST_CASE("the pool is shown for five seconds before chance is collected", "[core][draw]")
{
    Scene scene = opened();
    scene.later(limits::draw_preview - Span{1});
    scene.when(CollectNonces{d1}, moderator()).then(Refusal::draw_preview_is_not_over);
    scene.later(Span{1});
    scene.when(CollectNonces{d1}, chair())
        .then(NonceCollectionStarted{d1, scene.now() + limits::nonce_collection});
}

TEST_CASE("of each phone the first nonce counts", "[core][draw]")
{
    Scene scene = collecting();
    scene.when(ContributeNonce{d1, other}, attendee(3)).then(NonceContributed{d1, card(3), other});
    scene.does(ContributeNonce{d1, other}, attendee(3));
    // Again the same: it was lost on the way. Another: somebody tries.
    scene.when(ContributeNonce{d1, other}, attendee(3)).then();
    scene.when(ContributeNonce{d1, secret}, attendee(3)).then(Refusal::nonce_is_given);
    scene.later(limits::nonce_collection).does(FreezeDraw{d1}, server());
    scene.when(ContributeNonce{d1, other}, attendee(3)).then();
    CHECK(last(scene).contributions.size() == 1);
}

TEST_CASE("whoever is present gives chance, in the pool or not", "[core][draw]")
{
    Scene scene = demo(Phase::inquiry);
    scene.happened(RosterImported{
        {{.participant = card(2), .category = category_of(2), .in_draw_pool = false}}});
    scene.happened(ParticipantLeft{card(3)});
    open_draw(scene);
    scene.happened(ParticipantArrived{card(3), PresenceSource::card});
    scene.happened(ParticipantLeft{card(4)});
    scene.later(limits::draw_preview).does(CollectNonces{d1}, moderator());
    for (const int number : {1, 2, 3})
        scene.does(ContributeNonce{d1, nonce_of(number)}, attendee(number));
    scene.when(ContributeNonce{d1, other}, attendee(4)).then(Refusal::not_checked_in);
    scene.when(ContributeNonce{d1, other}, attendee(99)).then(Refusal::not_checked_in);
}

TEST_CASE("a nonce is 64 hexadecimal digits in lower case", "[core][draw]")
{
    const std::string upper(64, 'A');
    for (const auto& nonce : {std::string{}, other.substr(1), other + 'e', upper,
                              other.substr(1) + 'g', other.substr(1) + ' '})
        collecting().when(ContributeNonce{d1, nonce}, attendee(1)).then(Refusal::bad_nonce);
}

TEST_CASE("no more phones give chance than all can fetch", "[core][draw]")
{
    const int people = static_cast<int>(limits::contributors_max) + 1;
    Scene scene = collecting({}, people);
    for (int number = 1; number < people; ++number)
        scene.happened(NonceContributed{d1, card(number), other});
    scene.when(ContributeNonce{d1, other}, attendee(people)).then(Refusal::too_many_nonces);
}

TEST_CASE("the freeze comes at the deadline, and reveals at once unless a throw is awaited",
          "[core][draw]")
{
    Scene scene = collecting();
    scene.does(ContributeNonce{d1, other}, attendee(1));
    scene.later(limits::nonce_collection - Span{1});
    scene.when(FreezeDraw{d1}, server()).then(Refusal::deadline_is_not_over);
    scene.later(Span{1});
    const auto seals = fake_scheme().seals(last(scene));
    scene.when(FreezeDraw{d1}, server()).then(DrawFrozen{d1, seals}, DrawRevealed{d1, secret, "-"});
    scene.does(FreezeDraw{d1}, server());
    CHECK(last(scene).secret == secret);
    CHECK((last(scene).seals == seals));

    Scene dice = frozen();
    CHECK(last(dice).secret.empty());
    CHECK_FALSE(last(dice).deadline);
    dice.when(EnterDice{d1, "dice:4-2-6,x.1"}, chair())
        .then(DrawRevealed{d1, secret, "dice:4-2-6,x.1"});
}

TEST_CASE("what was thrown is written in the characters of the file", "[core][draw]")
{
    for (const auto& text : {std::string{}, std::string{"-"}, std::string{"4 2"}, std::string{"四"},
                             std::string{"4\n2"}, std::string(129, '6')})
        frozen().when(EnterDice{d1, text}, moderator()).then(Refusal::bad_public_text);
    CHECK(frozen().when(EnterDice{d1, std::string(128, '6')}, moderator()).decision().has_value());
}

TEST_CASE("a draw that cannot be fair is void, and says why", "[core][draw]")
{
    using Cause = DrawVoidCause;
    Scene scene = collecting();
    SECTION("nobody gave chance, and no throw is to come")
    {
        scene.later(limits::nonce_collection);
        scene.when(FreezeDraw{d1}, server())
            .then(DrawVoided{d1, Cause::nobody_contributed, "", secret});
        Scene dice = collecting({.public_dice = true});
        dice.later(limits::nonce_collection).does(FreezeDraw{d1}, server());
        CHECK((last(dice).state == DrawState::frozen));
    }
    SECTION("the server stood still")
    {
        scene.does(ContributeNonce{d1, other}, attendee(1)).later(limits::draw_freeze_latest);
        CHECK(scene.when(FreezeDraw{d1}, server()).events().size() == 2);
        scene.later(Span{1});
        scene.when(FreezeDraw{d1}, server())
            .then(DrawVoided{d1, Cause::frozen_too_late, "", secret});
    }
    SECTION("the secret is lost")
    {
        scene.does(ContributeNonce{d1, other}, attendee(1)).later(limits::nonce_collection);
        const DrawVoided lost{d1, Cause::secret_is_lost, "", ""};
        scene.when(VoidDraw{d1, ""}, server()).then(Refusal::draw_is_frozen);
        scene.with_secret({});
        scene.when(FreezeDraw{d1}, server()).then(lost);
        for (Scene early : {opened(), collecting(), frozen()})
            early.with_secret({}).when(VoidDraw{d1, ""}, server()).then(lost);
        frozen().with_secret({}).when(EnterDice{d1, "6"}, moderator()).then(lost);
        for (Scene late : {revealed(), drawn(), called(), accepted(), voided()})
            late.with_secret({}).when(VoidDraw{d1, ""}, server()).then(Refusal::draw_is_frozen);
    }
}

TEST_CASE("a draw is voided with a reason, and its secret is published", "[core][draw]")
{
    Scene scene = collecting();
    scene.when(VoidDraw{d1, ""}, moderator()).then(Refusal::reason_is_missing);
    scene.when(VoidDraw{d1, "设备故障"}, chair())
        .then(DrawVoided{d1, DrawVoidCause::desk, "设备故障", secret});
    scene.does(VoidDraw{d1, "设备故障"}, chair());
    CHECK(pending(scene.hearing().draws) == nullptr);
    CHECK(last(scene).secret == secret);
    CHECK(last(scene).void_reason == "设备故障");
    CHECK_FALSE(last(scene).deadline);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("the result names those drawn, and how many could not be", "[core][draw]")
{
    Scene scene = revealed({.rule = {DrawRuleKind::any, 5, {}}}, 3);
    const auto people = fake_drawn(last(scene).pool, last(scene).rule, seed);
    REQUIRE(people.size() == 3);
    scene.when(FinishDraw{d1, seed}, server()).then(DrawFinished{d1, seed, people, 2});
    scene.when(FinishDraw{d1, "seed"}, server()).then(Refusal::bad_nonce);
}

TEST_CASE("several people are called one after the other", "[core][draw]")
{
    Scene scene = drawn({.rule = {DrawRuleKind::any, 3, {}}});
    const auto people = last(scene).drawn;
    for (const bool accept : {false, true}) {
        const auto person = drawn_by(scene);
        scene.does(CallDrawn{d1}, moderator());
        scene.does(AnswerDraw{d1, accept}, {Role::attendee, person.value});
        CHECK((last(scene).state == DrawState::drawn));
    }
    CHECK(pending(scene.hearing().draws) != nullptr);
    scene.does(CallDrawn{d1}, moderator()).later(limits::draw_answer_time);
    scene.when(MarkDrawnAbsent{d1}, server()).then(DrawnAbsent{d1, people.at(2).participant});
    scene.does(MarkDrawnAbsent{d1}, server());
    // Somebody has accepted: the draw has done what it was for.
    CHECK((last(scene).state == DrawState::accepted));
    CHECK(next_drawn(last(scene)) == nullptr);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("the desk answers for the person it saw called, and for nobody else", "[core][draw]")
{
    Scene scene = drawn({.rule = {DrawRuleKind::any, 2, {}}});
    const auto first = drawn_by(scene);
    scene.does(CallDrawn{d1}, moderator());
    scene.does(AnswerDrawFor{d1, false, first}, moderator()).does(CallDrawn{d1}, chair());
    scene.when(AnswerDrawFor{d1, false, first}, moderator()).then(Refusal::changed_meanwhile);
    const auto second = drawn_by(scene);
    scene.when(AnswerDrawFor{d1, false, second}, moderator()).then(DrawnDeclined{d1, second});
    scene.when(AnswerDrawFor{d1, false}, moderator()).then(DrawnDeclined{d1, second});
}

TEST_CASE("nobody on whom the lot may fall has a turn before it is known, and so none has two",
          "[core][draw]")
{
    Scene scene = demo(Phase::inquiry);
    scene.does(RaiseHand{}, attendee(1)); // In its queue before the pool is listed: weight 0.
    open_draw(scene, {.rule = {DrawRuleKind::any, 2, {}}});
    for (int number = 2; number <= 12; ++number) scene.does(RaiseHand{}, attendee(number));
    const auto call = [&](const ParticipantId& person) {
        const auto& questions = scene.hearing().floor.questions;
        const auto hand = std::ranges::find_if(questions, [&](const auto& one) {
            return one.second.asker_id == person.value && one.second.queue != drawn_queue();
        });
        return scene.when(CallQuestion{hand->first}, moderator());
    };
    call(card(2)).then(Refusal::draw_is_pending);
    CHECK(call(card(1)).events().size() == 1);

    freeze_draw(scene, d1);
    call(card(2)).then(Refusal::draw_is_pending);
    scene.does(FinishDraw{d1, seed}, server());
    const auto people = last(scene).drawn;
    for (const auto& one : people) call(one.participant).then(Refusal::draw_is_pending);
    // From the result on nobody else is held.
    for (int number = 1; number <= 12; ++number)
        if (std::ranges::count(people, card(number), &DrawnPerson::participant) == 0)
            CHECK(call(card(number)).events().size() == 1);

    scene.does(CallDrawn{d1}, moderator());
    call(people.at(0).participant).then(Refusal::draw_is_pending);
    scene.does(AnswerDrawFor{d1, false}, moderator());
    CHECK(call(people.at(0).participant).events().size() == 1);
    call(people.at(1).participant).then(Refusal::draw_is_pending);
    scene.does(CallDrawn{d1}, moderator()).does(AnswerDrawFor{d1, true}, moderator());
    CHECK(scene.when(CallQuestion{newest(scene)}, moderator()).events().size() == 1);
}

TEST_CASE("an observer, and who no quota of the draw can reach, are called while it is under way",
          "[core][draw]")
{
    Scene scene = demo(Phase::inquiry);
    scene.hearing().rules.observers_may_ask = true;
    open_draw(scene, {.rule = {DrawRuleKind::quota, 1, {{category_of(1), 1}}}});
    scene.does(RaiseHand{}, attendee(1)).does(RaiseHand{}, attendee(2));
    scene.does(AskQuestion{.text = "?", .units = {}}, {Role::observer, card(1).value});
    scene.does(ApproveQuestion{question(3)}, moderator());
    scene.when(CallQuestion{question(1)}, moderator()).then(Refusal::draw_is_pending);
    CHECK(scene.when(CallQuestion{question(2)}, moderator()).events().size() == 1);
    CHECK(scene.when(CallQuestion{question(3)}, moderator()).events().size() == 1);
}

TEST_CASE("each phone reports a check once", "[core][draw]")
{
    Scene scene = drawn();
    const ReportDrawCheck holds{d1, DrawCheckOutcome::inputs_hold, {}};
    const ReportDrawCheck fault{d1, DrawCheckOutcome::fault, DrawCheck::c2};
    scene.when(fault, attendee(1))
        .then(DrawChecked{d1, card(1), DrawCheckOutcome::fault, DrawCheck::c2});
    scene.does(holds, attendee(1)).does(fault, attendee(1)).does(holds, attendee(2));
    scene.when(holds, attendee(1)).then();
    scene.when(ReportDrawCheck{d1, DrawCheckOutcome::fault, DrawCheck::c6}, attendee(1)).then();
    CHECK(last(scene).inputs_hold.size() == 2);
    CHECK(last(scene).seed_holds.empty());
    CHECK((last(scene).faults == std::map<ParticipantId, DrawCheck>{{card(1), DrawCheck::c2}}));

    scene.when(holds, attendee(99)).then(Refusal::not_on_roster);
    scene.when(ReportDrawCheck{d1, DrawCheckOutcome::fault, {}}, attendee(3))
        .then(Refusal::number_is_out_of_range);
    scene.when(ReportDrawCheck{d1, DrawCheckOutcome::seed_holds, DrawCheck::c7}, attendee(3))
        .then(Refusal::number_is_out_of_range);
}
