// One hearing from its creation to its last duty, in which everything happens at least once: every
// command that is accepted, every event, a void ballot, paper, a person drawn who declines.
#pragma once

#include "support/hearing_builder.hpp"

#include <functional>

namespace rostrum::test {

/// Calls `after_each` after every step; gives the scene as it is at the end.
Scene tell_story(const std::function<void(const Scene&)>& after_each);

inline constexpr int story_people = 42;

} // namespace rostrum::test
