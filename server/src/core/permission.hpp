// The one table that says which role may send which command in which phase.
#pragma once

#include "core/agenda.hpp"
#include "core/hearing.hpp"
#include "core/refusal.hpp"
#include "core/role.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

namespace rostrum::core {

using RoleSet = std::uint16_t;
using PhaseSet = std::uint8_t;

struct Permission {
    const char* command;
    RoleSet roles;
    PhaseSet phases;
};

inline constexpr std::size_t command_count = std::variant_size_v<CommandAlternatives>;

/// One row per command, in the order of the variant.
[[nodiscard]] const std::array<Permission, command_count>& permissions();

[[nodiscard]] bool may(const Permission& permission, Role role);
[[nodiscard]] bool may(const Permission& permission, Phase phase);

/// Judges role and phase only.
[[nodiscard]] std::optional<Refusal> check_permission(const Command& command, Role role,
                                                      Phase phase);

} // namespace rostrum::core
