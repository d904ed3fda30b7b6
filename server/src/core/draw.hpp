// The draw by lot among those present. How the lot falls is an argument: the aggregate keeps the
// pool, the exclusions, the order and what became of it.
#pragma once

#include "core/ids.hpp"
#include "core/roster.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rostrum::core {

enum class DrawExclusion : std::uint8_t {
    none,
    spoken,    ///< Has had the floor in this hearing.
    waiting,   ///< Waits in a queue already.
    declined,  ///< Declined an earlier draw of this hearing.
    absent,    ///< Did not react to an earlier draw of this hearing.
    opted_out, ///< The roster says so.
};

/// One person present: in the pool with weight 1, or out of it for a reason everybody may see.
struct PoolLine {
    ParticipantId participant;
    CategoryId stratum;
    DrawExclusion exclusion{DrawExclusion::none};

    bool operator==(const PoolLine&) const = default;
};

/// Ranks the pool's handles (sorted bytewise) by a seed. Must be recomputable by outsiders.
using RankByLot = std::function<std::vector<ParticipantId>(std::span<const ParticipantId> pool,
                                                           const std::string& seed)>;

enum class DrawState : std::uint8_t { opened, drawn, called, accepted, declined, absent };

struct Draw {
    DrawId draw;
    DrawState state{DrawState::opened};
    std::string method; ///< Names the ranking, `seeded-sha256`.
    std::string seed;
    std::vector<PoolLine> pool;
    std::vector<ParticipantId> ranking;
    std::optional<Instant> deadline; ///< While called.
    std::string reason;              ///< Why it was held again.

    bool operator==(const Draw&) const = default;
};

struct Draws {
    std::vector<Draw> draws; ///< `d1` first.

    bool operator==(const Draws&) const = default;
};

[[nodiscard]] const Draw* find(const Draws& draws, const DrawId& draw);
/// The draw that is under way: opened, drawn or called.
[[nodiscard]] const Draw* pending(const Draws& draws);
[[nodiscard]] std::int64_t accepted_count(const Draws& draws);

// Commands.
/// Freezes the pool and draws. A second draw is a fresh one, with a reason.
struct HoldDraw {
    static constexpr const char* name = "hold_draw";
    std::string reason; ///< Needed when a draw has been held before.
};
struct CallDrawn {
    static constexpr const char* name = "call_drawn";
    DrawId draw;
};
/// By the person drawn, on the phone.
struct AnswerDraw {
    static constexpr const char* name = "answer_draw";
    DrawId draw;
    bool accept{true};
};
/// By the desk, for a person drawn who has no phone.
struct AnswerDrawFor {
    static constexpr const char* name = "answer_draw_for";
    DrawId draw;
    bool accept{true};
};
/// By the server when the deadline is over.
struct MarkDrawnAbsent {
    static constexpr const char* name = "mark_drawn_absent";
    DrawId draw;
};

// Events.
struct DrawOpened {
    static constexpr const char* name = "draw_opened";
    DrawId draw;
    std::string method;
    std::string seed;
    std::string reason;
    bool operator==(const DrawOpened&) const = default;
};
struct DrawPoolListed {
    static constexpr const char* name = "draw_pool_listed";
    DrawId draw;
    std::vector<PoolLine> lines;
    bool operator==(const DrawPoolListed&) const = default;
};
struct DrawHeld {
    static constexpr const char* name = "draw_held";
    DrawId draw;
    std::vector<ParticipantId> ranking; ///< The first of it.
    bool operator==(const DrawHeld&) const = default;
};
struct DrawnCalled {
    static constexpr const char* name = "drawn_called";
    DrawId draw;
    ParticipantId participant;
    Instant deadline;
    bool operator==(const DrawnCalled&) const = default;
};
struct DrawnAccepted {
    static constexpr const char* name = "drawn_accepted";
    DrawId draw;
    bool operator==(const DrawnAccepted&) const = default;
};
struct DrawnDeclined {
    static constexpr const char* name = "drawn_declined";
    DrawId draw;
    bool operator==(const DrawnDeclined&) const = default;
};
struct DrawnAbsent {
    static constexpr const char* name = "drawn_absent";
    DrawId draw;
    bool operator==(const DrawnAbsent&) const = default;
};

} // namespace rostrum::core
