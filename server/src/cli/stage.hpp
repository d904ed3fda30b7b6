// Sets the stage for a demo or a rehearsal: a series, its hearings, people, cards and staff.
#pragma once

#include "cli/runtime.hpp"
#include "core/campaign.hpp"
#include "core/ids.hpp"
#include "core/series.hpp"
#include "protocol/names.hpp"

#include <expected>
#include <map>
#include <string>
#include <vector>

namespace rostrum::cli {

struct Person {
    core::RosterEntry entry;
    protocol::PersonName name;
};

/// Staff who are let in by a link: good for a demo on one's own machine, not for a hall.
struct StaffLinks {
    std::map<std::string, std::string> token_by_login;
};

/// Acts as the server's own operator.
class Stage {
public:
    explicit Stage(Runtime& runtime) : runtime_(runtime) {}

    /// All of these stop the program with a clear message when something is refused: the stage is
    /// ours, so a refusal here is a defect.
    void plan_series(const std::string& title, const std::string& city,
                     const core::HearingRules& rules);
    void plan_hearing(const core::PlannedHearing& plan);
    void describe(const core::HearingId& hearing, const core::Campaign& campaign);
    void invite(const core::HearingId& hearing, const std::vector<Person>& people);
    [[nodiscard]] std::map<core::ParticipantId, std::string>
    issue_cards(const std::vector<Person>& people);
    [[nodiscard]] StaffLinks hire(const std::map<std::string, core::Role>& staff);
    [[nodiscard]] std::string public_link(access::LinkRole role, const std::string& label);
    void command(const core::HearingId& hearing, core::Role role, core::Command command);

private:
    Runtime& runtime_;
};

} // namespace rostrum::cli
