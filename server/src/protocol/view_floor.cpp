#include "protocol/view_floor.hpp"

#include "protocol/codec.hpp"
#include "protocol/view_common.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rostrum::protocol {
namespace {

namespace json = boost::json;

using Numbers = std::unordered_map<std::string, std::int64_t>; ///< By the question's id.

/// From 0, in the order in which the rotation would take each queue.
Numbers places(const core::Hearing& hearing)
{
    Numbers places;
    for (const auto& [queue, unordered] : hearing.floor.queues) {
        std::int64_t place = 0;
        for (const auto& question :
             core::ordered_queue(hearing.floor, hearing.roster, hearing.rules, queue))
            places.emplace(question.value, place++);
    }
    return places;
}

/// From 1, in the order in which they had the floor.
Numbers turn_numbers(const core::Floor& floor)
{
    Numbers numbers;
    std::int64_t number = 1;
    for (const auto& question : floor.history) numbers.emplace(question.value, number++);
    return numbers;
}

void add_number(json::object& view, std::string_view name, const Numbers& numbers,
                const core::QuestionId& question)
{
    const auto found = numbers.find(question.value);
    if (found != numbers.end()) view.emplace(name, found->second);
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

json::object question_view(const core::Question& question, const core::Roster& roster,
                           const NameBook& names)
{
    json::object view{{"kind", encode(question.kind)},
                      {"state", encode(question.state)},
                      {"queue", encode(question.queue)},
                      {"asker", asker_view(question, roster, names)},
                      {"text", question.text},
                      {"units", encode(question.units)},
                      {"support", static_cast<std::int64_t>(question.supporters.size())},
                      {"follow_ups", question.follow_ups},
                      {"notes", notes_view(question.notes)},
                      {"asked_at", encode(question.asked_at)}};
    if (question.verdict) view.emplace("verdict", encode(*question.verdict));
    return view;
}

/// Where `move_question` counts from: the queue as it was approved or moved, before the rotation.
Numbers positions(const core::Floor& floor)
{
    Numbers positions;
    for (const auto& [queue, questions] : floor.queues) {
        std::int64_t position = 0;
        for (const auto& question : questions) positions.emplace(question.value, position++);
    }
    return positions;
}

void add_desk_detail(json::object& view, const core::Question& question)
{
    view.emplace("original_text", question.original_text);
    add_text(view, "return_reason", question.return_reason);
    if (question.merged_into) view.emplace("merged_into", encode(*question.merged_into));
    add_text(view, "confirmed_text", question.confirmed_text);
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

json::object floor_view(const core::Hearing& hearing, const NameBook& names, FloorDetail detail)
{
    const auto& floor = hearing.floor;
    const auto place_of = places(hearing);
    const auto number_of = turn_numbers(floor);
    const auto position_of = positions(floor);
    const bool all = detail == FloorDetail::desk;

    json::object questions;
    for (const auto& [id, question] : floor.questions) {
        if (!all && !is_public(question)) continue;
        auto view = question_view(question, hearing.roster, names);
        add_number(view, "place", place_of, id);
        add_number(view, "turn_number", number_of, id);
        if (all) {
            add_number(view, "position", position_of, id);
            add_desk_detail(view, question);
        }
        questions.emplace(id.value, std::move(view));
    }

    json::object view{{"questions", std::move(questions)}};
    if (floor.turn) view.emplace("turn", turn_view(*floor.turn));
    if (const auto next = core::propose_next(floor, hearing.roster, hearing.rules))
        view.emplace("next", proposal_view(*next));
    return view;
}

void add_pulse(json::object& floor, const std::optional<core::PulseCount>& pulse)
{
    auto* turn = floor.if_contains("turn");
    if (turn != nullptr && pulse) turn->as_object().emplace("pulse", encode(*pulse));
}

} // namespace rostrum::protocol
