// The threshold report (书面报告): for every unit that owes one, the questions it has to answer in
// writing, what was answered in the hall, and what the askers thought of it.
#pragma once

#include "core/hearing.hpp"

#include <string>
#include <vector>

namespace rostrum::papers {

/// Those that are not withdrawn; they point into the hearing.
[[nodiscard]] std::vector<const core::ReportDuty*> standing_duties(const core::Hearing& hearing);
/// 市委、市政府
[[nodiscard]] std::string addressees_text(const core::Hearing& hearing);

/// Askers appear by category only. Duties of voided results are left out.
[[nodiscard]] std::string report_json(const core::Hearing& hearing);
[[nodiscard]] std::string report_csv(const core::Hearing& hearing);

} // namespace rostrum::papers
