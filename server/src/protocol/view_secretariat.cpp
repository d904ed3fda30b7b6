#include "protocol/view_secretariat.hpp"

#include "protocol/codec.hpp"
#include "protocol/view_ballot.hpp"
#include "protocol/view_common.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

json::object ballot_line(const core::Ballot& ballot)
{
    json::object view{{"state", encode(ballot.state)},
                      {"issued", static_cast<std::int64_t>(ballot.issued.size())}};
    view.emplace("threshold", encode(ballot.rule.threshold));
    // While it is open the board stays still: every cast would be a change of it.
    if (ballot.phones) {
        const auto returned = returned_count(ballot, core::BallotBox{});
        view.emplace("returned", returned);
        view.emplace("electorate", encode(ballot.electorate));
        if (ballot.electorate.present > 0)
            view.emplace("turnout", returned * 10'000 / ballot.electorate.present);
    }
    if (ballot.state == core::BallotState::published) {
        view.emplace("verdict", encode(*ballot.verdict));
        view.emplace("tally", encode(*core::final_tally(ballot)));
    }
    return view;
}

bool is_unfinished(const core::ReportDuty& duty)
{
    return duty.state == core::DutyState::owed || duty.state == core::DutyState::returned;
}

/// The unit is named here: the board has no dossier to look it up in.
json::object report_line(const core::ReportDuty& duty, const core::Campaign& campaign)
{
    const auto* unit = core::find_unit(campaign, duty.unit);
    return {{"unit", unit == nullptr ? duty.unit.value : unit->name},
            {"responsible", unit == nullptr ? std::string{} : unit->responsible},
            {"questions", static_cast<std::int64_t>(duty.questions.size())},
            {"due", encode(duty.due)},
            {"state", encode(duty.state)},
            {"overdue", duty.overdue && is_unfinished(duty)},
            {"round", duty.round}};
}

json::object duties_line(const core::Duties& duties, const core::Campaign& campaign)
{
    const auto count = [&](auto test) {
        return std::ranges::count_if(duties.reports,
                                     [&](const auto& entry) { return test(entry.second); });
    };
    const auto in_state = [&](core::DutyState state) {
        return count([&](const core::ReportDuty& duty) { return duty.state == state; });
    };
    json::object reports;
    for (const auto& [id, duty] : duties.reports)
        reports.emplace(id.value, report_line(duty, campaign));
    return {{"owed", in_state(core::DutyState::owed)},
            {"submitted", in_state(core::DutyState::submitted)},
            {"accepted", in_state(core::DutyState::accepted)},
            {"returned", in_state(core::DutyState::returned)},
            {"overdue", count([](const core::ReportDuty& duty) {
                 return duty.overdue && is_unfinished(duty);
             })},
            {"reports", std::move(reports)}};
}

json::object board_line(const core::PlannedHearing& plan, const core::Hearing& hearing)
{
    const auto& questions = hearing.floor.questions;
    json::object line{
        {"title", plan.title},
        {"venue", plan.venue},
        {"day", plan.day},
        {"order", plan.order},
        {"starts_at", encode(plan.starts_at)},
        {"phase", encode(hearing.agenda.phase)},
        {"present", hearing.roster.present},
        {"expected", static_cast<std::int64_t>(hearing.roster.participants.size())},
        {"questions", std::ranges::count_if(
                          questions, [](const auto& entry) { return is_public(entry.second); })},
        {"turns", static_cast<std::int64_t>(hearing.floor.history.size())},
        {"duties", duties_line(hearing.duties, hearing.campaign)}};
    if (!hearing.ballots.ballots.empty())
        line.emplace("ballot", ballot_line(hearing.ballots.ballots.back()));
    return line;
}

} // namespace

json::object secretariat_view(const core::Series& series, const HearingStates& hearings)
{
    static const core::Hearing draft;
    json::object lines;
    for (const auto& [id, plan] : series.hearings) {
        const auto found = hearings.find(id);
        const bool exists = found != hearings.end() && found->second != nullptr;
        lines.emplace(id.value, board_line(plan, exists ? *found->second : draft));
    }
    json::object head{{"title", series.title}, {"city", series.city}};
    if (!series.title.empty()) head.emplace("rules", encode(series.rules));
    return {{"series", std::move(head)}, {"hearings", std::move(lines)}};
}

} // namespace rostrum::protocol
