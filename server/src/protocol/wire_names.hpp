// How roles, audiences and refusals are called on the wire: as in the code.
#pragma once

#include "core/refusal.hpp"
#include "core/role.hpp"
#include "protocol/audience.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace rostrum::protocol {

[[nodiscard]] std::string_view name_of(core::Refusal refusal);
[[nodiscard]] std::string_view name_of(core::Role role);
[[nodiscard]] std::string_view name_of(Audience audience);
[[nodiscard]] std::optional<Audience> audience_from(std::string_view name);

/// Every refusal there is, in the order of the enumeration.
[[nodiscard]] std::span<const core::Refusal> all_refusals();

} // namespace rostrum::protocol
