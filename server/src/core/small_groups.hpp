// What is told of a count by groups when the reader knows its sum: nothing that tells on a person.
#pragma once

#include <cstdint>
#include <vector>

namespace rostrum::core {

struct GroupCount {
    std::int64_t count{0};
    bool is_everybody{false}; ///< Of the group, on each of whom the count then tells.
    bool is_shown{true};
};

/// Hides groups of fewer than `limits::breakdown_group_min`, and of everybody; and the smallest
/// other one where what is hidden could be had by subtraction, or would be everybody of its groups.
void hide_small(std::vector<GroupCount>& groups);

} // namespace rostrum::core
