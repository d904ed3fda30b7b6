#include "core/campaign.hpp"

#include "core/decisions.hpp"
#include "core/file_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <initializer_list>
#include <set>

namespace rostrum::core {
namespace {

using MaybeRefusal = std::optional<Refusal>;

/// The first check that refuses, if any.
MaybeRefusal first_of(std::initializer_list<MaybeRefusal> checks)
{
    for (const auto& check : checks)
        if (check) return check;
    return std::nullopt;
}

MaybeRefusal check_metric(const Metric& metric)
{
    return first_of({check_text(metric.name, limits::title_length_max),
                     check_optional_text(metric.value, limits::title_length_max),
                     check_optional_text(metric.unit, limits::title_length_max),
                     check_optional_text(metric.note, limits::reason_length_max)});
}

MaybeRefusal check_unit(const Unit& unit)
{
    if (!is_key(unit.unit.value, limits::handle_length_max)) return Refusal::bad_handle;
    return first_of({check_text(unit.name, limits::title_length_max),
                     check_optional_text(unit.responsible, limits::title_length_max)});
}

MaybeRefusal check_project(const Project& project, const Campaign& campaign)
{
    if (find_unit(campaign, project.unit) == nullptr) return Refusal::unknown_unit;
    return first_of({check_text(project.name, limits::title_length_max),
                     check_optional_text(project.responsible, limits::title_length_max),
                     check_optional_text(project.status, limits::title_length_max)});
}

std::size_t text_bytes(const Campaign& campaign)
{
    std::size_t bytes = campaign.title.size();
    for (const auto& one : campaign.metrics)
        bytes += one.name.size() + one.value.size() + one.unit.size() + one.note.size();
    for (const auto& one : campaign.units) bytes += one.name.size() + one.responsible.size();
    for (const auto& one : campaign.projects)
        bytes += one.name.size() + one.responsible.size() + one.status.size();
    return bytes;
}

} // namespace

const Unit* find_unit(const Campaign& campaign, const UnitId& unit)
{
    const auto found = std::ranges::find(campaign.units, unit, &Unit::unit);
    return found == campaign.units.end() ? nullptr : &*found;
}

std::optional<Refusal> check_campaign(const Campaign& campaign)
{
    if (const auto refusal = check_text(campaign.title, limits::title_length_max)) return refusal;
    if (campaign.metrics.size() > limits::metrics_max ||
        campaign.units.size() > limits::units_max ||
        campaign.projects.size() > limits::projects_max)
        return Refusal::number_is_out_of_range;

    for (const auto& metric : campaign.metrics)
        if (const auto refusal = check_metric(metric)) return refusal;
    std::set<UnitId> seen;
    for (const auto& unit : campaign.units) {
        if (const auto refusal = check_unit(unit)) return refusal;
        if (!seen.insert(unit.unit).second) return Refusal::duplicate_entry;
    }
    for (const auto& project : campaign.projects)
        if (const auto refusal = check_project(project, campaign)) return refusal;
    if (text_bytes(campaign) > limits::campaign_bytes_max) return Refusal::text_is_too_long;
    return std::nullopt;
}

std::set<UnitId> units_in_use(const Hearing& hearing)
{
    std::set<UnitId> units;
    for (const auto& [id, question] : hearing.floor.questions) {
        units.insert(question.units.begin(), question.units.end());
        for (const auto& note : question.notes) units.insert(note.unit);
    }
    if (hearing.floor.turn)
        units.insert(hearing.floor.turn->answering.begin(), hearing.floor.turn->answering.end());
    for (const auto& [id, duty] : hearing.duties.reports) units.insert(duty.unit);
    for (const auto& [id, instruction] : hearing.duties.instructions)
        units.insert(instruction.unit);
    return units;
}

Decision decide_one(const Hearing& hearing, const DescribeCampaign& command,
                    const Context& /*context*/)
{
    if (const auto refusal = check_campaign(command.campaign)) return Refused{*refusal};
    for (const auto& unit : units_in_use(hearing))
        if (find_unit(command.campaign, unit) == nullptr) return Refused{Refusal::unknown_unit};
    // The leading one owes the report when the hall is not satisfied.
    if (hearing.agenda.phase != Phase::draft && command.campaign.units.empty())
        return Refused{Refusal::campaign_is_missing};
    if (command.campaign == hearing.campaign) return happened();
    return happened(CampaignDescribed{command.campaign});
}

void evolve_one(Hearing& hearing, const CampaignDescribed& event, Instant /*at*/)
{
    assert(!event.campaign.title.empty());
    hearing.campaign = event.campaign;
}

} // namespace rostrum::core
