// The rules of one hearing, as data.
#pragma once

#include "core/ballot_rule.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/refusal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::core {

struct Category {
    CategoryId category;
    std::string label;
    std::string label_en;
    std::int64_t quota{1}; ///< Turns this category should get relative to the others; at least 1.

    bool operator==(const Category&) const = default;
};

/// Queues beside the categories: for those drawn by lot, and for observers by public link.
[[nodiscard]] const CategoryId& drawn_queue();
[[nodiscard]] const CategoryId& observer_queue();

struct HearingRules {
    std::vector<Category> categories; ///< In the order of the rotation.
    ClockRule report_clock;
    ClockRule inquiry_clock;
    ClockRule question_clock;
    ClockRule answer_clock;
    ClockRule follow_up_clock;
    std::int64_t follow_ups_max{1};
    bool support_orders{false}; ///< Support (upvotes) orders a queue.
    bool observers_may_ask{false};
    std::int64_t observer_quota{1};
    std::int64_t draws_required{1}; ///< People drawn by lot who must have had the floor.
    Span report_due{days(30)};      ///< From publication to the due date of a written report.
    std::vector<std::string> report_addressees; ///< 市委, 市政府
    BallotRule ballot;
    std::optional<bool> pulse_on_screen{}; ///< Absent: the desk alone sees the pulse.

    bool operator==(const HearingRules&) const = default;
};

/// The rules of the hearings this product was modelled on, six categories of people.
[[nodiscard]] HearingRules default_rules();

[[nodiscard]] std::optional<Refusal> check_rules(const HearingRules& rules);
[[nodiscard]] const Category* find_category(const HearingRules& rules, const CategoryId& category);

// Commands and events.
struct SetRules {
    static constexpr const char* name = "set_rules";
    HearingRules rules;
    /// The rules as their editor saw them. Another has changed them meanwhile: `changed_meanwhile`.
    std::optional<HearingRules> replaces{};
};
struct RulesSet {
    static constexpr const char* name = "rules_set";
    HearingRules rules;
    bool operator==(const RulesSet&) const = default;
};

} // namespace rostrum::core
