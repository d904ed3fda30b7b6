// Every limit of a connection: its value, its reason, and what happens beyond it.
#pragma once

#include "core/time.hpp"

#include <cstddef>

namespace rostrum::session::limits {

/// A connection that does not say whom it wants to follow only costs memory. Beyond: close 4408.
inline constexpr core::Span hello_deadline = core::seconds(5);

/// Clients ping every 20 s; twice that and some is a dead phone. Beyond: close 4408.
inline constexpr core::Span silence_max = core::seconds(45);

/// No longer question, note or ballot exists; a paper count or a roster of staff is larger.
/// Beyond: close 1009.
inline constexpr std::size_t attendee_message_bytes_max = 4 * 1024;
inline constexpr std::size_t staff_message_bytes_max = 64 * 1024;

/// Too fast this often within the window, and the connection is a flood. Beyond: close 4429.
inline constexpr std::size_t strikes_max = 3;
inline constexpr core::Span strike_window = core::minutes(1);

/// Commands of one connection that wait for their answer. Beyond: `busy`.
inline constexpr std::size_t unanswered_max = 64;

} // namespace rostrum::session::limits
