// The form of a unit's written report (书面报告): every question put to it, what was answered in
// the hall, what the asker thought of it, and room for the measure, the responsible person and the
// date. Askers appear by category only.
#pragma once

#include "core/hearing.hpp"

#include <string>

namespace rostrum::papers {

/// DOCX, addressed as the hearing's rules say. The duty is one of the hearing's.
[[nodiscard]] std::string report_form(const core::Hearing& hearing, const core::ReportDuty& duty);

/// `h01-r1-海洋局-书面报告.docx`
[[nodiscard]] std::string report_form_name(const core::Hearing& hearing,
                                           const core::ReportDuty& duty);

} // namespace rostrum::papers
