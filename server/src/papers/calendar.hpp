// A calendar (iCalendar, RFC 5545) of what is still owed: reports and the chair's instructions.
#pragma once

#include "core/hearing.hpp"
#include "core/time.hpp"

#include <map>
#include <string>

namespace rostrum::papers {

/// One event, of a whole day in Beijing, for each due date that is still open. An event keeps its
/// UID when the date is put off, so that a calendar moves it. `now` is when the file is made.
[[nodiscard]] std::string due_dates_ics(const std::string& series,
                                        const std::map<core::HearingId, core::Hearing>& hearings,
                                        core::Instant now);

} // namespace rostrum::papers
