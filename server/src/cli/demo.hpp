// The demo: a real round of hearings, synthetic people, one hearing live.
#pragma once

#include "cli/config.hpp"

#include <cstdint>

namespace rostrum::cli {

struct DemoOptions {
    Config config;
    std::int64_t phones{
        130}; ///< Simulated attendees; 0: the hearing waits in check-in for real ones.
    bool print_json{false}; ///< One line for programs instead of the page for people.
};

/// Runs until it is told to end. Returns the exit code.
[[nodiscard]] int demo(const DemoOptions& options);

} // namespace rostrum::cli
