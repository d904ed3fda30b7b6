// What everybody in the hall sees: attendees, respondents, observers.
#pragma once

#include "protocol/view_common.hpp"
#include "protocol/view_floor.hpp"

namespace rostrum::protocol {

[[nodiscard]] boost::json::object attendee_view(const core::Hearing& hearing,
                                                const core::BallotBox& box, const NameBook& names,
                                                const ViewSettings& settings);

/// The same, with the floor and the draw in a detail: what the other views begin from.
[[nodiscard]] boost::json::object hearing_view(const core::Hearing& hearing,
                                               const core::BallotBox& box, const NameBook& names,
                                               const ViewSettings& settings, FloorDetail detail);

} // namespace rostrum::protocol
