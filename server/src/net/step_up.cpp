#include "net/step_up.hpp"

#include <utility>
#include <variant>

namespace rostrum::net {

bool is_dangerous(const core::Command& command)
{
    return std::holds_alternative<core::VoidBallot>(command) ||
           std::holds_alternative<core::CloseBallot>(command) ||
           std::holds_alternative<core::ReopenPhase>(command);
}

StepUp step_up_of(DoorKeeper& keeper, const session::Identity& who, core::Instant now)
{
    if (!session::is_staff(who.role))
        return StepUp::fresh; // Without an account; the hall refuses them.
    if (keeper.sessions.confirmed({who.session}, now)) return StepUp::fresh;
    const auto asked = keeper.staff.has_totp(who.subject);
    if (!asked) return StepUp::store_failed;
    return *asked ? StepUp::needed : StepUp::fresh;
}

const char* code_of(StepUp step_up)
{
    switch (step_up) {
    case StepUp::fresh: break;
    case StepUp::needed: return "step_up_needed";
    case StepUp::store_failed: return "storage_failed";
    }
    std::unreachable();
}

} // namespace rostrum::net
