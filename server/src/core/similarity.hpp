// Questions that may be the same, for a moderator to merge. Suggests; never decides.
#pragma once

#include "core/floor.hpp"

#include <map>
#include <string_view>

namespace rostrum::core {

/// Parts in a thousand of the pairs of neighbouring characters that two texts share (Dice's
/// coefficient over code points, each pair as often as it occurs). Spaces, punctuation and the case
/// of Latin letters do not count. It needs no words, so it works for Chinese.
[[nodiscard]] int similarity_per_mille(std::string_view a, std::string_view b);

/// From here on two questions may be the same.
inline constexpr int similar_per_mille = 500;

/// For each pending question the one it resembles most among those the hall knows, if any. Looks at
/// the first 50 pending, which a moderator will see first, and at the last 200 of the others.
[[nodiscard]] std::map<QuestionId, QuestionId> similar_questions(const Floor& floor);

} // namespace rostrum::core
