// The threshold report notice (书面报告通知), as a PDF in the layout of GB/T 9704—2012: tells a
// unit which questions it has to answer in writing, to whom, and until when.
#pragma once

#include "papers/record.hpp"

#include <optional>
#include <string>

namespace rostrum::papers {

/// One notice after another, each with page 1; of one unit where it is named. Askers appear by
/// category only. Nothing when no such report is owed.
[[nodiscard]] std::optional<std::string> report_pdf(const Record& record,
                                                    const std::optional<core::UnitId>& unit);

} // namespace rostrum::papers
