#include "protocol/view_desk.hpp"

#include "protocol/view_attendee.hpp"
#include "protocol/view_ballot.hpp"

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

json::object roster_line(const core::Participant& participant, const NameBook& names)
{
    const auto& entry = participant.entry;
    json::object line{
        {"category", encode(entry.category)}, {"present", participant.presence.has_value()},
        {"turns", participant.turns},         {"turns_before", participant.turns_before},
        {"may_question", entry.may_question}, {"may_vote", entry.may_vote},
        {"in_draw_pool", entry.in_draw_pool}};
    add_person(line, names, entry.participant, /*with_seat=*/true);
    if (participant.presence) {
        line.emplace("source", encode(participant.presence->source));
        line.emplace("since", encode(participant.presence->since));
    }
    return line;
}

json::object roster_view(const ViewInput& input)
{
    json::object view;
    for_each(input.lines.roster, input.hearing.roster.participants,
             [&](const core::Participant& participant) {
                 view.emplace(participant.entry.participant.value,
                              roster_line(participant, input.names));
             });
    return view;
}

json::object prompt_view(const core::Prompt& prompt)
{
    json::object view{{"prompt", encode(prompt.prompt)},
                      {"kind", encode(prompt.kind)},
                      {"given_at", encode(prompt.given_at)}};
    add_text(view, "text", prompt.text);
    if (prompt.seen_at) view.emplace("seen_at", encode(*prompt.seen_at));
    return view;
}

json::object pages_view(const PagesHealth& pages)
{
    return {{"connected", pages.connected}, {"slow", pages.slow}};
}

json::object health_view(const HallHealth& health)
{
    json::object categories;
    for (const auto& [category, people] : health.categories)
        categories.emplace(category.value, json::object{{"connected", people.connected},
                                                        {"slow", people.slow},
                                                        {"away", people.away},
                                                        {"never", people.never},
                                                        {"never_present", people.never_present}});
    return {{"categories", std::move(categories)},
            {"screens", pages_view(health.screens)},
            {"observers", pages_view(health.observers)}};
}

void add_reports(json::object& duties, const core::Duties& record)
{
    for (auto& member : duties) {
        auto& view = member.value().as_object();
        const auto& duty = record.reports.at({std::string{member.key()}});
        add_text(view, "report", duty.report);
        add_text(view, "return_reason", duty.return_reason);
    }
}

} // namespace

json::object desk_view(const ViewInput& input)
{
    const auto& hearing = input.hearing;
    const auto& settings = input.settings;
    auto view = hearing_view(input, FloorDetail::desk);
    add_pulse(view.at("floor").as_object(), settings.pulse);
    if (auto ballot = desk_ballot_view(hearing, input.box, settings))
        view["ballot"] = std::move(*ballot);
    add_reports(view.at("duties").as_object(), hearing.duties);
    view.emplace("roster", roster_view(input));
    view.emplace("hearing_rules", encode(hearing.rules));
    if (hearing.prompts.latest) view.emplace("prompt", prompt_view(*hearing.prompts.latest));
    if (settings.health) view.emplace("health", health_view(*settings.health));
    json::object similar;
    for (const auto& [question, resembled] : input.digest.similar)
        similar.emplace(question.value, resembled.value);
    view.emplace("similar", std::move(similar));
    return view;
}

} // namespace rostrum::protocol
