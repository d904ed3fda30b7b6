// Who took part in a ballot, by category (参评情况).
#pragma once

#include "core/hearing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::papers {

struct CategoryTurnout {
    core::CategoryId category;
    std::string label;
    std::int64_t entitled{0};
    std::int64_t present{0};            ///< Entitled, and in the hall.
    std::optional<std::int64_t> issued; ///< Nothing: the group is too small to be told of.
};

/// In the order of the rules' categories. Of a small group (`core::limits::breakdown_group_min`)
/// the ballots are not told; nor of the smallest other, when the rest could be subtracted.
[[nodiscard]] std::vector<CategoryTurnout> turnout(const core::Hearing& hearing,
                                                   const core::Ballot& ballot);

} // namespace rostrum::papers
