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
#include <functional>
#include <map>
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
    std::uint64_t receipts{0}; ///< Of votes in secret ballots.
};

/// What a long hearing was like.
struct Endurance {
    Course course;
    /// Held by a server that has lived through the second half of it, and by one that has just
    /// started with the same log and the same pages; without rings and answers kept for repeats,
    /// which have limits of their own.
    std::size_t bytes_lived{0};
    std::size_t bytes_fresh{0};
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

    /// In calm weather but for one death of the server, after so many steps of the hearing. Throws
    /// a `Violation`.
    Course die_once(std::uint64_t steps, std::uint64_t death);

    /// A full hall for so long, in fair weather. In the first half the server ends every minute,
    /// killed or orderly; in the second it goes on. Throws a `Violation`, also when a page gets
    /// stuck: it waits for an answer, or for what was published, for a minute and a half.
    Endurance endure(std::size_t phones, core::Span length);

private:
    void step();
    void open_doors(std::size_t phones);
    Course finish();
    void start();
    void kill();
    [[nodiscard]] Course course() const;
    void restart();
    /// In calm weather, until the hearing is in its phase and so many people are there.
    void prepare(std::size_t people, core::Phase phase);
    void does(const core::Command& command, const core::Actor& actor);
    void add_clients(std::size_t phones);
    void add(const core::Actor& actor, protocol::Audience audience,
             const std::string& window = "page");
    void look_after_later();
    void drive_later();
    void drive();
    void ask_something();
    [[nodiscard]] core::BallotMode mode_of_ballot();
    /// Gives its texts marks by which they are known again, wherever they are sent.
    void mark(core::Command& command);
    /// A vote on its way without its voter's name, and its answer back.
    void carry_cast(const std::string& ballot, const trust::Cast& cast,
                    std::function<void(hall::CastAnswer)> done);
    void say_nonsense();
    [[nodiscard]] Client* client_of(const core::Actor& actor);
    [[nodiscard]] bool is_served() const;
    [[nodiscard]] bool is_quiet() const;
    void rest();
    void come_to_rest();
    void live_on(bool votes);
    void support_something();
    /// What had been published when a page last was where it should be.
    struct Goal {
        core::Instant since;
        Place place;
    };
    void find_stuck_pages(std::map<const Client*, Goal>& goals) const;
    /// What the server held that dies, without what has limits of its own.
    [[nodiscard]] std::size_t kill_and_weigh();

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
    std::uint64_t prepared_{0}; ///< Commands of who prepares the hearing.
    core::Span clock_error_;
    bool drives_{true};
    bool keeps_phase_{false}; ///< No chance command leads on to the next.
};

} // namespace rostrum::simulation
