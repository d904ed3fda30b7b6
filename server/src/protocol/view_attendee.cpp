#include "protocol/view_attendee.hpp"

#include "protocol/view_ballot.hpp"
#include "protocol/view_draw.hpp"

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

json::object campaign_view(const core::Campaign& campaign)
{
    json::object units;
    std::int64_t place = 0;
    for (const auto& unit : campaign.units) {
        units.emplace(unit.unit.value, json::object{{"name", unit.name},
                                                    {"responsible", unit.responsible},
                                                    {"place", place++}});
    }
    return {{"title", campaign.title},
            {"metrics", encode(campaign.metrics)},
            {"units", std::move(units)},
            {"projects", encode(campaign.projects)}};
}

json::object phase_view(const core::Agenda& agenda)
{
    json::object view{{"name", encode(agenda.phase)}, {"since", encode(agenda.phase_since)}};
    if (agenda.clock) view.emplace("clock", clock_view(*agenda.clock));
    return view;
}

json::object rules_view(const core::HearingRules& rules, const core::Floor& floor)
{
    json::object categories;
    std::int64_t place = 0;
    for (const auto& category : rules.categories) {
        const auto taken = floor.taken.find(category.category);
        categories.emplace(category.category.value,
                           json::object{{"label", category.label},
                                        {"label_en", category.label_en},
                                        {"quota", category.quota},
                                        {"place", place++},
                                        {"taken", taken == floor.taken.end() ? 0 : taken->second}});
    }
    return {{"support_orders", rules.support_orders},
            {"observers_may_ask", rules.observers_may_ask},
            {"follow_ups_max", rules.follow_ups_max},
            {"categories", std::move(categories)}};
}

json::object duties_view(const core::Duties& duties)
{
    json::object view;
    for (const auto& [id, duty] : duties.reports) {
        view.emplace(id.value, json::object{{"unit", encode(duty.unit)},
                                            {"questions", encode(duty.questions)},
                                            {"due", encode(duty.due)},
                                            {"state", encode(duty.state)},
                                            {"overdue", duty.overdue},
                                            {"round", duty.round}});
    }
    return view;
}

json::object instructions_view(const core::Duties& duties)
{
    json::object view;
    for (const auto& [id, instruction] : duties.instructions) {
        json::object one{{"unit", encode(instruction.unit)},
                         {"responsible", instruction.responsible},
                         {"text", instruction.text},
                         {"due", encode(instruction.due)},
                         {"done", instruction.done}};
        add_text(one, "outcome", instruction.outcome);
        view.emplace(id.value, std::move(one));
    }
    return view;
}

json::object head_view(const core::Hearing& hearing, const ViewSettings& settings)
{
    json::object view{{"id", hearing.hearing.value},
                      {"title", hearing.title},
                      {"venue", hearing.venue},
                      {"starts_at", encode(hearing.starts_at)},
                      {"series", settings.series_title}};
    add_text(view, "vkey", settings.verifier);
    return view;
}

json::object presence_view(const core::Roster& roster)
{
    return {{"present", roster.present},
            {"expected", static_cast<std::int64_t>(roster.participants.size())}};
}

} // namespace

json::object attendee_view(const ViewInput& input)
{
    return hearing_view(input, FloorDetail::hall);
}

json::object hearing_view(const ViewInput& input, FloorDetail detail)
{
    const auto& hearing = input.hearing;
    json::object view{{"hearing", head_view(hearing, input.settings)},
                      {"phase", phase_view(hearing.agenda)},
                      {"presence", presence_view(hearing.roster)},
                      {"rules", rules_view(hearing.rules, hearing.floor)},
                      {"floor", floor_view(input, detail)},
                      {"duties", duties_view(hearing.duties)},
                      {"instructions", instructions_view(hearing.duties)}};
    if (!hearing.campaign.title.empty()) view.emplace("campaign", campaign_view(hearing.campaign));
    if (const auto& slides = hearing.agenda.slides) {
        view.emplace("slides", json::object{{"file", slides->file},
                                            {"sha256", slides->sha256},
                                            {"pages", slides->pages},
                                            {"page", slides->page}});
    }
    add_text(view, "checkpoint", input.settings.checkpoint);
    if (auto draw = draw_view(input, detail)) view.emplace("draw", std::move(*draw));
    if (auto ballot = ballot_view(hearing, input.box, input.settings))
        view.emplace("ballot", std::move(*ballot));
    return view;
}

} // namespace rostrum::protocol
