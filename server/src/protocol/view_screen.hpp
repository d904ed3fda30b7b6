// What the hall's screen shows: no more than everybody in the hall sees, and how to join.
#pragma once

#include "protocol/view_common.hpp"

namespace rostrum::protocol {

[[nodiscard]] boost::json::object screen_view(const ViewInput& input);

} // namespace rostrum::protocol
