// What is still to be done after a hearing: reports and the chair's instructions, in one list.
#pragma once

#include "core/hearing.hpp"

#include <string>

namespace rostrum::papers {

[[nodiscard]] std::string duties_json(const core::Hearing& hearing);
[[nodiscard]] std::string duties_csv(const core::Hearing& hearing);

} // namespace rostrum::papers
