// Workbooks (XLSX) of a hearing and of a whole series: result, turnout, questions and their
// follow-up, duties. Askers appear by category only; nothing of a ballot that is not published.
#pragma once

#include "core/hearing.hpp"
#include "core/series.hpp"

#include <map>
#include <string>

namespace rostrum::papers {

[[nodiscard]] std::string hearing_workbook(const core::Hearing& hearing);

/// The hearings in the order of the plan, each row beginning with the hearing it is of.
[[nodiscard]] std::string series_workbook(const core::Series& series,
                                          const std::map<core::HearingId, core::Hearing>& hearings);

} // namespace rostrum::papers
