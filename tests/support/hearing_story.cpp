#include "support/hearing_story.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"

#include <string>
#include <utility>

namespace rostrum::test {
namespace {

using namespace core;

HearingRules story_rules()
{
    auto rules = default_rules();
    rules.observers_may_ask = true;
    rules.support_orders = true;
    rules.ballot.live_batch = 10;
    rules.ballot.breakdown_by_category = true;
    return rules;
}

/// Phones 1 to 40, of whom some change their mind, and two paper ballots.
constexpr int phones = 40;
constexpr int secret_voters = 12;

class Teller {
public:
    explicit Teller(const std::function<void(const Scene&)>& after_each) : after_each_{after_each}
    {
    }

    void prepare();
    void check_in();
    void report();
    void ask();
    void moderate();
    void answer();
    void finish_draw(const DrawId& draw);
    void draw();
    void vote_secretly();
    void vote();
    void count();
    void publish();
    void close();

    Scene scene;

private:
    void does(const Command& command, const Actor& actor) { soon(seconds(7), command, actor); }
    void soon(Span wait, const Command& command, const Actor& actor)
    {
        scene.later(wait);
        scene.does(command, actor);
        after_each_(scene);
    }
    void advance(Phase to) { does(AdvancePhase{to, ""}, moderator()); }
    /// `option`: its place in the rule.
    void cast(int number, int option, std::uint32_t revision)
    {
        const auto& ballot = scene.hearing().ballots.ballots.back();
        const auto& choice = ballot.rule.options.at(static_cast<std::size_t>(option)).option;
        does(CastBallot{ballot.ballot, key_of(card(number)), choice, revision}, attendee(number));
    }

