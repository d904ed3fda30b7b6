// A view as somebody is given it who comes now.
#pragma once

#include "protocol/view_changes.hpp"
#include "protocol/view_common.hpp"

namespace rostrum::test {

/// `view` is one of `protocol::attendee_view`, `screen_view` and `desk_view`.
inline boost::json::object whole_view(boost::json::object (*view)(const protocol::ViewInput&),
                                      const core::Hearing& hearing, const core::BallotBox& box,
                                      const protocol::NameBook& names,
                                      const protocol::ViewSettings& settings)
{
    protocol::ViewChanges changes;
    changes.add(protocol::all_lines());
    return view({hearing, box, names, settings, changes.digest(hearing), protocol::all_lines()});
}

} // namespace rostrum::test
