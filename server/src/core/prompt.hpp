// A word from the moderator to the chair (提示), who says that it was seen. It goes on the record
// like everything else, but into no view of the hall.
#pragma once

#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rostrum::core {

enum class PromptKind : std::uint8_t {
    please_close,    ///< The speaker's time is over.
    one_more_minute, ///< The speaker may go on for a minute.
    note,            ///< What its text says.
};

struct Prompt {
    PromptId prompt;
    PromptKind kind{PromptKind::note};
    std::string text; ///< Of a note alone.
    Instant given_at;
    std::optional<Instant> seen_at;

    bool operator==(const Prompt&) const = default;
};

/// Nobody heeds two at once: the latest is the one that counts.
struct Prompts {
    std::optional<Prompt> latest;
    std::int64_t next_number{1};

    bool operator==(const Prompts&) const = default;
};

// Commands.
/// The same word again, before the first was seen, is success that changes nothing.
struct PromptChair {
    static constexpr const char* name = "prompt_chair";
    PromptKind kind;
    std::string text; ///< Of a note, and only there.
};
struct AcknowledgePrompt {
    static constexpr const char* name = "acknowledge_prompt";
    PromptId prompt;
};

// Events.
struct ChairPrompted {
    static constexpr const char* name = "chair_prompted";
    PromptId prompt;
    PromptKind kind;
    std::string text;
    bool operator==(const ChairPrompted&) const = default;
};
struct PromptAcknowledged {
    static constexpr const char* name = "prompt_acknowledged";
    PromptId prompt;
    bool operator==(const PromptAcknowledged&) const = default;
};

} // namespace rostrum::core
