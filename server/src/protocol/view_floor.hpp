// The floor, as a part of the views of a hearing.
#pragma once

#include "core/pulse.hpp"
#include "protocol/view_common.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>

namespace rostrum::protocol {

/// Which questions are in it, and how much of each.
enum class FloorDetail : std::uint8_t {
    hall, ///< What the hall has heard or is about to hear.
    desk, ///< Every question, in every state.
};

[[nodiscard]] boost::json::object floor_view(const ViewInput& input, FloorDetail detail);

/// Into a floor that has a turn.
void add_pulse(boost::json::object& floor, const std::optional<core::PulseCount>& pulse);

} // namespace rostrum::protocol
