#include "core/rules.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <set>

namespace rostrum::core {
namespace {

using MaybeRefusal = std::optional<Refusal>;

constexpr bool is_within(std::int64_t value, std::int64_t least, std::int64_t most)
{
    return value >= least && value <= most;
}

MaybeRefusal check_category(const Category& category)
{
    if (!is_key(category.category.value, limits::handle_length_max)) return Refusal::bad_handle;
    if (category.category == drawn_queue() || category.category == observer_queue())
        return Refusal::bad_handle;
    if (!is_within(category.quota, 1, limits::quota_max)) return Refusal::number_is_out_of_range;
    if (const auto refusal = check_text(category.label, limits::label_length_max)) return refusal;
    return check_text(category.label_en, limits::label_length_max);
}

MaybeRefusal check_categories(const std::vector<Category>& categories)
{
    if (categories.empty()) return Refusal::rules_are_invalid;
    if (categories.size() > limits::categories_max) return Refusal::number_is_out_of_range;
    std::set<CategoryId> seen;
    for (const auto& category : categories) {
        if (const auto refusal = check_category(category)) return refusal;
        if (!seen.insert(category.category).second) return Refusal::duplicate_entry;
    }
    return std::nullopt;
}

MaybeRefusal check_clock(const ClockRule& rule)
{
    if (rule.limit < Span{} || rule.limit > limits::clock_limit_max)
        return Refusal::number_is_out_of_range;
    const bool ordered = Span{} <= rule.bell_before && rule.bell_before <= rule.sign_before &&
                         rule.sign_before <= rule.limit;
    if (!ordered) return Refusal::rules_are_invalid;
    return std::nullopt;
}

MaybeRefusal check_clocks(const HearingRules& rules)
{
    for (const auto* rule : {&rules.report_clock, &rules.inquiry_clock, &rules.question_clock,
                             &rules.answer_clock, &rules.follow_up_clock})
        if (const auto refusal = check_clock(*rule)) return refusal;
    return std::nullopt;
}

MaybeRefusal check_numbers(const HearingRules& rules)
{
    const bool fits = is_within(rules.follow_ups_max, 0, limits::follow_ups_max) &&
                      is_within(rules.observer_quota, 1, limits::quota_max) &&
                      is_within(rules.draws_required, 0, limits::draws_max) &&
                      rules.report_due >= limits::report_due_min &&
                      rules.report_due <= limits::report_due_max;
    if (!fits) return Refusal::number_is_out_of_range;
    return std::nullopt;
}

MaybeRefusal check_addressees(const std::vector<std::string>& addressees)
{
    if (addressees.size() > limits::addressees_max) return Refusal::number_is_out_of_range;
    for (const auto& addressee : addressees)
        if (const auto refusal = check_text(addressee, limits::label_length_max)) return refusal;
    return std::nullopt;
}

/// Somebody belongs to a category, or a question waits in its queue, that the new rules do not
/// name.
bool drops_used_category(const Hearing& hearing, const HearingRules& rules)
{
    const auto is_known = [&](const CategoryId& category) {
        return category == drawn_queue() || category == observer_queue() ||
               find_category(rules, category) != nullptr;
    };
    return !std::ranges::all_of(hearing.roster.participants, [&](const auto& one) {
        return is_known(one.second.entry.category);
    }) || !std::ranges::all_of(hearing.floor.questions, [&](const auto& one) {
        return is_known(one.second.queue);
    });
}

} // namespace

const CategoryId& drawn_queue()
{
    static const CategoryId queue{"drawn"};
    return queue;
}

const CategoryId& observer_queue()
{
    static const CategoryId queue{"observer"};
    return queue;
}

HearingRules default_rules()
{
    HearingRules rules;
    rules.categories = {
        {.category = {"deputy"}, .label = "人大代表", .label_en = "Deputy", .quota = 3},
        {.category = {"cppcc"}, .label = "政协委员", .label_en = "CPPCC member", .quota = 3},
        {.category = {"citizen"}, .label = "市民代表", .label_en = "Citizen", .quota = 3},
        {.category = {"entrepreneur"},
         .label = "企业家代表",
         .label_en = "Entrepreneur",
         .quota = 2},
        {.category = {"chamber"}, .label = "商协会代表", .label_en = "Chamber", .quota = 1},
        {.category = {"department"}, .label = "部门代表", .label_en = "Department", .quota = 1},
    };
    rules.report_clock = {.limit = minutes(15), .sign_before = seconds(60), .bell_before = {}};
    rules.inquiry_clock = {.limit = minutes(60), .sign_before = {}, .bell_before = {}};
    rules.question_clock = {.limit = minutes(2), .sign_before = seconds(30), .bell_before = {}};
    rules.answer_clock = {.limit = minutes(5), .sign_before = seconds(60), .bell_before = {}};
    rules.follow_up_clock = {.limit = minutes(1), .sign_before = seconds(15), .bell_before = {}};
    rules.report_addressees = {"市委", "市政府"};
    rules.ballot = default_ballot_rule();
    return rules;
}

MaybeRefusal check_rules(const HearingRules& rules)
{
    if (const auto refusal = check_categories(rules.categories)) return refusal;
    if (const auto refusal = check_clocks(rules)) return refusal;
    if (const auto refusal = check_numbers(rules)) return refusal;
    if (const auto refusal = check_addressees(rules.report_addressees)) return refusal;
    return check_rule(rules.ballot);
}

const Category* find_category(const HearingRules& rules, const CategoryId& category)
{
    const auto found = std::ranges::find(rules.categories, category, &Category::category);
    return found == rules.categories.end() ? nullptr : &*found;
}

Decision decide_one(const Hearing& hearing, const SetRules& command, const Context& /*context*/)
{
    if (current(hearing.ballots) != nullptr) return Refused{Refusal::rules_are_locked};
    if (const auto refusal = check_rules(command.rules)) return Refused{*refusal};
    if (command.rules == hearing.rules) return happened();
    if (!still_is(hearing.rules, command.replaces)) return Refused{Refusal::changed_meanwhile};
    if (drops_used_category(hearing, command.rules)) return Refused{Refusal::unknown_category};
    return happened(RulesSet{command.rules});
}

void evolve_one(Hearing& hearing, const RulesSet& event, Instant /*at*/)
{
    assert(current(hearing.ballots) == nullptr);
    hearing.rules = event.rules;
}

} // namespace rostrum::core
