// Fresh seeds in every run of the tests. The environment says otherwise:
//   ROSTRUM_SEED=N       that seed alone, as a failure names it
//   ROSTRUM_SECONDS=N    fresh seeds for so long
//   ROSTRUM_STEPS=N      steps of each before it is let come to rest
#include "simulation/simulation.hpp"

#include "simulation/violation.hpp"
#include "support/catch.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>
#include <string>

using namespace rostrum::simulation;

namespace {

constexpr std::uint64_t usual_steps = 10'000;
constexpr std::uint64_t usual_seconds = 30;

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

Course run(std::uint64_t seed, std::uint64_t steps)
{
    // Said, too, when the server's own assertions end the process.
    INFO("again by: ROSTRUM_SEED=" << seed << " ROSTRUM_STEPS=" << steps);
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
    const std::chrono::seconds budget{told("ROSTRUM_SECONDS").value_or(usual_seconds)};
    const auto begun = Clock::now();
    Total total;
    const std::uint64_t first = std::random_device{}();
    while (Clock::now() - begun < budget) total.add(run(first + total.seeds, steps));
    const auto spent = std::chrono::duration<double>(Clock::now() - begun).count();
    std::cout << "seeds " << first << " and on: " << total.seeds << " runs, " << total.course.steps
              << " steps, " << total.course.starts << " starts, " << total.course.events
              << " events, " << total.course.ballots << " ballots in " << spent << " s, "
              << static_cast<double>(total.course.steps) * 60e-6 / spent
              << " million steps a minute\n";
}

TEST_CASE("the same seed goes the same way", "[simulation]")
{
    const std::uint64_t seed = std::random_device{}();
    CHECK(run(seed, 3'000).trace == run(seed, 3'000).trace);
}
