// Whose private view an event changes.
#pragma once

#include "core/hearing.hpp"

#include <set>
#include <string>

namespace rostrum::protocol {

/// Card numbers and observers' pseudonyms; `after` is the hearing with the event folded in. It may
/// name somebody whose view stays the same, but never leaves out one whose view changes. Staff
/// never appear: theirs does not depend on the record.
[[nodiscard]] std::set<std::string> concerned(const core::Hearing& after, const core::Event& event);

} // namespace rostrum::protocol
