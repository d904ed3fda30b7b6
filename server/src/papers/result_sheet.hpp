// The result sheet (测评结果): what was handed out, returned and counted, and what follows from it.
#pragma once

#include "core/hearing.hpp"

#include <optional>
#include <string>

namespace rostrum::papers {

/// Points into the hearing it was made of.
struct ResultSheet {
    const core::Hearing* hearing{nullptr};
    const core::Ballot* ballot{nullptr};
    core::Tally tally;
    core::Verdict verdict;

    /// Before publication the sheet is for the tellers and the chair only.
    [[nodiscard]] bool published() const { return ballot->state == core::BallotState::published; }
};

/// Of the last ballot that is not void. Nothing before it is closed and all its paper agreed.
[[nodiscard]] std::optional<ResultSheet> result_sheet(const core::Hearing& hearing);

[[nodiscard]] std::string result_json(const ResultSheet& sheet);
[[nodiscard]] std::string result_csv(const ResultSheet& sheet);

} // namespace rostrum::papers
