#include "core/similarity.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <string>

using namespace rostrum;
using namespace rostrum::core;

namespace {

Question a_question(int number, QuestionState state, std::string text)
{
    Question question;
    question.question = test::question(number);
    question.state = state;
    question.text = std::move(text);
    return question;
}

void add(Floor& floor, const Question& question)
{
    floor.questions.emplace(question.question, question);
}

} // namespace

TEST_CASE("two texts are as similar as the pairs of characters they share", "[core][similarity]")
{
    CHECK(similarity_per_mille("河道整治", "河道整治") == 1000);
    CHECK(similarity_per_mille("河道整治", "道路建设") == 0);
    CHECK(similarity_per_mille("abcd", "abxy") == 333);
    CHECK(similarity_per_mille("aaaa", "aa") == 500);
    CHECK(similarity_per_mille("河道整治什么时候完成？", "河道整治何时能够完成？") == 444);
    CHECK(similarity_per_mille("ab", "cd") == 0);
}

TEST_CASE("spaces, punctuation and the case of letters make no difference", "[core][similarity]")
{
    CHECK(similarity_per_mille("PM2.5 超标了吗？", "pm 2.5，超标了吗") == 1000);
    CHECK(similarity_per_mille("，。？", "，。？") == 0);
    CHECK(similarity_per_mille("", "") == 0);
    CHECK(similarity_per_mille("水", "水。") == 1000);
    CHECK(similarity_per_mille("水", "水电") == 0);
}

TEST_CASE("texts of very different lengths are not similar", "[core][similarity]")
{
    CHECK(similarity_per_mille("河道", "河道整治什么时候完成") == 0);
}

TEST_CASE("a pending question is paired with the one the hall knows that it resembles most",
          "[core][similarity]")
{
    Floor floor;
    add(floor, a_question(1, QuestionState::closed, "河道整治什么时候完成"));
    add(floor, a_question(2, QuestionState::waiting, "河道的整治什么时候能完成"));
    add(floor, a_question(3, QuestionState::speaking, "学校什么时候建成"));
    add(floor, a_question(4, QuestionState::pending, "河道整治什么时候能完成"));
    add(floor, a_question(5, QuestionState::pending, "为什么停电"));
    add(floor, a_question(6, QuestionState::pending, ""));
    const auto similar = similar_questions(floor);
    REQUIRE(similar.size() == 1);
    CHECK((similar.at(test::question(4)) == test::question(2)));
}

TEST_CASE("what was returned, withdrawn, merged or is pending itself is no match",
          "[core][similarity]")
{
    const auto state = GENERATE(QuestionState::returned, QuestionState::withdrawn,
                                QuestionState::merged, QuestionState::pending);
    Floor floor;
    add(floor, a_question(1, state, "河道整治什么时候完成"));
    add(floor, a_question(2, QuestionState::pending, "河道整治什么时候完成"));
    CHECK(similar_questions(floor).empty());
}

TEST_CASE("only the first pending and the last known questions are compared", "[core][similarity]")
{
    Floor floor;
    add(floor, a_question(1, QuestionState::closed, "最早的一个问题"));
    for (int number = 2; number <= 201; ++number)
        add(floor, a_question(number, QuestionState::closed, "另外" + std::to_string(number)));
    add(floor, a_question(202, QuestionState::pending, "最早的一个问题"));
    CHECK(similar_questions(floor).empty());
    floor.questions.erase(test::question(201));
    CHECK(similar_questions(floor).size() == 1);
    for (int number = 203; number <= 300; ++number)
        add(floor, a_question(number, QuestionState::pending, "最早的一个问题"));
    const auto similar = similar_questions(floor);
    CHECK(similar.size() == 50);
    CHECK(similar.contains(test::question(251)));
    CHECK_FALSE(similar.contains(test::question(252)));
}
