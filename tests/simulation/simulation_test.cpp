// The first seeds in every run of the tests, so that a run says of a change what it would say
// again. The environment says otherwise:
//   ROSTRUM_SEED=N       that seed alone, as a failure names it
//   ROSTRUM_SECONDS=N    fresh seeds for so long
//   ROSTRUM_STEPS=N      steps of each before it is let come to rest
// A long run by one command: ROSTRUM_SECONDS=3600 build/release/tests/test_simulation '[seeds]'
#include "simulation/simulation.hpp"

#include "simulation/violation.hpp"
#include "support/catch.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <random>
#include <string>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#include <sanitizer/common_interface_defs.h>
#endif

using namespace rostrum::simulation;

namespace {

constexpr std::uint64_t usual_steps = 10'000;
constexpr std::uint64_t usual_seeds = 12;

std::optional<std::uint64_t> told(const char* name)
{
    const char* value = std::getenv(name);
    if (value == nullptr) return std::nullopt;
    return std::stoull(value);
}

/// All runs together.
struct Total {
    std::uint64_t seeds{0};
    Course course;

    void add(const Course& one)
    {
        ++seeds;
        course.steps += one.steps;
        course.starts += one.starts;
        course.events += one.events;
        course.ballots += one.ballots;
    }
};

/// The command that plays the run under way again.
std::string again;

/// A sanitizer ends the process past everything that would print it.
void print_again_at_death()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    __sanitizer_set_death_callback([] { std::fprintf(stderr, "again by: %s\n", again.c_str()); });
#endif
}

Course run(std::uint64_t seed, std::uint64_t steps)
{
    again = "ROSTRUM_SEED=" + std::to_string(seed) + " ROSTRUM_STEPS=" + std::to_string(steps) +
            ' ' + std::filesystem::read_symlink("/proc/self/exe").string() + " '[seeds]'";
    print_again_at_death();
    INFO("again by: " << again); // Also when an assertion of the server's ends the process.
    try {
        return Simulation{seed}.run(steps);
    }
    catch (const Violation& violation) {
        FAIL("violated: " << violation.what());
    }
    return {};
}

} // namespace

TEST_CASE("whatever fails, what was acknowledged is kept, once, and seen by whom it concerns",
          "[simulation][seeds]")
{
    const auto steps = told("ROSTRUM_STEPS").value_or(usual_steps);
    if (const auto seed = told("ROSTRUM_SEED")) {
        static_cast<void>(run(*seed, steps));
        return;
    }
    using Clock = std::chrono::steady_clock;
    const auto budget = told("ROSTRUM_SECONDS");
    const auto begun = Clock::now();
    const auto goes_on = [&](std::uint64_t seeds) {
        return budget ? Clock::now() - begun < std::chrono::seconds{*budget} : seeds < usual_seeds;
    };
    Total total;
    const std::uint64_t first = budget ? std::random_device{}() : 1;
    while (goes_on(total.seeds)) total.add(run(first + total.seeds, steps));
    const auto spent = std::chrono::duration<double>(Clock::now() - begun).count();
    std::cout << "seeds " << first << " and on: " << total.seeds << " runs, " << total.course.steps
              << " steps, " << total.course.starts << " starts, " << total.course.events
              << " events, " << total.course.ballots << " ballots in " << spent << " s, "
              << static_cast<double>(total.course.steps) * 60e-6 / spent
              << " million steps a minute\n";
}

TEST_CASE("the same seed goes the same way", "[simulation]")
{
    for (const std::uint64_t seed : {7, 8}) CHECK(run(seed, 3'000).trace == run(seed, 3'000).trace);
}
