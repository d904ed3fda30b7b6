// Courses that a hearing may take, for property tests.
#pragma once

#include "support/hearing_builder.hpp"
#include "support/random_command.hpp"

#include <rapidcheck.h>

#include <cstdint>
#include <vector>

namespace rostrum::test {

using Steps = std::vector<Bytes>;

/// At any size of the list the bytes are any bytes; the shortest failing list is what a failure
/// shows.
inline rc::Gen<Steps> steps()
{
    return rc::gen::container<Steps>(rc::gen::resize(
        rc::kNominalSize, rc::gen::container<Bytes>(rc::gen::inRange<std::uint8_t>(0, 255))));
}

/// Sends random commands until one is accepted, but not for ever; true if one was.
inline bool step(Scene& scene, const Bytes& bytes)
{
    scene.later(core::seconds(bytes.back() % 16));
    for (int attempt = 0; attempt < 12; ++attempt) {
        const auto [command, actor] = random_command(scene.hearing(), bytes, attempt);
        const auto answer = scene.when(command, actor);
        if (!answer.decision()) continue;
        scene.take(*answer.decision());
        return true;
    }
    return false;
}

} // namespace rostrum::test
