#include "core/prompt.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <cassert>

namespace rostrum::core {
namespace {

std::optional<Refusal> check_prompt_text(const PromptChair& command)
{
    switch (command.kind) {
    case PromptKind::note: return check_text(command.text, limits::prompt_length_max);
    case PromptKind::please_close:
    case PromptKind::one_more_minute: return check_optional_text(command.text, 0);
    }
    assert(false);
    return std::nullopt;
}

bool waits_already(const Prompts& prompts, const PromptChair& command)
{
    const auto& latest = prompts.latest;
    return latest && !latest->seen_at && latest->kind == command.kind &&
           latest->text == command.text;
}

} // namespace

Decision decide_one(const Hearing& hearing, const PromptChair& command, const Context& /*context*/)
{
    if (const auto refusal = check_prompt_text(command)) return Refused{*refusal};
    if (waits_already(hearing.prompts, command)) return happened();
    const PromptId prompt{"p" + std::to_string(hearing.prompts.next_number)};
    return happened(ChairPrompted{prompt, command.kind, command.text});
}

Decision decide_one(const Hearing& hearing, const AcknowledgePrompt& command,
                    const Context& /*context*/)
{
    const auto& latest = hearing.prompts.latest;
    // One that a later word has replaced is as good as seen, but not by this tap.
    if (!latest || latest->prompt != command.prompt) return Refused{Refusal::unknown_prompt};
    if (latest->seen_at) return happened();
    return happened(PromptAcknowledged{command.prompt});
}

void evolve_one(Hearing& hearing, const ChairPrompted& event, Instant at)
{
    ++hearing.prompts.next_number;
    hearing.prompts.latest = Prompt{.prompt = event.prompt,
                                    .kind = event.kind,
                                    .text = event.text,
                                    .given_at = at,
                                    .seen_at = {}};
}

void evolve_one(Hearing& hearing, const PromptAcknowledged& event, Instant at)
{
    assert(hearing.prompts.latest && hearing.prompts.latest->prompt == event.prompt);
    hearing.prompts.latest->seen_at = at;
}

} // namespace rostrum::core
