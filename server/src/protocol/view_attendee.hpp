// What everybody in the hall sees: attendees, respondents, observers.
#pragma once

#include "protocol/view_common.hpp"
#include "protocol/view_floor.hpp"

namespace rostrum::protocol {

[[nodiscard]] boost::json::object attendee_view(const ViewInput& input);

/// The same, with the floor and the draw in a detail: what the other views begin from.
[[nodiscard]] boost::json::object hearing_view(const ViewInput& input, FloorDetail detail);

} // namespace rostrum::protocol
