// Commands made of random bytes, for property tests: mostly such as the hearing's phase and rules
// allow, some that they do not.
#pragma once

#include "core/hearing.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace rostrum::test {

/// The chance behind one command. All zero makes the simplest: what a failure is shrunk to.
using Bytes = std::array<std::uint8_t, 14>;

inline constexpr int people_max = 6;

/// A command and who sends it. The same bytes make another one at each attempt.
[[nodiscard]] std::pair<core::Command, core::Actor> random_command(const core::Hearing& hearing,
                                                                   const Bytes& bytes, int attempt);

} // namespace rostrum::test
