// The first seeds in every run of the tests, so that a run says of a change what it would say
// again. The environment says otherwise:
//   ROSTRUM_SEED=N       that seed alone, as a failure names it
//   ROSTRUM_SECONDS=N    fresh seeds for so long
//   ROSTRUM_STEPS=N      steps of each before it is let come to rest
//   ROSTRUM_DEATH=N      of the server that dies once: after so many steps alone
//   ROSTRUM_MINUTES=N    simulated minutes of the full hall
// A long run by one command: ROSTRUM_SECONDS=3600 build/release/tests/test_simulation '[seeds]'
#include "simulation/simulation.hpp"

#include "simulation/violation.hpp"
#include "support/catch.hpp"

#include <algorithm>
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

#if defined(__SANITIZE_ADDRESS__)
/// By a signal, for which Catch says what was being done: this one knows no last words.
extern "C" const char* __ubsan_default_options()
{
    return "print_stacktrace=1:abort_on_error=1";
}
#endif

using namespace rostrum::simulation;

namespace {

constexpr std::uint64_t usual_steps = 10'000;
constexpr std::uint64_t usual_seeds = 12;
// Of the server that dies once.
constexpr std::uint64_t steps_to_die_in = 600;
constexpr std::uint64_t steps_between_deaths = 29;

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
        course.receipts += one.receipts;
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

std::string this_program()
{
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

/// Plays a run, and says of one that fails how it is played again: by which variables, which test.
template <typename Play>
auto played(const std::string& variables, const std::string& tag, Play play)
{
    again = variables + ' ' + this_program() + ' ' + tag;
    print_again_at_death();
    INFO("again by: " << again); // Also when an assertion of the server's ends the process.
    try {
        return play();
    }
    catch (const Violation& violation) {
        FAIL("violated: " << violation.what());
    }
    return decltype(play()){};
}

Course run(std::uint64_t seed, std::uint64_t steps)
{
    return played("ROSTRUM_SEED=" + std::to_string(seed) +
                      " ROSTRUM_STEPS=" + std::to_string(steps),
                  "'[seeds]'", [&] { return Simulation{seed}.run(steps); });
}

Course die_once(std::uint64_t seed, std::uint64_t death)
{
    return played("ROSTRUM_SEED=" + std::to_string(seed) +
                      " ROSTRUM_DEATH=" + std::to_string(death),
                  "'[deaths]'", [&] { return Simulation{seed}.die_once(steps_to_die_in, death); });
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
              << " events, " << total.course.ballots << " ballots, " << total.course.receipts
              << " receipts in " << spent << " s, "
              << static_cast<double>(total.course.steps) * 60e-6 / spent
              << " million steps a minute\n";
}

TEST_CASE("the same seed goes the same way", "[simulation]")
{
    for (const std::uint64_t seed : {7, 8}) CHECK(run(seed, 3'000).trace == run(seed, 3'000).trace);
}

TEST_CASE("whatever step a server dies at, what was acknowledged is kept, once",
          "[simulation][deaths]")
{
    const auto seed = told("ROSTRUM_SEED").value_or(1);
    if (const auto death = told("ROSTRUM_DEATH")) {
        static_cast<void>(die_once(seed, *death));
        return;
    }
    // All of them by command: ROSTRUM_STEPS=1. Another seed is another hearing.
    const auto between = told("ROSTRUM_STEPS").value_or(steps_between_deaths);
    std::uint64_t ballots = 0;
    for (std::uint64_t death = 0; death < steps_to_die_in; death += between) {
        const auto course = die_once(seed, death);
        CHECK(course.starts == 3);
        ballots = std::max(ballots, course.ballots);
    }
    CHECK(ballots > 0);
}

TEST_CASE("after ten minutes of a full hall no page is stuck, and the server has not grown",
          "[simulation][endurance]")
{
    const auto minutes = static_cast<std::int64_t>(told("ROSTRUM_MINUTES").value_or(10));
    const auto seed = told("ROSTRUM_SEED").value_or(1);
    const auto lived = played(
        "ROSTRUM_SEED=" + std::to_string(seed) + " ROSTRUM_MINUTES=" + std::to_string(minutes),
        "'[endurance]'",
        [&] { return Simulation{seed}.endure(80, rostrum::core::minutes(minutes)); });
    std::cout << lived.course.steps << " steps, " << lived.course.starts << " starts, "
              << lived.course.events << " events, " << lived.course.ballots << " ballots; "
              << lived.bytes_lived << " bytes, " << lived.bytes_fresh << " after a start\n";
    // Single strings and buffers have grown to what they once had to hold.
    CHECK(lived.bytes_lived < lived.bytes_fresh * 9 / 8);
    CHECK(lived.course.starts >= static_cast<std::uint64_t>(minutes) / 2 + 2);
}
