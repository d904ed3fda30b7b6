// What cannot be undone asks an account with an authenticator for a fresh code.
#pragma once

#include "core/hearing.hpp"
#include "core/time.hpp"
#include "net/door.hpp"
#include "session/connection.hpp"

#include <cstdint>

namespace rostrum::net {

/// Voiding or closing a ballot, going back to an earlier phase. Issuing cards anew is the other
/// one, and no command.
[[nodiscard]] bool is_dangerous(const core::Command& command);

enum class StepUp : std::uint8_t {
    fresh, ///< A code was shown within `access::limits::step_up_lifetime`, or none is asked.
    needed,
    store_failed, ///< Nobody knows, so no.
};

/// On the door's thread.
[[nodiscard]] StepUp step_up_of(DoorKeeper& keeper, const session::Identity& who,
                                core::Instant now);

/// The code of the two that are not `fresh`, over a socket and over HTTP alike.
[[nodiscard]] const char* code_of(StepUp step_up);

} // namespace rostrum::net
