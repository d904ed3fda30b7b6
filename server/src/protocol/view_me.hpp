// What one person alone sees: who they are here, their questions, their card.
#pragma once

#include "core/hearing.hpp"
#include "protocol/names.hpp"

#include <boost/json/object.hpp>

namespace rostrum::protocol {

[[nodiscard]] boost::json::object me_view(const core::Hearing& hearing, const NameBook& names,
                                          const core::Actor& actor);

} // namespace rostrum::protocol
