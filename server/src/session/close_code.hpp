// Why a connection ends. The number tells the client what to do next; see docs/protocol.md §4.
#pragma once

#include <cstdint>

namespace rostrum::session {

enum class CloseCode : std::uint16_t {
    going_away = 1001,
    message_too_big = 1009,
    restart = 1012,
    not_the_protocol = 4400,
    no_session = 4401,
    revoked = 4403,
    silent = 4408,
    replaced = 4409,
    slow = 4413,
    too_fast = 4429,
};

} // namespace rostrum::session
