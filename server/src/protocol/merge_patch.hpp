// JSON Merge Patch (RFC 7396).
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>

namespace rostrum::protocol {

/// Precondition: nested at most `json_depth_max` deep, as everything from `parse_json` is.
[[nodiscard]] boost::json::value apply(boost::json::value value, const boost::json::value& patch);

/// The smallest patch from one to the other, nothing when they are equal. Precondition: no null in
/// `to`, which a merge patch cannot express; views have none.
[[nodiscard]] std::optional<boost::json::value> diff(const boost::json::value& from,
                                                     const boost::json::value& to);
/// The same of two views, without a copy of either.
[[nodiscard]] std::optional<boost::json::object> diff(const boost::json::object& from,
                                                      const boost::json::object& to);

} // namespace rostrum::protocol
