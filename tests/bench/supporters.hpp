// Attendees who go on while something happens to the server.
#pragma once

#include "bench/load.hpp"
#include "bench/product.hpp"

#include <cstddef>

namespace rostrum::bench {

/// How many there are: the guests from the second on.
inline constexpr std::size_t supporters = 20;

/// They support a question and take it back, forty times a second together, one after the other:
/// how long each answer took from when it was that one's turn, sorted.
[[nodiscard]] Load::Times support(const Rostrum& server, int seconds);

} // namespace rostrum::bench
