#include "core/prompt.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

const PromptId p1{"p1"};
const PromptId p2{"p2"};

PromptChair note(const std::string& text)
{
    return {.kind = PromptKind::note, .text = text};
}

Scene prompted()
{
    Scene scene = demo(Phase::inquiry, 3);
    scene.does(PromptChair{PromptKind::please_close, {}}, moderator());
    return scene;
}

} // namespace

TEST_CASE("a word reaches the chair, and the moderator hears when it was seen", "[core][prompt]")
{
    Scene scene = demo(Phase::inquiry, 3);
    const PromptChair command{PromptKind::one_more_minute, {}};
    scene.when(command, moderator()).then(ChairPrompted{p1, PromptKind::one_more_minute, {}});
    scene.does(command, moderator());
    const Instant given = scene.now();
    scene.later(seconds(4));
    scene.when(AcknowledgePrompt{p1}, chair()).then(PromptAcknowledged{p1});
    scene.does(AcknowledgePrompt{p1}, chair());
    CHECK((scene.hearing().prompts.latest == Prompt{.prompt = p1,
                                                    .kind = PromptKind::one_more_minute,
                                                    .text = {},
                                                    .given_at = given,
                                                    .seen_at = scene.now()}));
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("the same word again before it was seen changes nothing", "[core][prompt]")
{
    Scene scene = prompted();
    const PromptChair again{PromptKind::please_close, {}};
    scene.when(again, moderator()).then();
    scene.does(AcknowledgePrompt{p1}, chair());
    scene.when(AcknowledgePrompt{p1}, chair()).then();
    scene.when(again, moderator()).then(ChairPrompted{p2, PromptKind::please_close, {}});
}

TEST_CASE("a later word takes the place of an earlier one, which is no longer acknowledged",
          "[core][prompt]")
{
    Scene scene = prompted();
    scene.does(note("请介绍下一位"), moderator());
    scene.when(AcknowledgePrompt{p1}, chair()).then(Refusal::unknown_prompt);
    scene.when(AcknowledgePrompt{p2}, chair()).then(PromptAcknowledged{p2});
    demo(Phase::inquiry, 3).when(AcknowledgePrompt{p1}, chair()).then(Refusal::unknown_prompt);
}

TEST_CASE("a note to the chair has a short text, and a fixed word has none", "[core][prompt]")
{
    const Scene scene = demo(Phase::inquiry, 3);
    scene.when(note(""), moderator()).then(Refusal::text_is_empty);
    scene.when(note(std::string(limits::prompt_length_max + 1, 'a')), moderator())
        .then(Refusal::text_is_too_long);
    const auto longest = note(std::string(limits::prompt_length_max, 'a'));
    CHECK(scene.when(longest, moderator()).events().size() == 1);
    scene.when(PromptChair{PromptKind::please_close, "快"}, moderator())
        .then(Refusal::text_is_too_long);
}
