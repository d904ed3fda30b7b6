// The minutes (纪要) of a hearing as a PDF: who was there, who spoke when, what was asked and
// answered, how the lot fell, the result, what was told to be done, and the root of the record, to
// be signed by hand.
#pragma once

#include "papers/record.hpp"

#include <string>

namespace rostrum::papers {

/// Of a hearing that is not closed they say that they are a draft.
[[nodiscard]] std::string minutes_pdf(const Record& record);

} // namespace rostrum::papers
