// The secret address of the calendar of due dates. There is one; a new one ends the one before.
#pragma once

#include "access/people_store.hpp"
#include "access/tokens.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace rostrum::access {

/// The token of a new address, told only here.
[[nodiscard]] std::expected<std::string, StoreError> renew_calendar_link(PeopleStore& store,
                                                                         const Entropy& entropy);

/// Whether a token is that of the address.
[[nodiscard]] std::expected<bool, StoreError> opens_calendar(PeopleStore& store,
                                                             std::string_view token);

} // namespace rostrum::access
