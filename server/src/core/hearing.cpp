#include "core/hearing.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"
#include "core/permission.hpp"
#include "core/series.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>

namespace rostrum::core {
namespace {

std::optional<Refusal> check_plan(const std::string& title, const std::string& venue,
                                  Instant starts_at)
{
    if (const auto refusal = check_text(title, limits::title_length_max)) return refusal;
    if (const auto refusal = check_optional_text(venue, limits::title_length_max)) return refusal;
    return check_date(starts_at);
}

/// Something the server has to do at an instant, whether anybody asks or not.
struct Deadline {
    Instant at;
    Command command;
    Instant since{}; ///< What was not before this is due at once: the clock was set back.
};

Deadline deadline_of(const Draw& draw)
{
    if (draw.state == DrawState::collecting)
        return {*draw.deadline, FreezeDraw{draw.draw}, *draw.collecting_since};
    return {*draw.deadline, MarkDrawnAbsent{draw.draw}, {}};
}

std::vector<Deadline> deadlines(const Hearing& hearing)
{
    std::vector<Deadline> list;
    const Draw* draw = pending(hearing.draws);
    if (draw != nullptr && draw->deadline) list.push_back(deadline_of(*draw));
    const Ballot* ballot = current(hearing.ballots);
    if (ballot != nullptr && ballot->state == BallotState::closing)
        list.push_back(
            {*ballot->closing_until, CountBallot{ballot->ballot}, began_to_close(*ballot)});
    for (const auto& [id, duty] : hearing.duties.reports)
        if (waits_for_report(duty) && !duty.overdue)
            list.push_back({duty.due, MarkOverdue{id}, {}});
    return list;
}

} // namespace

Decision decide(const Hearing& hearing, const Command& command, const Context& context)
{
    if (const auto refusal = check_permission(command, context.actor.role, hearing.agenda.phase))
        return Refused{*refusal};
    // Before its first event there is nothing but a creation.
    if (hearing.hearing.empty() && !std::holds_alternative<CreateHearing>(command))
        return Refused{Refusal::phase_may_not};
    return std::visit([&](const auto& one) { return decide_one(hearing, one, context); }, command);
}

Hearing evolve(Hearing hearing, const Event& event, Instant at)
{
    std::visit([&](const auto& one) { evolve_one(hearing, one, at); }, event);
    return hearing;
}

Decision decide_one(const Hearing& hearing, const CreateHearing& command,
                    const Context& /*context*/)
{
    if (!hearing.hearing.empty()) return Refused{Refusal::already_exists};
    if (!is_key(command.hearing.value, limits::handle_length_max) ||
        command.hearing.value == series_stream)
        return Refused{Refusal::bad_handle};
    if (const auto refusal = check_plan(command.title, command.venue, command.starts_at))
        return Refused{*refusal};
    if (const auto refusal = check_rules(command.rules)) return Refused{*refusal};
    return happened(HearingCreated{.hearing = command.hearing,
                                   .title = command.title,
                                   .venue = command.venue,
                                   .starts_at = command.starts_at,
                                   .rules = command.rules});
}

Decision decide_one(const Hearing& hearing, const ReplanHearing& command,
                    const Context& /*context*/)
{
    if (const auto refusal = check_plan(command.title, command.venue, command.starts_at))
        return Refused{*refusal};
    const bool is_same = command.title == hearing.title && command.venue == hearing.venue &&
                         command.starts_at == hearing.starts_at;
    if (is_same) return happened();
    return happened(HearingReplanned{command.title, command.venue, command.starts_at});
}

void evolve_one(Hearing& hearing, const HearingCreated& event, Instant at)
{
    assert(hearing.hearing.empty() && !event.hearing.empty());
    hearing.hearing = event.hearing;
    hearing.title = event.title;
    hearing.venue = event.venue;
    hearing.starts_at = event.starts_at;
    hearing.rules = event.rules;
    hearing.agenda.phase_since = at;
}

void evolve_one(Hearing& hearing, const HearingReplanned& event, Instant /*at*/)
{
    assert(!hearing.hearing.empty());
    hearing.title = event.title;
    hearing.venue = event.venue;
    hearing.starts_at = event.starts_at;
}

std::optional<Instant> next_deadline(const Hearing& hearing)
{
    const auto list = deadlines(hearing);
    const auto first = std::ranges::min_element(list, {}, &Deadline::at);
    if (first == list.end()) return std::nullopt;
    return first->at;
}

std::vector<Command> due_commands(const Hearing& hearing, Instant now)
{
    std::vector<Command> commands;
    for (const auto& deadline : deadlines(hearing))
        if (deadline.at <= now || now < deadline.since) commands.push_back(deadline.command);
    return commands;
}

const char* name_of(const Command& command)
{
    return std::visit([](const auto& one) { return one.name; }, command);
}

const char* name_of(const Event& event)
{
    return std::visit([](const auto& one) { return one.name; }, event);
}

} // namespace rostrum::core
