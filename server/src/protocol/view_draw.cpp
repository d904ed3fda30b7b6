#include "protocol/view_draw.hpp"

#include "protocol/codec.hpp"
#include "trust/bytes.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

/// Whom the lot has fallen on is told when they are called; their name when they accept.
json::object person_view(const core::DrawnPerson& person, const core::Roster& roster,
                         const NameBook& names)
{
    json::object view{{"id", person.participant.value}, {"state", encode(person.state)}};
    const auto found = names.find(person.participant);
    if (person.state == core::DrawnState::accepted && found != names.end())
        add_text(view, "name", found->second.name);
    if (const auto* seat = core::find(roster, person.participant))
        view.emplace("category", encode(seat->entry.category));
    return view;
}

/// Those called so far, and of them the last.
void add_people(json::object& view, const core::Draw& draw, const core::Roster& roster,
                const NameBook& names)
{
    json::array called;
    for (const auto& person : draw.drawn)
        if (person.state != core::DrawnState::waiting)
            called.push_back(person_view(person, roster, names));
    if (!called.empty()) view.emplace("person", called.back());
    view.emplace("called", std::move(called));
    view.emplace("to_call", static_cast<std::int64_t>(draw.drawn.size()));
    view.emplace("unfilled", draw.unfilled);
}

void add_pool(json::object& view, const core::Draw& draw)
{
    std::int64_t size = 0;
    std::map<core::CategoryId, std::int64_t> in_stratum;
    std::map<core::DrawExclusion, std::int64_t> excluded_count;
    for (const auto& line : draw.pool) {
        if (line.weight > 0) {
            ++size;
            ++in_stratum[line.stratum];
        }
        else {
            ++excluded_count[line.exclusion];
        }
    }
    json::object excluded;
    for (const auto& [reason, count] : excluded_count)
        excluded.emplace(encode(reason).as_string(), count);
    view.emplace("pool", size);
    view.emplace("strata", encode(in_stratum));
    view.emplace("excluded", std::move(excluded));
}

json::object freeze_view(const core::DrawSeals& seals)
{
    json::object view = encode(seals).as_object();
    if (const auto digest = trust::unhex32(seals.sha256))
        view.emplace("short", trust::short_form(*digest));
    return view;
}

/// What was published step by step; each is there from its step on.
void add_published(json::object& view, const core::Draw& draw, const ViewSettings& settings)
{
    if (draw.deadline) view.emplace("deadline", encode(*draw.deadline));
    if (draw.seals) view.emplace("freeze", freeze_view(*draw.seals));
    add_text(view, "public_text", draw.public_text);
    add_text(view, "secret", draw.secret);
    add_text(view, "seed", draw.seed);
    const auto& progress = settings.draw_progress;
    if (draw.state == core::DrawState::revealed)
        view.emplace("progress", progress && progress->draw == draw.draw
                                     ? static_cast<std::int64_t>(progress->done)
                                     : 0);
    if (draw.state != core::DrawState::voided) return;
    json::object voided{{"cause", encode(draw.void_cause)}};
    add_text(voided, "reason", draw.void_reason);
    view.emplace("voided", std::move(voided));
}

json::object verified_view(const core::Draw& draw)
{
    std::map<core::DrawCheck, std::int64_t> count;
    for (const auto& [participant, check] : draw.faults) ++count[check];
    json::object faults;
    for (const auto& [check, number] : count) faults.emplace(encode(check).as_string(), number);
    return {{"inputs", static_cast<std::int64_t>(draw.inputs_hold.size())},
            {"seed", static_cast<std::int64_t>(draw.seed_holds.size())},
            {"faults", std::move(faults)}};
}

json::object pool_lines(const core::Draw& draw, bool is_made)
{
    json::object lines;
    if (!is_made) return lines;
    for (const auto& line : draw.pool)
        lines.emplace(line.participant.value, encode(line.exclusion));
    return lines;
}

} // namespace

std::optional<json::object> draw_view(const ViewInput& input, FloorDetail detail)
{
    const auto& draws = input.hearing.draws.draws;
    if (draws.empty()) return std::nullopt;
    const auto& draw = draws.back();

    json::object view{{"draw", encode(draw.draw)},
                      {"id", draw.public_id},
                      {"state", encode(draw.state)},
                      {"held", static_cast<std::int64_t>(draws.size())},
                      {"rule", encode(draw.rule)},
                      {"pace", encode(draw.pace)},
                      {"weak", draw.pace == core::DrawPace::quick},
                      {"delay", static_cast<std::int64_t>(draw.delay)},
                      {"public_dice", draw.public_dice},
                      {"commit", draw.commit},
                      {"opened_at", encode(draw.opened_at)},
                      {"collect_from", encode(core::preview_ends(draw))},
                      {"contributions", static_cast<std::int64_t>(draw.contributions.size())},
                      {"verified", verified_view(draw)}};
    add_text(view, "reason", draw.reason);
    add_pool(view, draw);
    add_people(view, draw, input.hearing.roster, input.names);
    add_published(view, draw, input.settings);
    if (detail == FloorDetail::desk) view.emplace("pool_lines", pool_lines(draw, input.lines.pool));
    return view;
}

} // namespace rostrum::protocol
