// What a rehearsal measures while nothing else goes on.
#pragma once

#include "cli/rehearsal_hall.hpp"
#include "cli/rehearsal_report.hpp"

#include <string>

namespace rostrum::cli {

/// Changes a question, again and again, and looks how long it takes to everybody.
[[nodiscard]] Spread spread_changes(RehearsalHall& hall, const std::string& question);

/// All phones lose the network at once, while a moderator works.
[[nodiscard]] ComeBack come_back(RehearsalHall& hall, const std::string& question);

/// Of this process, server and phones.
[[nodiscard]] double resident_mib();

} // namespace rostrum::cli
