// The board of the series.
#pragma once

#include "core/hearing.hpp"
#include "core/series.hpp"

#include <boost/json/object.hpp>

#include <map>

namespace rostrum::protocol {

/// The hearings that have begun to exist; null and missing ones show as drafts.
using HearingStates = std::map<core::HearingId, const core::Hearing*>;

[[nodiscard]] boost::json::object secretariat_view(const core::Series& series,
                                                   const HearingStates& hearings);

} // namespace rostrum::protocol
