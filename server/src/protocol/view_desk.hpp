// What those who run the hearing see: moderator, chair, teller, secretariat.
#pragma once

#include "protocol/view_common.hpp"

namespace rostrum::protocol {

[[nodiscard]] boost::json::object desk_view(const ViewInput& input);

} // namespace rostrum::protocol
