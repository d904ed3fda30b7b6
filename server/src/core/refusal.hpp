// Why a command changes nothing. The codes are part of the protocol: only ever added to.
#pragma once

#include <cstdint>

namespace rostrum::core {

enum class Refusal : std::uint8_t {
    // Who and when.
    role_may_not,
    phase_may_not,
    not_on_roster,
    not_checked_in,
    // What was said.
    text_is_empty,
    text_is_too_long,
    text_has_control_characters,
    reason_is_missing,
    number_is_out_of_range,
    // Preparation.
    already_exists,
    campaign_is_missing,
    roster_is_empty,
    roster_is_full,
    bad_handle,
    unknown_category,
    unknown_unit,
    duplicate_entry,
    rules_are_invalid,
    rules_are_locked,
    slides_are_missing,
    // Phases and clocks.
    phase_is_not_next,
    phase_is_not_earlier,
    draw_is_missing,
    clock_is_not_there,
    clock_is_running,
    clock_is_paused,
    // The floor.
    may_not_question,
    observers_may_not_ask,
    hand_is_raised,
    too_many_questions,
    unknown_question,
    question_is_not_pending,
    question_is_not_waiting,
    question_is_not_open,
    question_is_not_yours,
    question_is_yours,
    cannot_merge_with_itself,
    floor_is_busy,
    floor_is_empty,
    too_many_follow_ups,
    not_answered_yet,
    // The draw.
    pool_is_empty,
    unknown_draw,
    draw_is_pending,
    draw_is_not_called,
    draw_is_not_yours,
    deadline_is_not_over,
    // The ballot.
    rule_is_not_locked,
    ballot_exists,
    ballot_is_open,
    ballot_is_not_open,
    ballot_is_not_closed,
    unknown_ballot,
    may_not_vote,
    card_is_spent,
    unknown_key,
    unknown_option,
    revision_is_old,
    mode_is_not_available,
    no_paper_was_handed_out,
    paper_is_not_counted,
    paper_counts_differ,
    count_does_not_add_up,
    already_signed,
    not_signed,
    already_published,
    result_is_not_published,
    // Afterwards.
    unknown_duty,
    duty_is_not_owed,
    duty_is_not_submitted,
    duty_is_not_due,
    unknown_instruction,
    instruction_is_done,
    date_is_past,
};

} // namespace rostrum::core
