#include "core/small_groups.hpp"

#include "core/limits.hpp"

namespace rostrum::core {

void hide_small(std::vector<GroupCount>& groups)
{
    bool is_any_hidden = false;
    bool is_everybody = true; // Of every group that is hidden.
    std::int64_t hidden = 0;  // What a reader gets by subtracting from the whole.
    for (auto& group : groups) {
        group.is_shown = group.count >= limits::breakdown_group_min && !group.is_everybody;
        if (group.is_shown) continue;
        hidden += group.count;
        is_any_hidden = true;
        is_everybody = is_everybody && group.is_everybody;
    }
    if (!is_any_hidden || (hidden >= limits::breakdown_group_min && !is_everybody)) return;
    // Once is enough: a group that may be shown makes any rest large enough, and not everybody.
    GroupCount* smallest = nullptr;
    for (auto& group : groups)
        if (group.is_shown && (smallest == nullptr || group.count < smallest->count))
            smallest = &group;
    if (smallest != nullptr) smallest->is_shown = false;
}

} // namespace rostrum::core
