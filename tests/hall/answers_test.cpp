#include "hall/answers.hpp"

#include "hall/limits.hpp"
#include "support/catch.hpp"

using namespace rostrum;
using hall::Acknowledged;
using hall::Answer;
using hall::Answers;
using Keep = hall::Answers::Keep;

namespace {

/// What a repeat is told: how many answers, and the last of them.
struct Told {
    int count{0};
    Answer last;
};

Answers::Reply into(Told& told)
{
    return [&told](const Answer& answer) {
        ++told.count;
        told.last = answer;
    };
}

bool is_known(Answers& answers, const std::string& id)
{
    Told told;
    auto reply = into(told);
    return answers.repeat("sender", id, reply);
}

} // namespace

TEST_CASE("a command and its repeats are answered together, each once", "[hall][answers]")
{
    Answers answers;
    Told first;
    Told repeat;
    answers.begin("sender", "id", into(first));
    auto reply = into(repeat);
    CHECK(answers.repeat("sender", "id", reply));
    CHECK(answers.waiting() == 1);
    CHECK(first.count + repeat.count == 0);
    answers.finish("sender", "id", Acknowledged{"{\"a\":1}"}, Keep::yes);
    CHECK(first.count == 1);
    CHECK(repeat.count == 1);
    CHECK(repeat.last == Answer{Acknowledged{"{\"a\":1}"}});
    CHECK(answers.waiting() == 0);
    CHECK(is_known(answers, "id"));
}

TEST_CASE("trouble is not remembered, so that the command may be sent again", "[hall][answers]")
{
    Answers answers;
    Told told;
    answers.begin("sender", "id", into(told));
    answers.finish("sender", "id", hall::Trouble::storage_failed, Keep::yes);
    CHECK(told.count == 1);
    CHECK_FALSE(is_known(answers, "id"));
}

TEST_CASE("what must not stay in memory is answered and forgotten", "[hall][answers]")
{
    Answers answers;
    Told told;
    answers.begin("sender", "id", into(told));
    answers.finish("sender", "id", Acknowledged{"{\"key\":\"k\"}"}, Keep::no);
    CHECK(told.count == 1);
    CHECK_FALSE(is_known(answers, "id"));
}

TEST_CASE("beyond their limit the oldest answers are forgotten", "[hall][answers]")
{
    Answers answers;
    const auto id_of = [](std::size_t number) { return "id-" + std::to_string(number); };
    for (std::size_t number = 0; number <= hall::limits::answers_remembered_max; ++number)
        answers.remember("sender", id_of(number), {});
    CHECK_FALSE(is_known(answers, id_of(0)));
    CHECK(is_known(answers, id_of(1)));
    CHECK(is_known(answers, id_of(hall::limits::answers_remembered_max)));
}
