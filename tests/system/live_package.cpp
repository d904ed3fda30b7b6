#include "hall/box_contents.hpp"
#include "hall/secret_stage.hpp"
#include "package/make.hpp"
#include "system/package_story.hpp"

namespace rostrum::system_test {
namespace {

using namespace core;
using test::b1;

void hold_draw(test::Stage& stage)
{
    // The rule's hash is looked at, too.
    stage.world.world.sha256 = [](const std::string& text) {
        return trust::hex(trust::sha256(std::string_view{text}));
    };
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
    for (const int teller : {1, 2}) stage.does(SignTally{b1}, test::teller(teller));
    stage.does(PublishResult{b1}, test::chair());
    stage.advance(Phase::closed);
}

} // namespace

Files package_of_live_hearing()
{
    test::SecretStage stage{8, default_rules(), hold_draw};
    hold_ballot(stage);
    package::Contents contents{.hearing = "h01",
                               .lines = stage.world.lines("h01"),
                               .checkpoints = {{"-", "-"}},
                               .names = {{"A-0001", "甲", "", "", ""}}};
    for (const auto& put : stage.world.box("h01").ballots)
        contents.votes.push_back(hall::boxed(put));
    return signed_again(package::make_package(contents));
}

} // namespace rostrum::system_test
