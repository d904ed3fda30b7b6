#include "protocol/wire_names.hpp"

#include "protocol/describe.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace rostrum::protocol {
namespace {

using enum core::Refusal;

struct Named {
    core::Refusal refusal;
    std::string_view name;
};

/// Boost.Describe lists at most 52 enumerators, so these are written out. The contract test
/// compares them with the schema, and `is_complete` with the enumeration.
constexpr std::array named{
    Named{role_may_not, "role_may_not"},
    Named{phase_may_not, "phase_may_not"},
    Named{not_on_roster, "not_on_roster"},
    Named{not_checked_in, "not_checked_in"},
    Named{text_is_empty, "text_is_empty"},
    Named{text_is_too_long, "text_is_too_long"},
    Named{text_has_control_characters, "text_has_control_characters"},
    Named{reason_is_missing, "reason_is_missing"},
    Named{number_is_out_of_range, "number_is_out_of_range"},
    Named{already_exists, "already_exists"},
    Named{campaign_is_missing, "campaign_is_missing"},
    Named{roster_is_empty, "roster_is_empty"},
    Named{roster_is_full, "roster_is_full"},
    Named{bad_handle, "bad_handle"},
    Named{unknown_category, "unknown_category"},
    Named{unknown_unit, "unknown_unit"},
    Named{duplicate_entry, "duplicate_entry"},
    Named{rules_are_invalid, "rules_are_invalid"},
    Named{rules_are_locked, "rules_are_locked"},
    Named{slides_are_missing, "slides_are_missing"},
    Named{phase_is_not_next, "phase_is_not_next"},
    Named{phase_is_not_earlier, "phase_is_not_earlier"},
    Named{draw_is_missing, "draw_is_missing"},
    Named{clock_is_not_there, "clock_is_not_there"},
    Named{clock_is_running, "clock_is_running"},
    Named{clock_is_paused, "clock_is_paused"},
    Named{may_not_question, "may_not_question"},
    Named{observers_may_not_ask, "observers_may_not_ask"},
    Named{hand_is_raised, "hand_is_raised"},
    Named{too_many_questions, "too_many_questions"},
    Named{unknown_question, "unknown_question"},
    Named{question_is_not_pending, "question_is_not_pending"},
    Named{question_is_not_waiting, "question_is_not_waiting"},
    Named{question_is_not_open, "question_is_not_open"},
    Named{question_is_not_yours, "question_is_not_yours"},
    Named{question_is_yours, "question_is_yours"},
    Named{cannot_merge_with_itself, "cannot_merge_with_itself"},
    Named{changed_meanwhile, "changed_meanwhile"},
    Named{floor_is_busy, "floor_is_busy"},
    Named{floor_is_empty, "floor_is_empty"},
    Named{too_many_follow_ups, "too_many_follow_ups"},
    Named{not_answered_yet, "not_answered_yet"},
    Named{answer_is_not_under_way, "answer_is_not_under_way"},
    Named{unknown_prompt, "unknown_prompt"},
    Named{pool_is_empty, "pool_is_empty"},
    Named{unknown_draw, "unknown_draw"},
    Named{draw_is_pending, "draw_is_pending"},
    Named{draw_preview_is_not_over, "draw_preview_is_not_over"},
    Named{draw_is_not_collecting, "draw_is_not_collecting"},
    Named{draw_is_not_frozen, "draw_is_not_frozen"},
    Named{draw_is_frozen, "draw_is_frozen"},
    Named{draw_is_not_revealed, "draw_is_not_revealed"},
    Named{bad_nonce, "bad_nonce"},
    Named{nonce_is_given, "nonce_is_given"},
    Named{too_many_nonces, "too_many_nonces"},
    Named{bad_public_text, "bad_public_text"},
    Named{draw_is_not_called, "draw_is_not_called"},
    Named{draw_is_not_yours, "draw_is_not_yours"},
    Named{deadline_is_not_over, "deadline_is_not_over"},
    Named{rule_is_not_locked, "rule_is_not_locked"},
    Named{ballot_exists, "ballot_exists"},
    Named{ballot_is_open, "ballot_is_open"},
    Named{ballot_is_not_open, "ballot_is_not_open"},
    Named{ballot_is_not_closed, "ballot_is_not_closed"},
    Named{unknown_ballot, "unknown_ballot"},
    Named{may_not_vote, "may_not_vote"},
    Named{card_is_spent, "card_is_spent"},
    Named{has_no_paper, "has_no_paper"},
    Named{channel_is_small, "channel_is_small"},
    Named{unknown_key, "unknown_key"},
    Named{unknown_option, "unknown_option"},
    Named{revision_is_old, "revision_is_old"},
    Named{network_is_not_trusted, "network_is_not_trusted"},
    Named{token_request_is_malformed, "token_request_is_malformed"},
    Named{token_is_issued_already, "token_is_issued_already"},
    Named{token_was_not_signed, "token_was_not_signed"},
    Named{not_signed_by_voter, "not_signed_by_voter"},
    Named{seq_is_old, "seq_is_old"},
    Named{no_paper_was_handed_out, "no_paper_was_handed_out"},
    Named{paper_is_not_counted, "paper_is_not_counted"},
    Named{paper_counts_differ, "paper_counts_differ"},
    Named{count_is_not_there, "count_is_not_there"},
    Named{count_is_not_yours, "count_is_not_yours"},
    Named{count_does_not_add_up, "count_does_not_add_up"},
    Named{already_signed, "already_signed"},
    Named{not_signed, "not_signed"},
    Named{already_published, "already_published"},
    Named{result_is_not_published, "result_is_not_published"},
    Named{unknown_duty, "unknown_duty"},
    Named{duty_is_not_owed, "duty_is_not_owed"},
    Named{duty_is_not_submitted, "duty_is_not_submitted"},
    Named{duty_is_not_due, "duty_is_not_due"},
    Named{unknown_instruction, "unknown_instruction"},
    Named{instruction_is_done, "instruction_is_done"},
    Named{date_is_past, "date_is_past"},
    Named{date_is_too_far, "date_is_too_far"},
};

/// In the enumeration's order without a gap, up to its last.
constexpr bool is_complete()
{
    for (std::size_t index = 0; index < named.size(); ++index)
        if (static_cast<std::size_t>(named[index].refusal) != index) return false;
    return named.back().refusal == date_is_too_far;
}
static_assert(is_complete(), "A refusal was added: name it at the end of the list.");

constexpr auto listed = [] {
    std::array<core::Refusal, named.size()> list{};
    std::ranges::transform(named, list.begin(), &Named::refusal);
    return list;
}();

struct NamedAudience {
    Audience audience;
    std::string_view name;
};
constexpr std::array<NamedAudience, audience_count> audiences{{
    {Audience::attendee, "attendee"},
    {Audience::screen, "screen"},
    {Audience::desk, "desk"},
    {Audience::secretariat, "secretariat"},
}};

} // namespace

std::string_view name_of(core::Refusal refusal)
{
    return named.at(static_cast<std::size_t>(refusal)).name;
}

std::string_view name_of(core::Role role)
{
    const char* const name = boost::describe::enum_to_string(role, nullptr);
    assert(name != nullptr);
    return name;
}

std::string_view name_of(Audience audience)
{
    return audiences.at(static_cast<std::size_t>(audience)).name;
}

std::optional<Audience> audience_from(std::string_view name)
{
    const auto found = std::ranges::find(audiences, name, &NamedAudience::name);
    if (found == audiences.end()) return std::nullopt;
    return found->audience;
}

std::span<const core::Refusal> all_refusals()
{
    return listed;
}

} // namespace rostrum::protocol
