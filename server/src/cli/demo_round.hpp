// The demo's data, from server/demo/round.json.
#pragma once

#include "cli/stage.hpp"

#include <string>
#include <vector>

namespace rostrum::cli {

struct DemoHearing {
    core::PlannedHearing plan;
    core::Campaign campaign;
};

struct DemoRound {
    std::string title;
    std::string city;
    std::vector<std::string> report_addressees;
    std::vector<DemoHearing> hearings;
    std::vector<std::string> questions;
    std::vector<Person> synthetic_people;

    /// 130 synthetic people in six categories.
    [[nodiscard]] const std::vector<Person>& people() const { return synthetic_people; }
    /// Cards for whoever tries the demo.
    [[nodiscard]] std::vector<Person> guests() const;
};

[[nodiscard]] DemoRound demo_round();

} // namespace rostrum::cli
