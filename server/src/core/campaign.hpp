// The campaign (攻势) a hearing is about: its dossier.
#pragma once

#include "core/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rostrum::core {

struct Metric {
    std::string name;
    std::string
        value; ///< The figure as printed, `1478.98`: a text, so that no digit is ever rounded.
    std::string unit;
    std::string note;

    bool operator==(const Metric&) const = default;
};

struct Unit {
    UnitId unit;
    std::string name;
    std::string responsible; ///< The responsible person (责任人) by office; a public function.

    bool operator==(const Unit&) const = default;
};

struct Project {
    std::string name;
    UnitId unit;
    std::string responsible;
    std::string status;

    bool operator==(const Project&) const = default;
};

/// The first unit leads: questions put to nobody in particular are put to it.
struct Campaign {
    std::string title;
    std::vector<Metric> metrics;
    std::vector<Unit> units;
    std::vector<Project> projects;

    bool operator==(const Campaign&) const = default;
};

[[nodiscard]] const Unit* find_unit(const Campaign& campaign, const UnitId& unit);

// Commands and events.
struct DescribeCampaign {
    static constexpr const char* name = "describe_campaign";
    Campaign campaign;
};
struct CampaignDescribed {
    static constexpr const char* name = "campaign_described";
    Campaign campaign;
    bool operator==(const CampaignDescribed&) const = default;
};

} // namespace rostrum::core
