// What the decisions about the floor and the draw have in common. Internal to the core.
#pragma once

#include "core/campaign.hpp"
#include "core/draw.hpp"
#include "core/floor.hpp"
#include "core/refusal.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::core {

/// The id of the question that is asked next.
[[nodiscard]] QuestionId next_question(const Floor& floor);

/// Has neither had the floor nor ended otherwise: `pending` or `waiting`.
[[nodiscard]] bool is_ahead(QuestionState state);

/// Has, or has had, the floor.
[[nodiscard]] bool had_the_floor(QuestionState state);

/// Questions and hands of one asker that are neither finished nor returned.
[[nodiscard]] std::size_t open_count(const Floor& floor, const std::string& asker_id,
                                     bool from_roster);

/// The hand of a person on the roster that waits in a queue, or nothing.
[[nodiscard]] const Question* raised_hand(const Floor& floor, const ParticipantId& participant);

/// By somebody on whom the lot of a draw that is under way may still fall, or has fallen: called
/// now, they would have a second turn as the person drawn.
[[nodiscard]] bool is_held_by_draw(const Draws& draws, const Question& question);

/// Every unit is one of the campaign's, and named once.
[[nodiscard]] std::optional<Refusal> check_units(const Campaign& campaign,
                                                 const std::vector<UnitId>& units);

} // namespace rostrum::core
