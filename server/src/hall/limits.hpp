// Every limit of the live hall: its value, its reason, and what happens beyond it.
#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <cstdint>

namespace rostrum::hall::limits {

/// Commands of one hearing that wait for an answer. Ten per person of a large hall. Beyond: `busy`.
inline constexpr std::size_t inbox_max = 10'000;

/// What one append carries, so that a single transaction never takes long. The rest joins the next.
inline constexpr std::size_t batch_events_max = 5'000;
inline constexpr std::size_t batch_bytes_max = 1'000'000;

/// Answers remembered per hearing, so that a repeated command gets the first one. A phone repeats
/// within seconds; this is an hour of a very busy hall. Beyond: the oldest are forgotten, and the
/// rules themselves decide whether a repeat changes anything.
inline constexpr std::size_t answers_remembered_max = 65'536;

/// Views are published at most this often: twenty times a second looks immediate, and a burst of
/// ballots becomes a few frames instead of one each.
inline constexpr core::Span publish_interval{50};
/// Where thousands are on the roster or in a queue, what changes all of them takes long to show:
/// the next views then come so many times as long after the last were begun, that votes and
/// commands have the rest of the time.
inline constexpr std::int64_t publish_rests = 10;
/// But never later: nobody shall wait longer for what has been said.
inline constexpr core::Span publish_rest_max{1'000};

/// Connections are counted at most this often: a moderator glances at them, and a whole hall comes
/// back within seconds.
inline constexpr core::Span health_interval{3'000};
/// The series board is looked at, not watched.
inline constexpr core::Span board_interval{500};

/// A deadline is looked at no sooner than this after it was set or an attempt failed, so that a
/// full disk does not turn it into a busy loop.
inline constexpr core::Span deadline_patience{200};
/// And no later than this: a clock that was set meanwhile is noticed within it, and no wait is
/// longer than a timer can count.
inline constexpr core::Span deadline_look{5'000};

/// What changes without being a moment of its own is signed after this. Source: hlog1.
inline constexpr core::Span checkpoint_interval{10'000};

/// Consistency proofs kept for the next phone that asks: those of the last checkpoints, some two
/// kilobytes each. Beyond: the oldest is computed again.
inline constexpr std::size_t proofs_remembered_max = 256;
/// Different proofs that wait to be computed, one at a time: each hashes the whole log on the
/// ledger's thread, so that an append waits for one of them at most. A hall that comes back wants
/// few different ones. Beyond: HTTP 503 `busy`.
inline constexpr std::size_t proofs_wanted_max = 64;

/// Votes of a secret ballot that become durable together, and how long the first of them waits for
/// others: the box's file shall not tell which vote came first. Source: hballot1.
inline constexpr std::size_t casts_gathered_max = 64;
inline constexpr core::Span cast_gathering{1'000};

/// Votes of one secret ballot that wait for their receipts: a large hall within a second. Beyond:
/// `busy`, and the phone tries again.
inline constexpr std::size_t casts_waiting_max = 2'048;

/// The lease on a hearing and how often it is renewed. Source: scale-out measurements (TTL 5 s).
inline constexpr std::int64_t lease_ttl_ms = 5'000;
inline constexpr core::Span lease_renewal{1'500};

/// Events read from the ledger at once while a hearing is loaded.
inline constexpr std::size_t page_events_max = 5'000;

} // namespace rostrum::hall::limits
