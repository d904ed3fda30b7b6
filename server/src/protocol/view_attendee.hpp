// What everybody in the hall sees: attendees, respondents, observers.
#pragma once

#include "protocol/view_common.hpp"

namespace rostrum::protocol {

[[nodiscard]] boost::json::object attendee_view(const core::Hearing& hearing,
                                                const core::BallotBox& box, const NameBook& names,
                                                const ViewSettings& settings);

} // namespace rostrum::protocol
