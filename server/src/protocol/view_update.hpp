// A shown view brought up to date by one of which only some lines were made.
#pragma once

#include "protocol/touched.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace rostrum::protocol {

/// Brings `shown` up to date, and gives the patch for whoever has it; nothing when they are equal.
/// `made` is the view of now; of its long tables only `lines` count, the others stay as they are
/// shown. Costs in proportion to `made`. Precondition: a view that has a floor or a draw keeps it.
[[nodiscard]] std::optional<boost::json::object>
update(boost::json::object& shown, boost::json::object made, const Touched& lines);

} // namespace rostrum::protocol
