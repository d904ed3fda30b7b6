// How a role is written in the store, at the command line and on a session.
#pragma once

#include "core/role.hpp"

#include <optional>
#include <string_view>

namespace rostrum::access {

[[nodiscard]] std::string_view role_name(core::Role role);
[[nodiscard]] std::optional<core::Role> role_from(std::string_view name);

/// Whether a person may hold this role by login and password. An attendee comes with a card, an
/// observer by a link, the system not at all.
[[nodiscard]] bool is_staff_role(core::Role role);

} // namespace rostrum::access
