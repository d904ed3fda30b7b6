// Every limit of the access folder: its value, its reason, and what happens beyond it.
#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <cstdint>

namespace rostrum::access::limits {

// ---- Tokens

/// 26 digits of 5 bits: 130 bits, more than the 112 that may be kept under a plain hash
/// (ASVS 6.5.2).
inline constexpr std::size_t token_digits = 26;
/// What is looked at of a token somebody typed, blanks and hyphens included; longer is
/// `unknown_card`.
inline constexpr std::size_t typed_token_bytes_max = 64;
/// 256 bits: a cookie cannot be guessed by however many tries.
inline constexpr std::size_t cookie_bytes = 32;
/// 128 bits in hexadecimal, as ASVS 7.2.3 asks of what must not be guessed; another is
/// `wrong_nonce`.
inline constexpr std::size_t nonce_digits = 32;
/// A device key holds at least 128 bits in base64url, and no more than a header line bears. Outside
/// of this it is ignored: the card then opens for its own session only.
inline constexpr std::size_t device_key_chars_min = 22;
inline constexpr std::size_t device_key_chars_max = 128;

/// 40 bits: what a person types without a mistake. Fewer than 112, so they are kept under Argon2id
/// and guessed at by `code_try` only.
inline constexpr std::size_t code_digits = 8;
/// Depth of the queue of the one thread that hashes codes, issuing included; beyond it HTTP 503.
/// One check takes 12 ms: 64 wait less than a second, and `code_check` lets in no more than 20 a
/// second.
inline constexpr std::size_t code_queue_max = 64;

/// 160 bits in base32, as RFC 4226 recommends.
inline constexpr std::size_t totp_key_digits = 32;
/// RFC 6238; what authenticators take for granted.
inline constexpr core::Span totp_step = core::seconds(30);
/// For so long after a code an account with TOTP may do what cannot be undone; then it is asked
/// again: `step_up_needed`.
inline constexpr core::Span step_up_lifetime = core::minutes(5);

// ---- Passwords

/// ASVS 6.2.1 asks for 8 and recommends 15; shorter is `too_short`. Counted in characters.
inline constexpr std::size_t password_chars_min = 12;
/// Nobody types more; longer is `too_long`, so that a login never hashes a book.
inline constexpr std::size_t password_bytes_max = 1024;
/// Characters that no known word, run or repetition accounts for; fewer is `too_simple`.
inline constexpr std::size_t password_fresh_chars_min = 8;
/// Depth of the caller's queue for its one password thread; beyond it the login gets HTTP 503.
/// One check takes 64 MiB and about 70 ms: eight wait half a second, and the hall never feels it.
inline constexpr std::size_t password_queue_max = 8;

// ---- Sessions

/// A series takes three days; after it the phone needs its card and its device key again.
inline constexpr core::Span attendee_lifetime = core::days(3);
/// One working day; then the person logs in again.
inline constexpr core::Span staff_lifetime = core::minutes(12 * 60);
/// A desk left alone for an hour is logged out (ASVS 7.3.1).
inline constexpr core::Span staff_idle = core::minutes(60);
/// A public link is followed for one day at most, then followed again.
inline constexpr core::Span observer_lifetime = core::minutes(12 * 60);
/// Nobody stands at the projector to log in again during a series.
inline constexpr core::Span screen_lifetime = core::days(3);
/// The file learns of a session's last sign of life this often at most; so after a crash an idle
/// desk may be logged out this much too early.
inline constexpr core::Span last_seen_interval = core::minutes(1);
/// Signs of life written in one `reap`, desks apart, so that 20,000 phones do not hold up the hall;
/// the others wait for the next one.
inline constexpr std::size_t last_seen_batch_max = 500;
/// How often the caller runs `Sessions::reap`; so this late, at most, are sockets of an expired
/// session or of an account disabled by another process closed. Below the second in which everybody
/// who has lost a session is to be out.
inline constexpr core::Span reap_interval{500};
/// Room for every citizen who follows a link, about 10 MiB of memory; beyond it `link_full`, so
/// that observers never take the room of attendees.
inline constexpr std::size_t observer_sessions_max = 20'000;
/// More walls than any hall has; beyond it `link_full`.
inline constexpr std::size_t screen_sessions_max = 200;

// ---- Store

/// How long a write waits for another process (`rostrum staff`, a backup) before it fails.
inline constexpr int busy_timeout_ms = 2'000;

// ---- Rates. Beyond a rate the message is refused. Keyed by card, login or session: a whole hall
// shares one address.

/// `count` tokens come back in every `period`; at most `burst` are saved up.
struct Rate {
    std::int64_t count;
    core::Span period;
    std::int64_t burst;
};

/// Of all connections of one card together, on whatever thread; requests over HTTP count as well.
/// A person taps less than 5 times a second; 20 lets a phone empty its outbox after a dead spot.
inline constexpr Rate attendee_message{5, core::seconds(1), 20};
/// A vote, or what somebody thinks of an answer, may be changed, not drummed.
inline constexpr Rate vote{1, core::seconds(1), 3};
/// A question is written, and 10 seconds are quick; every one costs a moderator's reading.
inline constexpr Rate question{1, core::seconds(10), 3};
/// Likewise of one login. A moderator works by keyboard, a teller keys in paper.
inline constexpr Rate staff_message{30, core::seconds(1), 60};
/// Observers are not known to anybody; their questions must not drown the hall's.
inline constexpr Rate observer_question{1, core::seconds(30), 1};
/// Per address, cards and links that there are not: a guesser of 130 bits gets 30 answers a minute.
/// A card that there is passes, whatever others do at its address. Beyond it HTTP 429.
inline constexpr Rate join_failure{30, core::minutes(1), 30};
/// Per card, whoever comes with it: each time its session is written anew, on the one thread that
/// everybody's requests pass. A phone that loses its cookie over and over comes in once in ten
/// seconds. Beyond it HTTP 429.
inline constexpr Rate card_joined{1, core::seconds(10), 10};
/// Per address, links followed that there are, each of which opens a session with rates of its own,
/// or is refused because there is no room.
/// Three hundred phones of a hall come in at once, and once more when they lose their cookie; after
/// that one every three seconds. One address alone never fills `observer_sessions_max` within
/// `observer_lifetime`. Beyond it HTTP 429.
inline constexpr Rate link_followed{1, core::seconds(3), 600};
static_assert(static_cast<std::size_t>(link_followed.burst +
                                       observer_lifetime.ms / link_followed.period.ms) <
              observer_sessions_max);
/// Per login and address together: five typing errors, then one a minute; nobody locks a colleague
/// out from another address. A try is taken before the password is looked at and given back when it
/// was right: many at once are no more than one after the other. Beyond it HTTP 429.
inline constexpr Rate login_failure{1, core::minutes(1), 5};
/// Per address, likewise, of whatever logins, before anything is hashed: thirty people of an
/// office may mistype in one minute. A stranger who invents logins keeps the thread for passwords
/// busy for two seconds, then for 35 ms of each second. A session of the staff has a bucket of its
/// own, so that who is in can come in anew beside such a stranger. Beyond it HTTP 429.
inline constexpr Rate login_failure_from{30, core::minutes(1), 30};
/// Per card number, whether there is such a card or not, and whatever the address: in 8 hours a
/// guesser of 40 bits has one card with p = 2e-10. Who spends somebody else's tries keeps them from
/// typing, never from scanning. Beyond it HTTP 429.
inline constexpr Rate code_try{5, core::minutes(10), 5};
/// Of the whole server: 20 checks take a quarter of one core. All tries of 130 cards together are
/// 650 at once and then one a second. Beyond it HTTP 429.
inline constexpr Rate code_check{20, core::seconds(1), 20};
/// The same for numbers that no card has, of which there is no end: who invents them leaves the
/// checks above to those who have a card. Beyond it HTTP 429; that a flood can tell by it which
/// numbers there are tells no more than that they are counted from one.
inline constexpr Rate invented_code_check{5, core::seconds(1), 20};
/// Per login, failures only: one-time codes have a million values, of which three are right.
/// Beyond it HTTP 429.
inline constexpr Rate totp_failure{1, core::minutes(1), 5};
/// All sockets of the server: a flood stop. Beyond it accepting waits, so nobody is refused: those
/// who come within the 5 s that a silent one may stay are fewer than `http_connections_max`. A hall
/// of 10,000 that has lost its network is back within seconds.
inline constexpr Rate accept{1'500, core::seconds(1), 500};
/// The same under TLS, where a handshake costs ten times as much: half of a core, at worst.
inline constexpr Rate accept_secure{400, core::seconds(1), 400};

/// Keys remembered per kind of rate (about 300 bytes each): more than the largest roster holds.
/// Full buckets are forgotten first, which changes nothing; keys beyond it share one bucket.
inline constexpr std::size_t rate_keys_max = 32'768;
/// A longer key is cut to its SHA-256, so that memory stays bounded in bytes too.
inline constexpr std::size_t rate_key_bytes_max = 128;
/// How often at most a full table is searched for buckets to forget.
inline constexpr core::Span rate_sweep_interval = core::seconds(1);

/// Sockets of one address that have not yet said who they are: max(this, cards / 2). Beyond it the
/// newest is closed. In all they are bounded by the connections that `net` keeps at a time.
inline constexpr std::size_t unauthenticated_sockets_min = 64;

} // namespace rostrum::access::limits
