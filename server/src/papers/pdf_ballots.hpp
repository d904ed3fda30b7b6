// Paper ballots (纸质测评票) as a PDF: each with a counterfoil that is torn off and signed for when
// it is handed out. The serial is on the counterfoil only: on the ballot it would lead back to a
// person.
#pragma once

#include "core/hearing.hpp"

#include <optional>
#include <string>

namespace rostrum::papers {

/// Serials from `first` on. Nothing before a rule is locked, or when the ballot is void.
[[nodiscard]] std::optional<std::string> ballots_pdf(const core::Hearing& hearing, int first,
                                                     int count);

} // namespace rostrum::papers
