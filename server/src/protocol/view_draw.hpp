// The draw, as a part of the views of a hearing.
#pragma once

#include "protocol/view_common.hpp"
#include "protocol/view_floor.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace rostrum::protocol {

/// The last draw, or nothing. The desk's has every line of the pool.
[[nodiscard]] std::optional<boost::json::object> draw_view(const ViewInput& input,
                                                           FloorDetail detail);

} // namespace rostrum::protocol
