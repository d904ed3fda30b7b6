// The result sheet as a PDF, for the signatures of the tellers and of the chair by hand.
#pragma once

#include "papers/record.hpp"

#include <optional>
#include <string>

namespace rostrum::papers {

/// Nothing before the ballot is closed and its paper agreed, as of `result_sheet`.
[[nodiscard]] std::optional<std::string> result_pdf(const Record& record);

} // namespace rostrum::papers