    const std::function<void(const Scene&)>& after_each_;
};

void Teller::prepare()
{
    does(CreateHearing{{"h01"}, "蓝色海湾攻势质询会", "一号会场", scene.now(), default_rules()},
         secretariat());
    auto campaign = demo_campaign();
    campaign.metrics.front().note = "年度";
    campaign.projects.front().status = "已开工";
    does(DescribeCampaign{campaign}, secretariat());
    does(SetRules{story_rules()}, secretariat());
    auto people = entries(story_people);
    people.back().in_draw_pool = false;
    people.back().may_vote = false;
    does(ImportRoster{people}, secretariat());
    does(AttachSlides{"汇报.pdf", std::string(64, 'a'), 20}, respondent());
}

void Teller::check_in()
{
    advance(Phase::check_in);
    for (int number = 1; number < story_people; ++number) does(CheckIn{}, attendee(number));
    does(MarkPresent{card(story_people)}, moderator());
    does(MarkAbsent{card(story_people)}, moderator());
    does(MarkPresent{card(story_people)}, moderator());
    does(NoteEarlierTurns{{{card(3), 2}}}, server());
}

void Teller::report()
{
    advance(Phase::report);
    does(ShowSlide{3}, respondent());
    does(PauseClock{ClockKind::phase}, moderator());
    does(ResumeClock{ClockKind::phase}, moderator());
    does(ExtendClock{ClockKind::phase, minutes(2)}, chair());
}

void Teller::ask()
{
    does(AskQuestion{"河道整治什么时候完成？", {{"u2"}}}, attendee(1));
    does(AskQuestion{"河道整治何时能够完成？", {}}, attendee(2));
    does(AskQuestion{"与本次质询无关的问题", {}}, attendee(3));
    does(AskQuestion{"排口由谁来管？", {{"u1"}, {"u2"}}}, observer(1));
    does(AskQuestion{"我想撤回的问题", {}}, attendee(4));
    does(WithdrawQuestion{question(5)}, attendee(4));
    advance(Phase::inquiry);
    does(RaiseHand{}, attendee(7));
}

void Teller::moderate()
{
    does(ApproveQuestion{question(1)}, moderator());
    does(ApproveQuestion{question(4)}, moderator());
    does(EditQuestion{question(1), "河道整治的完成时间？", {{"u2"}}}, moderator());
    does(SupportQuestion{question(4), true}, attendee(9));
    does(SupportQuestion{question(1), true}, attendee(9));
    does(SupportQuestion{question(1), true}, attendee(10));
    does(SupportQuestion{question(1), false}, attendee(10));
    does(MergeQuestion{question(2), question(1)}, moderator());
    does(ReturnQuestion{question(3), "重复"}, moderator());
    does(ReconsiderQuestion{question(3)}, moderator());
    does(ReturnQuestion{question(3), "与本次质询无关"}, moderator());
    does(MoveQuestion{question(6), 1}, chair());
}

void Teller::answer()
{
    does(CallQuestion{question(1)}, moderator());
    does(ExtendClock{ClockKind::speech, seconds(30)}, moderator());
    does(PromptChair{PromptKind::please_close, {}}, moderator());
    does(AcknowledgePrompt{PromptId{"p1"}}, chair());
    does(PromptChair{PromptKind::note, "请提醒简要发言"}, moderator());
    does(StartAnswer{{}}, moderator());
    does(NoteAnswer{question(1), {"u2"}, "年底之前。"}, respondent());
    does(StartFollowUp{}, moderator());
    does(StartAnswer{{{"u1"}, {"u2"}}}, moderator());
    does(JudgeAnswer{question(1), AnswerVerdict::partly}, attendee(1));
    does(CloseQuestion{}, moderator());
    does(ReopenPhase{Phase::report, "补充说明"}, chair());
    advance(Phase::inquiry);
}

/// From the collection to the result; the first two phones give their chance.
void Teller::finish_draw(const DrawId& draw)
{
    does(CollectNonces{draw}, moderator());
    for (const int number : {1, 2})
        soon(Span{150}, ContributeNonce{draw, nonce_of(number)}, attendee(number));
    soon(limits::nonce_collection, FreezeDraw{draw}, server());
    if (scene.hearing().draws.draws.back().public_dice) does(EnterDice{draw, "4-2-6"}, moderator());
    does(ReportDrawCheck{draw, DrawCheckOutcome::inputs_hold, {}}, attendee(1));
    does(FinishDraw{draw, fake_sha256("seed of " + draw.value)}, server());
    does(CallDrawn{draw}, moderator());
}

void Teller::draw()
{
    does(OpenDraw{}, moderator());
    does(VoidDraw{draw_id(1), "抽签规则选错"}, moderator());
    does(OpenDraw{.reason = "重新抽签"}, moderator());
    finish_draw(draw_id(2));
    does(AnswerDraw{draw_id(2), false}, {Role::attendee, drawn_by(scene).value});
    does(OpenDraw{.public_dice = true, .reason = "抽中者谢绝"}, moderator());
    finish_draw(draw_id(3));
    scene.later(limits::draw_answer_time);
    does(MarkDrawnAbsent{draw_id(3)}, server());
    does(OpenDraw{.rule = {DrawRuleKind::quota, 1, {{category_of(4), 1}}},
                  .pace = DrawPace::quick,
                  .public_dice = false,
                  .reason = "抽中者未应答"},
         moderator());
    finish_draw(draw_id(4));
    does(AnswerDrawFor{draw_id(4), true}, moderator());
    does(ReportDrawCheck{draw_id(4), DrawCheckOutcome::seed_holds, {}}, attendee(1));
    does(ReportDrawCheck{draw_id(4), DrawCheckOutcome::fault, DrawCheck::c2}, attendee(2));
    const auto next = propose_next(scene.hearing().floor, scene.hearing().draws,
                                   scene.hearing().roster, scene.hearing().rules);
    REQUIRE(next);
    does(CallQuestion{next->question}, moderator());
    does(CloseQuestion{}, moderator());
}

/// Twelve votes by tokens, and then it is void.
void Teller::vote_secretly()
{
    const BallotId ballot{"b1"};
    does(LockBallotRule{}, chair());
    scene.with_trusted_network(false);
    does(OpenBallot{ballot, BallotMode::secret, /*accepts_untrusted_network=*/true}, chair());
    for (int number = 1; number <= secret_voters; ++number)
        does(claim_token(ballot, number), attendee(number));
    does(HandOutPaper{ballot, card(phones + 1)}, teller(1));
    for (int voter = 1; voter <= secret_voters; ++voter) {
        scene.later(seconds(1)).casts(secret_cast(ballot, voter, {"satisfied"}));
        after_each_(scene);
        if (voter == secret_voters / 2)
            does(CloseBallot{ballot, /*accepts_small_channel=*/true}, chair());
    }
    soon(limits::ballot_grace, CountBallot{ballot}, server());
    does(VoidBallot{ballot, "设备故障"}, chair());
}

void Teller::vote()
{
    advance(Phase::ballot);
    vote_secretly();
    does(LockBallotRule{}, chair());
    does(OpenBallot{{"b2"}, BallotMode::confidential}, chair());
    for (int number = 1; number <= phones; ++number) {
        does(ClaimBallot{{"b2"}}, attendee(number));
        cast(number, number / 6 % 3, 1);
    }
    cast(5, 2, 2);
    does(HandOutPaper{{"b2"}, card(phones + 1)}, teller(1));
    does(TakeBackPaper{{"b2"}, card(phones + 1), "票面破损"}, teller(1));
    does(HandOutPaper{{"b2"}, card(phones + 1)}, teller(1));
}

void Teller::count()
{
    does(CloseBallot{{"b2"}, /*accepts_small_channel=*/true}, chair());
    does(EnterPaperCount{{"b2"}, 1, 0, {{{"satisfied"}, 1}}}, teller(1));
    does(EnterPaperCount{{"b2"}, 1, 1, {}}, teller(2));
    does(WithdrawPaperCount{{"b2"}, "录入有误"}, teller(2));
    does(EnterPaperCount{{"b2"}, 1, 0, {{{"satisfied"}, 1}}}, teller(2));
    advance(Phase::result);
    does(SignTally{{"b2"}}, teller(1));
    does(SignTally{{"b2"}}, teller(2));
}

void Teller::publish()
{
    does(PublishResult{{"b2"}}, chair());
    REQUIRE(scene.hearing().ballots.ballots.back().verdict->outcome == Outcome::below);
    does(ConfirmPassage{question(1), "河道整治的完成时间？"}, attendee(1));
    does(GiveInstruction{{"u1"}, "局长", "每月通报进度", scene.now() + days(30)}, chair());
    advance(Phase::closed);
}

void Teller::close()
{
    does(SubmitReport{{"r1"}, "书面报告第一稿"}, secretariat());
    does(ReturnReport{{"r1"}, "未答复第一问", scene.now() + days(10)}, secretariat());
    scene.later(days(40));
    does(MarkOverdue{{"r1"}}, server());
    does(SubmitReport{{"r1"}, "书面报告第二稿"}, secretariat());
    does(AcceptReport{{"r1"}}, secretariat());
    does(FinishInstruction{{"i1"}, "已通报"}, secretariat());
    // A result that is voided takes its duties with it. Kept for the record of another hearing.
    scene.happened(DutyWithdrawn{{"r2"}});
    after_each_(scene);
}

} // namespace

Scene tell_story(const std::function<void(const Scene&)>& after_each)
{
    Teller teller{after_each};
    teller.prepare();
    teller.check_in();
    teller.report();
    teller.ask();
    teller.moderate();
    teller.answer();
    teller.draw();
    teller.vote();
    teller.count();
    teller.publish();
    teller.close();
    return std::move(teller.scene);
}

} // namespace rostrum::test
