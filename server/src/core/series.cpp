#include "core/series.hpp"

#include "core/file_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <cassert>
#include <optional>
#include <string_view>

namespace rostrum::core {
namespace {

using Refused = std::unexpected<Refusal>;
using Events = std::vector<SeriesEvent>;

bool is_created(const Series& series)
{
    return !series.title.empty();
}

SeriesDecision decide_one(const Series& series, const CreateSeries& command)
{
    if (is_created(series)) return Refused{Refusal::already_exists};
    if (const auto refusal = check_text(command.title, limits::title_length_max))
        return Refused{*refusal};
    if (const auto refusal = check_optional_text(command.city, limits::title_length_max))
        return Refused{*refusal};
    if (const auto refusal = check_rules(command.rules)) return Refused{*refusal};
    return Events{SeriesCreated{command.title, command.city, command.rules}};
}

SeriesDecision decide_one(const Series& series, const PlanHearing& command)
{
    if (!is_created(series)) return Refused{Refusal::phase_may_not};
    if (const auto refusal = check_plan(command.plan)) return Refused{*refusal};
    const auto known = series.hearings.find(command.plan.hearing);
    if (known == series.hearings.end() && series.hearings.size() >= limits::hearings_max)
        return Refused{Refusal::number_is_out_of_range};
    if (known != series.hearings.end() && known->second == command.plan) return Events{};
    if (known != series.hearings.end() && command.is_new) return Refused{Refusal::already_exists};
    return Events{HearingPlanned{command.plan}};
}

void evolve_one(Series& series, const SeriesCreated& event)
{
    assert(!is_created(series));
    series.title = event.title;
    series.city = event.city;
    series.rules = event.rules;
}

void evolve_one(Series& series, const HearingPlanned& event)
{
    assert(is_created(series));
    series.hearings.insert_or_assign(event.plan.hearing, event.plan);
}

bool may_plan(Role role)
{
    switch (role) {
    case Role::secretariat:
    case Role::system: return true;
    case Role::moderator:
    case Role::chair:
    case Role::teller:
    case Role::respondent:
    case Role::attendee:
    case Role::screen:
    case Role::observer: break;
    }
    return false;
}

} // namespace

std::optional<Refusal> check_plan(const PlannedHearing& plan)
{
    if (!is_key(plan.hearing.value, limits::handle_length_max) ||
        plan.hearing.value == series_stream)
        return Refusal::bad_handle;
    if (const auto refusal = check_text(plan.title, limits::title_length_max)) return refusal;
    if (const auto refusal = check_optional_text(plan.venue, limits::title_length_max))
        return refusal;
    if (plan.day < 1 || plan.day > limits::series_days_max || plan.order < 1 ||
        plan.order > static_cast<std::int64_t>(limits::hearings_max))
        return Refusal::number_is_out_of_range;
    return check_date(plan.starts_at);
}

SeriesDecision decide(const Series& series, const SeriesCommand& command, Role role)
{
    if (!may_plan(role)) return Refused{Refusal::role_may_not};
    return std::visit([&](const auto& one) { return decide_one(series, one); }, command);
}

Series evolve(Series series, const SeriesEvent& event)
{
    std::visit([&](const auto& one) { evolve_one(series, one); }, event);
    return series;
}

} // namespace rostrum::core
