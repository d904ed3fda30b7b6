// The ballot as part of the views of a hearing: never a choice of anybody, and no count of choices
// before the result is published, except where the rule lets a tally move in batches.
#pragma once

#include "core/hearing.hpp"
#include "protocol/view_common.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>

namespace rostrum::protocol {

/// The last ballot, also a void one, or nothing.
[[nodiscard]] std::optional<boost::json::object>
ballot_view(const core::Hearing& hearing, const core::BallotBox& box, const ViewSettings& settings);

/// With what those who count and sign need: the counts from the close on.
[[nodiscard]] std::optional<boost::json::object> desk_ballot_view(const core::Hearing& hearing,
                                                                  const core::BallotBox& box,
                                                                  const ViewSettings& settings);

/// Ballots returned so far, by phone while it is open; with the paper once that is agreed.
[[nodiscard]] std::int64_t returned_count(const core::Ballot& ballot, const core::BallotBox& box);

} // namespace rostrum::protocol
