#include "access/role_names.hpp"

#include <utility>

namespace rostrum::access {

std::string_view role_name(core::Role role)
{
    switch (role) {
    case core::Role::moderator: return "moderator";
    case core::Role::chair: return "chair";
    case core::Role::teller: return "teller";
    case core::Role::secretariat: return "secretariat";
    case core::Role::respondent: return "respondent";
    case core::Role::attendee: return "attendee";
    case core::Role::screen: return "screen";
    case core::Role::observer: return "observer";
    case core::Role::system: return "system";
    }
    std::unreachable();
}

std::optional<core::Role> role_from(std::string_view name)
{
    for (int number = 0; number < core::role_count; ++number) {
        const auto role = static_cast<core::Role>(number);
        if (role_name(role) == name) return role;
    }
    return std::nullopt;
}

bool is_staff_role(core::Role role)
{
    switch (role) {
    case core::Role::moderator:
    case core::Role::chair:
    case core::Role::teller:
    case core::Role::secretariat:
    case core::Role::respondent:
    case core::Role::screen: return true;
    case core::Role::attendee:
    case core::Role::observer:
    case core::Role::system: return false;
    }
    std::unreachable();
}

} // namespace rostrum::access
