// What the parts of a story share. For this folder's own sources.
#pragma once

#include "package/story.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rostrum::package {

/// What is wrong, in both languages.
struct Words {
    std::string zh;
    std::string en;
};
using Fault = std::optional<Words>;

/// That an event may happen to what stands so, and how it stands then.
struct Step {
    std::string_view event;
    std::string_view from; ///< Empty: it begins.
    std::string_view to;
};

/// Takes the step, unless there is none of this event from here.
[[nodiscard]] inline bool step(std::span<const Step> steps, std::string_view event,
                               std::string_view& state)
{
    const auto found = std::ranges::find_if(
        steps, [&](const Step& one) { return one.event == event && one.from == state; });
    if (found == steps.end()) return false;
    state = found->to;
    return true;
}

[[nodiscard]] inline bool is_of(std::span<const Step> steps, std::string_view event)
{
    return std::ranges::find(steps, event, &Step::event) != steps.end();
}

// Nothing is wrong with an event that is none of theirs.
[[nodiscard]] Fault take_draw(Story& story, const LoggedEvent& event);
[[nodiscard]] Fault take_ballot(Story& story, const LoggedEvent& event);

} // namespace rostrum::package
