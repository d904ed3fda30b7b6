// A hearing from one seed: phones, desks and screens, a server that dies and comes back, a network
// and a disk as bad as the seed's weather; and the rules that hold all the same.
#pragma once

#include "simulation/chance.hpp"
#include "simulation/client.hpp"
#include "simulation/disk.hpp"
#include "simulation/process.hpp"
#include "simulation/record.hpp"
#include "simulation/timeline.hpp"
#include "simulation/watch.hpp"
#include "simulation/weather.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::simulation {

/// What a run was like.
struct Course {
    std::uint64_t steps{0};
    std::uint64_t trace{0}; ///< The same for the same run.
    std::uint64_t starts{0};
    std::uint64_t events{0}; ///< In the log at the end.
    std::uint64_t ballots{0};
};

class Simulation {
public:
    explicit Simulation(std::uint64_t seed);
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;
    ~Simulation();

    /// So many steps, then calm until everything has come to rest, a last crash, and calm again.
    /// Throws a `Violation`.
    Course run(std::uint64_t steps);

private:
    void step();
    void start();
    void kill();
    /// In calm weather; how many phones will come.
    [[nodiscard]] std::size_t prepare();
    void does(const core::Command& command, const core::Actor& actor);
    void add_clients(std::size_t phones);
    void add(const core::Actor& actor, protocol::Audience audience,
             const std::string& window = "page");
    void look_after_later();
    void drive_later();
    void drive();
    void ask_something();
    void say_nonsense();
    [[nodiscard]] Client* client_of(const core::Actor& actor);
    [[nodiscard]] bool is_quiet() const;
    void come_to_rest();

    Timeline timeline_;
    Chance chance_;
    Weather weather_; ///< Calm at first.
    Record record_;
    Disk disk_;
    Ground ground_;
    Thread thread_;     ///< Of nobody's process.
    hall::World world_; ///< For whoever holds views against the record.
    Watch watch_;
    std::unique_ptr<Process> process_;
    std::vector<std::unique_ptr<Client>> clients_;
    std::uint64_t starts_{0};
    core::Span clock_error_;
    bool drives_{true};
};

} // namespace rostrum::simulation
