// A roster as CSV: what the secretariat keeps in its spreadsheet.
#pragma once

#include "core/hearing.hpp"
#include "protocol/names.hpp"

#include <string>

namespace rostrum::papers {

/// The columns that an import knows, with Chinese headings.
[[nodiscard]] std::string write_roster(const core::Hearing& hearing,
                                       const protocol::NameBook& names);

} // namespace rostrum::papers
