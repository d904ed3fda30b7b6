#include "protocol/view_me.hpp"

#include "protocol/codec.hpp"
#include "protocol/view_common.hpp"
#include "protocol/wire_names.hpp"

#include <utility>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

json::object my_question(const core::Question& question)
{
    json::object view{{"kind", encode(question.kind)},
                      {"state", encode(question.state)},
                      {"text", question.text},
                      {"original_text", question.original_text},
                      {"units", encode(question.units)},
                      {"notes", notes_view(question.notes)},
                      {"asked_at", encode(question.asked_at)}};
    add_text(view, "return_reason", question.return_reason);
    if (question.merged_into) view.emplace("merged_into", encode(*question.merged_into));
    if (question.verdict) view.emplace("verdict", encode(*question.verdict));
    add_text(view, "confirmed_text", question.confirmed_text);
    return view;
}

struct Mine {
    json::object questions;
    json::object supported;
};

/// In one walk: with thousands of questions it is most of what a private view costs.
Mine mine_of(const core::Floor& floor, const std::string& id, bool from_roster)
{
    Mine mine;
    const core::ParticipantId participant{id};
    for (const auto& [number, question] : floor.questions) {
        if (question.from_roster == from_roster && question.asker_id == id)
            mine.questions.emplace(number.value, my_question(question));
        if (from_roster && question.supporters.contains(participant))
            mine.supported.emplace(number.value, true);
    }
    return mine;
}

json::object spent_cards(const core::Ballots& ballots, const core::ParticipantId& participant)
{
    json::object view;
    for (const auto& ballot : ballots.ballots) {
        const auto issued = ballot.issued.find(participant);
        if (issued != ballot.issued.end())
            view.emplace(ballot.ballot.value, encode(issued->second));
    }
    return view;
}

/// Only while called: before that nobody knows.
void add_call(json::object& view, const core::Draws& draws, const core::ParticipantId& participant)
{
    const auto* draw = core::pending(draws);
    if (draw == nullptr || draw->state != core::DrawState::called) return;
    if (core::next_drawn(*draw)->participant != participant) return;
    json::object mine{{"draw", encode(draw->draw)}};
    if (draw->deadline) mine.emplace("deadline", encode(*draw->deadline));
    view.emplace("draw", std::move(mine));
}

/// How they stand in the pool of the last draw, and what their phone gave and has said of it.
void add_draw_pool(json::object& view, const core::Draws& draws,
                   const core::ParticipantId& participant)
{
    if (draws.draws.empty()) return;
    const auto& draw = draws.draws.back();
    const auto* line = core::find_line(draw, participant);
    const bool contributed = draw.contributions.contains(participant);
    if (line == nullptr && !contributed) return;
    json::object mine{{"draw", encode(draw.draw)},
                      {"in_pool", line != nullptr && line->weight > 0},
                      {"contributed", contributed},
                      {"checked_inputs", draw.inputs_hold.contains(participant)},
                      {"checked_seed", draw.seed_holds.contains(participant)}};
    if (line != nullptr) {
        mine.emplace("stratum", encode(line->stratum));
        mine.emplace("weight", static_cast<std::int64_t>(line->weight));
        if (line->weight == 0) mine.emplace("reason", encode(line->exclusion));
    }
    view.emplace("draw_pool", std::move(mine));
}

json::object attendee(const core::Hearing& hearing, const NameBook& names, const std::string& id)
{
    const core::ParticipantId participant{id};
    const auto* seat = core::find(hearing.roster, participant);
    const bool known = seat != nullptr;
    auto mine = mine_of(hearing.floor, id, /*from_roster=*/true);
    json::object view{{"role", text_value(name_of(core::Role::attendee))},
                      {"id", id},
                      {"present", known && seat->presence.has_value()},
                      {"may_question", known && seat->entry.may_question},
                      {"may_vote", known && seat->entry.may_vote},
                      {"in_draw_pool", known && seat->entry.in_draw_pool},
                      {"questions", std::move(mine.questions)},
                      {"supported", std::move(mine.supported)},
                      {"ballots", spent_cards(hearing.ballots, participant)}};
    add_person(view, names, participant, /*with_seat=*/true);
    if (known) view.emplace("category", encode(seat->entry.category));
    add_call(view, hearing.draws, participant);
    add_draw_pool(view, hearing.draws, participant);
    return view;
}

json::object observer(const core::Hearing& hearing, const std::string& id)
{
    return {{"role", text_value(name_of(core::Role::observer))},
            {"id", id},
            {"questions", mine_of(hearing.floor, id, /*from_roster=*/false).questions}};
}

} // namespace

json::object me_view(const core::Hearing& hearing, const NameBook& names, const core::Actor& actor)
{
    switch (actor.role) {
    case core::Role::attendee: return attendee(hearing, names, actor.id);
    case core::Role::observer: return observer(hearing, actor.id);
    case core::Role::moderator:
    case core::Role::chair:
    case core::Role::teller:
    case core::Role::secretariat:
    case core::Role::respondent:
    case core::Role::screen:
    case core::Role::system: break;
    }
    // Staff have no line in the name book; they are called by their login.
    return {{"role", text_value(name_of(actor.role))}, {"id", actor.id}, {"name", actor.id}};
}

} // namespace rostrum::protocol
