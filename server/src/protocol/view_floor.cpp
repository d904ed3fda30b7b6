#include "protocol/view_floor.hpp"

#include "protocol/codec.hpp"
#include "protocol/view_common.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

void add_number(json::object& view, std::string_view name,
                const std::optional<std::int64_t>& number)
{
    if (number) view.emplace(name, *number);
}

json::object asker_view(const core::Question& question, const core::Roster& roster,
                        const NameBook& names)
{
    json::object view{{"id", question.asker_id}};
    if (!question.from_roster) {
        // A pseudonym is nobody's name, even if it should look like a card number.
        view.emplace("category", core::observer_queue().value);
        return view;
    }
    const core::ParticipantId participant{question.asker_id};
    add_person(view, names, participant, /*with_seat=*/false);
    const auto* seat = core::find(roster, participant);
    view.emplace("category", seat == nullptr ? question.queue.value : seat->entry.category.value);
    return view;
}

void add_standing(json::object& view, const Standing& standing, FloorDetail detail)
{
    add_number(view, "place", standing.place);
    add_number(view, "turn_number", standing.turn_number);
    if (detail == FloorDetail::desk) add_number(view, "position", standing.position);
}

void add_desk_detail(json::object& view, const core::Question& question)
{
    view.emplace("original_text", question.original_text);
    add_text(view, "return_reason", question.return_reason);
    if (question.merged_into) view.emplace("merged_into", encode(*question.merged_into));
    add_text(view, "confirmed_text", question.confirmed_text);
}

json::object question_view(const core::Question& question, const ViewInput& input,
                           FloorDetail detail)
{
    json::object view{{"kind", encode(question.kind)},
                      {"state", encode(question.state)},
                      {"queue", encode(question.queue)},
                      {"asker", asker_view(question, input.hearing.roster, input.names)},
                      {"text", question.text},
                      {"units", encode(question.units)},
                      {"support", static_cast<std::int64_t>(question.supporters.size())},
                      {"follow_ups", question.follow_ups},
                      {"notes", notes_view(question.notes)},
                      {"asked_at", encode(question.asked_at)}};
    if (question.verdict) view.emplace("verdict", encode(*question.verdict));
    const auto standing = input.digest.order.standings.find(question.question.value);
    if (standing != input.digest.order.standings.end())
        add_standing(view, standing->second, detail);
    if (detail == FloorDetail::desk) add_desk_detail(view, question);
    return view;
}

json::object turn_view(const core::Turn& turn)
{
    return {{"question", encode(turn.question)},
            {"stage", encode(turn.stage)},
            {"clock", clock_view(turn.clock)},
            {"answering", encode(turn.answering)}};
}

json::object proposal_view(const core::Proposal& next)
{
    return {{"question", encode(next.question)},
            {"queue", encode(next.queue)},
            {"reason", encode(next.reason)},
            {"taken", next.taken},
            {"quota", next.quota},
            {"turns", next.turns},
            {"first_of_turns", next.first_of_turns}};
}

} // namespace

json::object floor_view(const ViewInput& input, FloorDetail detail)
{
    const auto& floor = input.hearing.floor;
    json::object questions;
    for_each(input.lines.questions, floor.questions, [&](const core::Question& question) {
        if (detail == FloorDetail::desk || is_public(question))
            questions.emplace(question.question.value, question_view(question, input, detail));
    });

    json::object view{{"questions", std::move(questions)}};
    if (floor.turn) view.emplace("turn", turn_view(*floor.turn));
    if (const auto& next = input.digest.order.next) view.emplace("next", proposal_view(*next));
    return view;
}

void add_pulse(json::object& floor, const std::optional<core::PulseCount>& pulse)
{
    auto* turn = floor.if_contains("turn");
    if (turn != nullptr && pulse) turn->as_object().emplace("pulse", encode(*pulse));
}

} // namespace rostrum::protocol
