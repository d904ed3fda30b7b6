// What the views tell of all questions together. It is the same for every audience and costs in
// proportion to the questions, and is therefore made only when something changed what it says.
#pragma once

#include "core/hearing.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace rostrum::protocol {

/// Where a question stands among the others; absent: nowhere.
struct Standing {
    /// From 0, in the order in which the rotation would take its queue.
    std::optional<std::int64_t> place;
    /// From 0, where `move_question` counts: the queue as it was approved or moved.
    std::optional<std::int64_t> position;
    /// From 1, in the order in which they had the floor.
    std::optional<std::int64_t> turn_number;

    bool operator==(const Standing&) const = default;
};

struct FloorOrder {
    std::unordered_map<std::string, Standing> standings; ///< By the question's id.
    std::optional<core::Proposal> next;
};

struct FloorDigest {
    FloorOrder order;
    std::map<core::QuestionId, core::QuestionId> similar; ///< As `core::similar_questions`.
};

[[nodiscard]] FloorOrder floor_order(const core::Hearing& hearing);

/// The questions that stand elsewhere than before.
[[nodiscard]] std::set<core::QuestionId> moved(const FloorOrder& before, const FloorOrder& after);

} // namespace rostrum::protocol
