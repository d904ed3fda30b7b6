// Every limit of the network side: its value, its reason, and what happens beyond it.
#pragma once

#include "core/time.hpp"

#include <chrono>
#include <cstddef>

namespace rostrum::net::limits {

/// Changes an audience's ring keeps for those who are slow or come back. Beyond: a fresh view.
inline constexpr std::size_t ring_frames_max = 4'096;
inline constexpr std::size_t ring_bytes_max = 8 * 1024 * 1024;

/// Private frames (answers, `me`, pongs) one connection may have unsent. Beyond: close 4413.
inline constexpr std::size_t private_frames_max = 512;
/// Their bytes, without views, which are shared by all who join. Staff get long answers. Beyond:
/// close 4413.
inline constexpr std::size_t private_bytes_max = 256 * 1024;
inline constexpr std::size_t staff_private_bytes_max = 4 * 1024 * 1024;

/// What the kernel keeps of what a WebSocket has not taken; by itself it would keep some megabytes
/// for each that does not read. Beyond: the frames wait with us, in rings that all share.
inline constexpr int kernel_send_bytes = 256 * 1024;

/// A connection that takes no byte for this long while something waits. Beyond: reset.
inline constexpr std::chrono::seconds stall_max{15};
/// The same, before the desk counts it as slow: a round trip of a bad network takes less.
inline constexpr std::chrono::seconds stall_slow{2};
/// Who needed a fresh view because the ring went on without them is slow for so long.
inline constexpr std::chrono::seconds fell_off_slow{30};
/// A page says something every 20 s: who misses that is slow. Beyond 45 s: closed.
inline constexpr std::chrono::seconds silence_slow{25};

/// Connections visited before a fan-out round lets the thread read ballots again.
inline constexpr std::size_t round_slice = 256;

/// What a connection takes at first to read a message into. A ping has 25 bytes, a vote 200.
/// Beyond: more is taken.
inline constexpr std::size_t message_room_bytes = 128;

/// Buffers given to the kernel in one call.
inline constexpr std::size_t buffers_per_write = 64;

/// Request line and headers. No honest client comes near. Beyond: 431, or 414 when it is the
/// target; and the connection is closed.
inline constexpr std::size_t http_header_bytes_max = 8 * 1024;
/// A request's body; an imported roster is the only long one. Beyond: 413.
inline constexpr std::size_t http_body_bytes_max = 16 * 1024;
/// One vote of a secret ballot is about 1 kB, with an RSA key of 4096 bits 1.2 kB. Beyond: 413.
inline constexpr std::size_t cast_bytes_max = 2 * 1024;
/// A command by staff may be as long as over a WebSocket.
inline constexpr std::size_t http_command_bytes_max = 64 * 1024;
inline constexpr std::size_t http_import_bytes_max = 8 * 1024 * 1024;
/// A whole request must have arrived, and an idle connection speak again, within this.
/// Beyond: the connection is closed.
inline constexpr std::chrono::seconds http_deadline{5};
inline constexpr std::chrono::seconds http_import_deadline{60};
/// Slides come over an office's uplink, a few Mbit/s.
inline constexpr std::chrono::seconds http_slides_deadline{300};
/// Bodies longer than an import's that are in memory at a time, whoever sends them. Beyond: 503.
inline constexpr std::size_t large_bodies_max = 4;
inline constexpr std::chrono::seconds http_idle{15};

/// An answer that the peer does not take within this is given up: the connection is closed.
inline constexpr std::chrono::seconds http_write_deadline{60};
/// Once the server is told to stop, what a peer still has for the rest of its request, and again
/// for taking the answer: a phone on a bad network needs less, and a restart must not wait for a
/// stranger. Beyond: the connection is closed.
inline constexpr std::chrono::seconds http_stop_deadline{3};
/// After a refusal that did not read the body, what still comes is thrown away for so long, so that
/// the refusal is not lost in a reset.
inline constexpr std::chrono::seconds http_drain_deadline{2};

/// A hearing's log as one answer; a long hearing has a few megabytes. Beyond: `rostrum export`.
inline constexpr std::size_t log_download_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t log_page_events = 2'000;
/// Rosters that are imported at a time, each a second at the most: two would give out the same free
/// numbers. Beyond: 503 `busy`.
inline constexpr std::size_t roster_imports_max = 1;
/// People whose cards are named in one request; the rest is asked for again. Beyond: 422.
inline constexpr std::size_t cards_per_request_max = 1'000;

/// Documents that wait to be made, each a second at the most for the largest hearing. Beyond: 503.
inline constexpr std::size_t papers_queue_max = 32;
/// Paper ballots of one PDF, and the last serial there can be. Beyond: 400 `wrong_number`.
inline constexpr int paper_ballots_per_request_max = 2'000;
inline constexpr int paper_ballot_serial_max = 99'999;

/// Counts that one request tries a rule with; the page of the rules shows a dozen. Beyond: 400.
inline constexpr std::size_t trial_counts_max = 32;

/// What is typed into the office's search: a sentence. Beyond: 400 `text_is_too_long`.
inline constexpr std::size_t search_length_max = 100;
/// Words of it, each of which has to be there; the rest of a pasted text is not looked for.
inline constexpr std::size_t search_words_max = 8;
/// Told of each kind, the rest only counted: who gets more types another word.
inline constexpr std::size_t search_found_max = 20;

/// How often the server looks whether names are due to be erased. They are kept for days: an hour
/// more is nothing, and leaves whoever starts a server with a wrong clock the time to see it.
inline constexpr std::chrono::hours names_look_interval{1};

/// Accepting rests for this long when the process has no file descriptor left.
inline constexpr std::chrono::milliseconds accept_pause{100};
/// The log says so once, and again only when it comes after so long: at every try it would fill the
/// disk with one sentence.
inline constexpr core::Span shortage_quiet = core::minutes(1);

/// Connections over HTTP that the server keeps at a time: all phones of a city reload a page, four
/// each. Beyond: of the same thread the one that has idled longest is closed for the new one; if
/// none idles, the one that has let the server wait longest; if it owes all of them an answer, the
/// new one.
inline constexpr std::size_t http_connections_max = 8'192;

/// From a connection's first byte to the end of its TLS handshake. Beyond: closed.
inline constexpr std::chrono::seconds tls_handshake_deadline{5};

/// From the upgrade's first byte to its answer, and for the closing handshake. Beyond: reset.
inline constexpr std::chrono::seconds handshake_deadline{5};

/// A session that has ended is remembered for so long: more than a connection needs from the look
/// at its cookie to its entry. Who enters later was looked up later, and refused.
inline constexpr std::chrono::seconds ended_sessions_kept{30};

/// A desk's commands over a socket count as signs of life; the door is told this often at most.
inline constexpr std::chrono::seconds sign_of_life_interval{30};

/// A clock that is kept in step changes by less between two looks; one that is set, by more.
inline constexpr core::Span clock_step_min = core::seconds(1);

/// How often deadlines of connections are looked at.
inline constexpr std::chrono::seconds sweep_interval{1};

/// Connections of one session of staff, a screen or an observer; an attendee's has one. Beyond: the
/// oldest is closed 4409.
inline constexpr std::size_t connections_per_session_max = 5;

/// Frames one message may be cut into; no client of ours cuts any, a proxy may. Beyond: close 1009.
inline constexpr std::size_t frames_per_message_max = 64;

} // namespace rostrum::net::limits
