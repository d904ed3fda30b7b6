#include "papers/search_texts.hpp"

#include "support/catch.hpp"

using namespace rostrum;
using protocol::FindableKind;

namespace {

using Words = std::vector<std::string>;

core::Hearing hearing_with_texts()
{
    core::Hearing hearing;
    hearing.hearing = {"h01"};
    hearing.campaign.units = {{{"u1"}, "工业和信息化局", "局长"}};
    core::Question question;
    question.question = {"q1"};
    question.asker_id = "A-0007";
    question.original_text = "ＡＩ 为何慢";
    question.text = "人工智能为何慢";
    question.notes = {{{"u1"}, "正在补链强链"}};
    hearing.floor.questions.emplace(question.question, question);
    core::Question hand; // Raised, and nothing noted of it.
    hand.question = {"q2"};
    hearing.floor.questions.emplace(hand.question, hand);
    core::ReportDuty duty;
    duty.duty = {"r1"};
    duty.unit = {"u1"};
    duty.report = "已交整改方案";
    duty.return_reason = "缺少时限";
    hearing.duties.reports.emplace(duty.duty, duty);
    core::Instruction instruction;
    instruction.instruction = {"i1"};
    instruction.unit = {"u1"};
    instruction.text = "一个月内办结";
    hearing.duties.instructions.emplace(instruction.instruction, instruction);
    return hearing;
}

} // namespace

TEST_CASE("what is typed is taken apart at blanks, in the form in which it is compared",
          "[papers][search]")
{
    CHECK(papers::search_words("  ＡＩ　制造业 5％ ") == Words{"ai", "制造业", "5%"});
    CHECK(papers::search_words(" 　 ").empty());
}

TEST_CASE("a question is found by its words as asked and as edited, an answer by its note",
          "[papers][search]")
{
    const auto texts = papers::search_texts(hearing_with_texts());
    REQUIRE(texts.size() == 4);
    CHECK(texts[0].kind == FindableKind::question);
    CHECK(texts[0].text == "人工智能为何慢");
    CHECK(texts[0].about == "A-0007");
    CHECK(texts[0].hay == "ai 为何慢\n人工智能为何慢\na-0007\n");
    CHECK(texts[1].kind == FindableKind::answer);
    CHECK(texts[1].id == "q1");
    CHECK(texts[1].about == "工业和信息化局");
}

TEST_CASE("a duty is found by its unit, what was handed in and why it was returned",
          "[papers][search]")
{
    const auto texts = papers::search_texts(hearing_with_texts());
    CHECK(texts[2].kind == FindableKind::duty);
    CHECK(texts[2].hay == "工业和信息化局\n局长\n已交整改方案\n缺少时限\n");
    CHECK(texts[3].kind == FindableKind::instruction);
    CHECK(texts[3].text == "一个月内办结");
}

TEST_CASE("people are found by all that is known of them, with the hearings they are in",
          "[papers][search]")
{
    auto hearing = hearing_with_texts();
    hearing.roster.participants.emplace(core::ParticipantId{"A-0001"}, core::Participant{});
    const std::map<core::HearingId, const core::Hearing*> hearings{{{"h01"}, &hearing}};
    const protocol::NameBook names{{{"A-0001"}, {"欧阳娜", "海洋局", "处长", "3排5座"}},
                                   {{"A-0002"}, {"欧阳明", "港口集团", "", ""}}};
    const auto both = papers::find_people(names, hearings, {"欧阳"}, 1);
    CHECK(both.count == 2);
    REQUIRE(both.first.size() == 1);
    CHECK(both.first[0].participant.value == "A-0001");
    CHECK(both.first[0].hearings == std::vector<core::HearingId>{{"h01"}});
    for (const Words& words : {Words{"a-0002"}, Words{"港"}, Words{"欧阳", "集团"}})
        CHECK(papers::find_people(names, hearings, words, 9).count == 1);
    CHECK(papers::find_people({}, hearings, {"欧阳"}, 9).count == 0);
}
