// One life of the server: the real halls, sessions, rings, rounds and outboxes on simulated
// threads. Ends with `kill`, without a word, or orderly with `stop`.
#pragma once

#include "access/rate_limit.hpp"
#include "hall/halls.hpp"
#include "net/fanout.hpp"
#include "simulation/disk.hpp"
#include "simulation/link.hpp"
#include "simulation/timeline.hpp"
#include "simulation/watch.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace rostrum::simulation {

class Peer;

/// What a process is given.
struct Ground {
    Timeline& timeline;
    Chance& chance;
    const Weather& weather;
    Disk& disk;
    const Record& record;
    Watch& watch;
};

inline constexpr const char* hearing_id = "h01";

class Process final : public hall::Publisher {
public:
    Process(Ground ground, Owner number, core::Span clock_error);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process();

    /// `opened`: how it ended.
    void open(std::function<void(bool)> opened);
    /// Everything under way becomes durable first.
    void stop(std::function<void()> stopped);
    /// By the secretariat; `done` once it is so.
    void plan(core::SeriesCommand command, std::function<void()> done);
    /// A client has come, if it is let in.
    void accept(const std::shared_ptr<Link>& link, const session::Identity& identity);

    /// By whoever prepares the hearing.
    void submit(hall::Submission submission) { front_->submit(std::move(submission)); }

    [[nodiscard]] bool is_open() const { return open_; }
    /// Open, and nobody has taken the hearing away from it.
    [[nodiscard]] bool serves() const;
    [[nodiscard]] std::size_t unanswered() const { return unanswered_; }
    /// That it has given or read, and keeps for repeats.
    [[nodiscard]] std::size_t answers() const { return answers_; }
    void compare_with_record() const;
    /// Of the frames that wait for whoever comes back: as many as their limit allows.
    [[nodiscard]] std::size_t ring_bytes();
    /// From now on the views of the hearing, if there is one, are watched.
    void watch_hearing();

    // For the peers.
    [[nodiscard]] Ground& ground() { return ground_; }
    [[nodiscard]] core::Instant now() const;
    [[nodiscard]] net::Fanout& fanout() { return fanout_; }
    /// On the hall's thread, and on that of the sockets.
    void ask(std::function<void(hall::Front&)> question);
    void post(std::function<void()> task);
    void forget(std::uint64_t number);
    void replace_older(const session::Identity& identity, std::uint64_t newest);

    void publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                 hall::Message patch) override;
    void tell(const std::string& in, const core::Actor& subject, hall::Message me) override;

    /// As a hall needs it; `compare_with_record` of whoever watches, too.
    [[nodiscard]] static hall::World world_of(Ground ground, hall::Publisher& publisher,
                                              std::function<core::Instant()> now, Owner owner,
                                              Thread& thread);

private:
    [[nodiscard]] core::Span delay();
    void tick_later();

    Ground ground_;
    Owner number_;
    core::Span clock_error_;
    Thread hall_thread_;
    Thread io_thread_;
    boost::asio::io_context io_{1};
    net::Fanout fanout_{io_};
    access::RateLimits rates_;
    hall::World world_;
    std::map<std::uint64_t, std::shared_ptr<Peer>> peers_;
    std::uint64_t last_peer_{0};
    std::size_t unanswered_{0};
    std::size_t answers_{0};
    std::size_t planned_{0};
    std::unique_ptr<hall::Front> front_; ///< The halls', watched.
    bool open_{false};
    std::unique_ptr<hall::Halls> halls_; // Last: it uses what is above.
};

} // namespace rostrum::simulation
