// For whom a view is made.
#pragma once

#include <cstdint>

namespace rostrum::protocol {

enum class Audience : std::uint8_t { attendee, screen, desk, secretariat };

inline constexpr int audience_count = 4;

} // namespace rostrum::protocol
