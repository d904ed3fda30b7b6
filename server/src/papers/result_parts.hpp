// Pieces of the result that several papers share.
#pragma once

#include "papers/result_sheet.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rostrum::papers {

/// One line of the reconciliation: what came by phone, on paper, and both.
struct CountLine {
    std::string label;
    std::int64_t phones{0};
    std::int64_t paper{0};
    std::int64_t total{0};
};

/// 发出, 收回, 未收回, 有效, 无效, and every option. Those outside 有效 (弃权) say so.
[[nodiscard]] std::vector<CountLine> count_lines(const ResultSheet& sheet);

/// What was accepted at the close of a ballot that has a small channel.
[[nodiscard]] std::string small_channel_text();

[[nodiscard]] std::int64_t votes_for(const std::map<core::OptionId, std::int64_t>& votes,
                                     const core::OptionId& option);
/// What the score would be if everybody had chosen the best option.
[[nodiscard]] std::int64_t full_score(const core::Verdict& verdict);
[[nodiscard]] std::string category_label(const core::Hearing& hearing,
                                         const core::CategoryId& category);

} // namespace rostrum::papers
