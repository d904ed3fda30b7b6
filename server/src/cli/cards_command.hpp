// `rostrum cards`: seat cards for the printer, issued from the command line.
#pragma once

#include "cli/runtime.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rostrum::cli {

/// What a card holds that is shown only once.
struct CardSecrets {
    std::string token;
    std::string code; ///< To be typed, as it is printed.
};

/// Issues a card, with a code to be typed, to each; a card that somebody has already ends. Throws
/// a sentence for the person at the command line.
[[nodiscard]] std::map<core::ParticipantId, CardSecrets>
issue_cards(Runtime& runtime, const std::vector<core::ParticipantId>& people);

void add_cards_command(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
