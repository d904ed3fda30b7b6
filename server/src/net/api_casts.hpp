// The door of the ballot box, apart from all others: a vote comes in that belongs to nobody.
#pragma once

#include "net/hub.hpp"
#include "net/router.hpp"

namespace rostrum::net {

/// `POST /cast`. The hub outlives the router.
void add_cast_routes(Router& router, Hub& hub);

} // namespace rostrum::net
