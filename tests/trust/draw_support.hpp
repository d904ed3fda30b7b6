// A draw as it was held, to be tampered with.
#pragma once

#include "trust/draw_check.hpp"

#include "trust/trust_support.hpp"

#include <sstream>
#include <string>

namespace rostrum::test {

struct HeldDraw {
    std::string pool;
    std::string contributions;
    std::string freeze;
    std::string reveal;
    trust::DrawClaim claim; ///< The seed.

    [[nodiscard]] trust::DrawFiles files() const
    {
        return {.pool = pool, .contributions = contributions, .freeze = freeze, .reveal = reveal};
    }
};

/// With the seed that expected.txt states, so that nothing but a recomputation proves it.
inline HeldDraw held_draw(const std::string& folder)
{
    HeldDraw draw{.pool = vector_file(folder + "/pool.txt"),
                  .contributions = vector_file(folder + "/contrib.txt"),
                  .freeze = vector_file(folder + "/freeze.txt"),
                  .reveal = vector_file(folder + "/reveal.txt"),
                  .claim = {}};
    std::istringstream expected{vector_file(folder + "/expected.txt")};
    for (std::string word, value; expected >> word >> value && word != "order";)
        if (word == "seed") draw.claim.seed = bytes32(value);
    REQUIRE(draw.claim.seed);
    return draw;
}

} // namespace rostrum::test
