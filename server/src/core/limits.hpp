// Every limit of the rules: its value, its reason, and what happens beyond it.
#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <cstdint>

namespace rostrum::core::limits {

/// Longest question, note or reason, in Unicode code points. A question of 500 characters takes two
/// minutes to read aloud. Beyond: `text_is_too_long`.
inline constexpr std::size_t question_length_max = 500;
inline constexpr std::size_t note_length_max = 2000;
inline constexpr std::size_t reason_length_max = 300;
inline constexpr std::size_t title_length_max = 200;
/// A word to the chair, who reads it at a glance while somebody speaks. Beyond: `text_is_too_long`.
inline constexpr std::size_t prompt_length_max = 60;

/// Questions of one person that are neither finished nor returned. Beyond: `too_many_questions`.
inline constexpr std::size_t open_questions_per_person_max = 5;

/// Questions and hands of one person in a whole hearing, whatever became of them: who raises and
/// lowers a hand all evening must not use up the record of everybody. Beyond: `too_many_questions`.
inline constexpr std::size_t questions_per_person_max = 100;

/// Questions of observers in one hearing, of all together: whoever has the link can come under any
/// number of pseudonyms, and the hall's own questions must find room. Beyond: `too_many_questions`.
inline constexpr std::size_t observer_questions_max = 1000;

/// Questions in one hearing, so that a flood of them cannot fill the record. Beyond:
/// `too_many_questions`.
inline constexpr std::size_t questions_max = 5000;

/// People on one roster; a city's largest hall holds fewer. Beyond: `roster_is_full`.
inline constexpr std::size_t roster_max = 20'000;

/// Entries in one event, so that its line stays below the ledger's 64 KiB. Longer lists are split.
inline constexpr std::size_t entries_per_event_max = 300;

inline constexpr std::size_t categories_max = 16;
inline constexpr std::size_t units_max = 64;
inline constexpr std::size_t projects_max = 200;
inline constexpr std::size_t metrics_max = 64;
inline constexpr std::size_t options_max = 8;
inline constexpr std::size_t slides_max = 500;
inline constexpr std::size_t instructions_max = 100;

/// Characters of a key or a handle: short enough to be read out and typed. Beyond: `bad_handle`.
inline constexpr std::size_t handle_length_max = 24;

/// A category's name stands in a narrow column of the hall's screen. Beyond: `text_is_too_long`.
inline constexpr std::size_t label_length_max = 60;

/// To whom a report is addressed. Beyond: `number_is_out_of_range`.
inline constexpr std::size_t addressees_max = 16;

/// All texts of one campaign together, in bytes (some 7 000 Chinese characters): the dossier is one
/// event, whose line stays below the ledger's 64 KiB even if every character needs an escape.
/// Beyond: `text_is_too_long`.
inline constexpr std::size_t campaign_bytes_max = 21'700;

/// A series is a round of a few days, planned by one office. Beyond: `number_is_out_of_range`.
inline constexpr std::size_t hearings_max = 400;
inline constexpr std::int64_t series_days_max = 366;

/// The last moment of a plan or a duty, the end of 2099: later is a slip of the finger or means
/// "never", and neither calendars nor timers bear every number. Beyond: `date_is_too_far`.
inline constexpr Instant date_max{4'102'444'799'999};

/// Relative weight of a queue. Beyond: `number_is_out_of_range`.
inline constexpr std::int64_t quota_max = 1000;
inline constexpr std::int64_t follow_ups_max = 10;
inline constexpr std::int64_t draws_max = 10;
/// Time for a written report. Beyond: `number_is_out_of_range`.
inline constexpr Span report_due_min = days(1);
inline constexpr Span report_due_max = days(365);

/// People called by one draw. The rest of the order is recomputable from the pool and the seed.
/// Beyond: `number_is_out_of_range`.
inline constexpr std::int64_t drawn_max = 10;
/// Strata of one quota: at most one person of each. Beyond: `number_is_out_of_range`.
inline constexpr std::size_t draw_quotas_max = 10;

/// Everybody looks at least this long at how they stand in the pool before chance is collected.
/// Source: `hdraw1`. Before: `draw_preview_is_not_over`.
inline constexpr Span draw_preview = seconds(5);
/// How long phones may give their chance: all answer by themselves, within a fifth of a second.
inline constexpr Span nonce_collection{1200};
/// From the start of the collection to the freeze: the slow step is longer than this on any
/// machine, so that nobody who knew every input could have tried another. Beyond: the draw is void.
inline constexpr Span draw_freeze_latest{2000};
/// Phones whose chance is taken, so that every phone can fetch all of it within the second.
/// Beyond: `too_many_nonces`.
inline constexpr std::size_t contributors_max = 1024;
inline constexpr std::size_t public_text_length_max = 128;

/// How long a drawn person has to react on the phone. Beyond: absent.
inline constexpr Span draw_answer_time = seconds(20);

/// A clock is extended by at most this much at once. Beyond: `number_is_out_of_range`.
inline constexpr Span clock_extension_max = minutes(60);
/// A phase or a speech is limited to at most this long. Beyond: `number_is_out_of_range`.
inline constexpr Span clock_limit_max = minutes(600);

/// After the close of a secret ballot, for what was chosen before: phones wait up to eight seconds
/// by chance, so that the arrival of a vote tells nothing. Source: `hballot1`. Beyond:
/// `ballot_is_not_open`.
inline constexpr Span ballot_grace = seconds(10);

/// Groups with fewer ballots, or unanimous ones, are not broken down: they would tell on a person.
/// So would phones or paper with fewer ballots beside the other. Beyond: `channel_is_small`.
inline constexpr std::int64_t breakdown_group_min = 5;

/// Smallest step in which a live tally may move, so that none tells of a person.
inline constexpr std::int64_t live_batch_min = 10;

/// People who must be new in a count of the pulse before it is shown, so that no single mood can be
/// read off it; and the least time between two counts, so that it stays calm.
inline constexpr std::size_t pulse_batch_min = 10;
inline constexpr Span pulse_interval = seconds(5);

/// Tellers who must sign. Source: Robert's Rules on tellers.
inline constexpr std::size_t tellers_required = 2;

} // namespace rostrum::core::limits
