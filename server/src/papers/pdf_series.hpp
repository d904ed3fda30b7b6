// The comparison of a series (质询答辩会议对比表) as a PDF: every hearing on one line, satisfaction
// beside its threshold, on one page for up to some thirty hearings.
#pragma once

#include "core/hearing.hpp"
#include "core/series.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::papers {

/// What is compared of one hearing. Small, so that it can be taken from the live state at once.
struct ComparisonLine {
    std::string title;
    core::Instant starts_at;
    core::Phase phase{core::Phase::draft};
    std::int64_t expected{0};
    std::int64_t present{0};
    core::Fraction threshold;
    /// Once it is published.
    std::optional<core::Verdict> verdict;
    core::Tally tally;
    std::int64_t reports_due{0};
    std::int64_t reports_accepted{0};
    std::int64_t reports_overdue{0};
};

[[nodiscard]] ComparisonLine comparison_line(const core::Hearing& hearing);

/// Every hearing that there is, in the order of the plan.
[[nodiscard]] std::vector<ComparisonLine>
comparison_lines(const core::Series& series,
                 const std::map<core::HearingId, const core::Hearing*>& hearings);

[[nodiscard]] std::string comparison_pdf(const std::string& series,
                                         const std::vector<ComparisonLine>& lines);

} // namespace rostrum::papers
