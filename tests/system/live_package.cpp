#include "hall/box_contents.hpp"
#include "hall/secret_stage.hpp"
#include "package/make.hpp"
#include "system/package_story.hpp"

namespace rostrum::system_test {
namespace {

using namespace core;
using test::b1;

/// The rule's hash is looked at, too.
void with_real_hashes(test::Stage& stage)
{
    stage.world.world.sha256 = [](const std::string& text) {
        return trust::hex(trust::sha256(std::string_view{text}));
    };
}

void publish(test::Stage& stage, const BallotId& ballot)
{
    stage.advance(Phase::result);
    for (const int teller : {1, 2}) stage.does(SignTally{ballot}, test::teller(teller));
    stage.does(PublishResult{ballot}, test::chair());
}

void hold_draw(test::Stage& stage)
{
    with_real_hashes(stage);
    stage.hold_draw();
    stage.does(CallDrawn{test::draw_id(1)}, test::moderator());
    stage.does(AnswerDrawFor{test::draw_id(1), true}, test::moderator());
}

/// Five votes by tokens, one of them changed; a token that is not used; a ballot on paper.
void hold_ballot(test::SecretStage& stage)
{
    stage.open();
    for (int number = 1; number <= 5; ++number)
        stage.votes(number, number % 2 == 0 ? test::not_satisfied : test::satisfied);
    stage.votes(2, test::satisfied, 2);
    stage.take_token(6);
    stage.does(HandOutPaper{b1, test::card(7)}, test::teller(1));
    stage.close();
    stage.advance(Phase::result);
    for (const int teller : {1, 2})
        stage.does(EnterPaperCount{b1, 1, 0, {{test::satisfied, 1}}}, test::teller(teller));
    publish(stage, b1);
    stage.advance(Phase::closed);
}

/// One void before its freeze, and one to its end.
void void_draws(test::Stage& stage)
{
    with_real_hashes(stage);
    stage.does(OpenDraw{}, test::moderator());
    stage.does(VoidDraw{test::draw_id(1), "重来"}, test::moderator());
    stage.hold_draw({.reason = "重来"});
    stage.does(CallDrawn{test::draw_id(2)}, test::moderator());
    stage.does(AnswerDrawFor{test::draw_id(2), false}, test::moderator());
}

/// Confidential, on phones alone.
void hold_second_ballot(test::SecretStage& stage)
{
    const BallotId b2{"b2"};
    stage.does(ReopenPhase{Phase::ballot, "重新测评"}, test::moderator());
    stage.does(LockBallotRule{}, test::chair());
    stage.does(OpenBallot{b2, BallotMode::confidential}, test::chair());
    for (const int number : {1, 2, 3, 4, 6, 7, 8}) {
        const auto key = stage.claim(number, b2);
        stage.does(CastBallot{b2, key, test::satisfied, 1}, test::attendee(number));
    }
    stage.does(CloseBallot{b2}, test::chair());
    publish(stage, b2);
}

Files package_of(test::SecretStage& stage)
{
    package::Contents contents{.hearing = "h01",
                               .lines = stage.world.lines("h01"),
                               .checkpoints = {{"-", "-"}},
                               .names = {{"A-0001", "甲", "", "", ""}}};
    for (const auto& put : stage.world.box("h01").ballots)
        contents.votes.push_back(hall::boxed(put));
    return signed_again(package::make_package(contents));
}

} // namespace

Files package_of_live_hearing()
{
    test::SecretStage stage{8, default_rules(), hold_draw};
    hold_ballot(stage);
    return package_of(stage);
}

Files package_with_voided()
{
    test::SecretStage stage{8, default_rules(), void_draws};
    stage.does(MarkAbsent{test::card(8)}, test::moderator());
    stage.open();
    for (int number = 1; number <= 5; ++number) stage.votes(number, test::not_satisfied);
    stage.does(MarkAbsent{test::card(5)}, test::moderator());
    stage.does(CloseBallot{b1}, test::moderator());
    stage.does(MarkPresent{test::card(8)}, test::moderator()); // Too late to be in the base.
    stage.world.pass(limits::ballot_grace);
    stage.world.run_all();
    publish(stage, b1);
    stage.does(VoidBallot{b1, "设备故障"}, test::chair());
    hold_second_ballot(stage);
    return package_of(stage);
}

} // namespace rostrum::system_test
