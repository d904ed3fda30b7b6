// A hearing that has gone its whole way, as large as asked for, for papers to be printed of.
#pragma once

#include "papers/record.hpp"

namespace rostrum::papers {

/// `people` on the roster, nine of ten present; `questions` put in turn to two units; 116 of 129
/// ballots satisfied, of which nine came on paper: below by one vote. Two report duties, one draw.
[[nodiscard]] Record printed_record(int people = 150, int questions = 6);

} // namespace rostrum::papers
