// From a login session to who acts, and what kinds of people there are.
#pragma once

#include "access/sessions.hpp"
#include "core/role.hpp"
#include "protocol/audience.hpp"
#include "session/connection.hpp"

#include <string_view>

namespace rostrum::net {

/// An observer gets a pseudonym made of the session, the same as long as that lasts, and nothing
/// that leads to the link; screens are all alike. `cookie`: the session's.
[[nodiscard]] session::Identity identity_of(const access::Session& session,
                                            std::string_view cookie);

/// Whose view a role is given when it does not choose.
[[nodiscard]] protocol::Audience audience_of(core::Role role);

} // namespace rostrum::net
