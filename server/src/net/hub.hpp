// Between the hall thread and the I/O threads: frames a change once and hands it to every thread,
// carries questions to the hall, keeps counts.
#pragma once

#include "core/time.hpp"
#include "hall/front.hpp"
#include "net/io_thread.hpp"
#include "session/connection.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace rostrum::net {

class Door;

struct HubCounts {
    std::atomic<std::int64_t> connections{0};
    std::atomic<std::int64_t> connections_total{0};
    std::atomic<std::int64_t> frames_published_total{0};
    std::atomic<std::int64_t> bytes_published_total{0};
};

class Hub final : public hall::Publisher {
public:
    using Clock = std::function<core::Instant()>;

    /// `on_hall` runs a task on the hall thread; thread-safe. The threads outlive the hub's use.
    Hub(std::vector<IoThread*> threads, hall::Executor on_hall, Clock now);

    /// The front, once it exists; before anything connects.
    void set_front(hall::Front& front) { front_ = &front; }
    /// Likewise.
    void set_door(Door& door) { door_ = &door; }

    // On the hall thread.
    void publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                 hall::Message patch) override;
    void tell(const std::string& stream, const core::Actor& subject, hall::Message me) override;

    // On any thread.
    void ask(std::function<void(hall::Front&)> question);
    void connected(const session::Identity& identity, std::uint64_t number);
    void disconnected(const session::Identity& identity, std::uint64_t number);
    /// A connection follows a stream no more.
    void unfollowed(hall::Follower follower);
    /// Whether it keeps up has changed.
    void lags(hall::Follower follower, bool is_slow);
    void end_sessions(const std::vector<std::string>& sessions, bool revoked);
    /// A session has got another id: its connections go on under that one.
    void rename_session(const std::string& old, const session::Identity& fresh);
    [[nodiscard]] Door& door() { return *door_; }
    void close_all();
    [[nodiscard]] std::uint64_t next_number() { return ++numbers_; }
    [[nodiscard]] core::Instant now() const { return now_(); }
    [[nodiscard]] const HubCounts& counts() const { return counts_; }

private:
    void count(const std::string& session, std::uint64_t number);
    void on_every_thread(const std::function<void(IoThread&)>& task);

    std::vector<IoThread*> threads_;
    hall::Executor on_hall_;
    Clock now_;
    hall::Front* front_{nullptr};
    Door* door_{nullptr};
    HubCounts counts_;
    std::atomic<std::uint64_t> numbers_{0};
    /// The connections of each session but attendees', of all threads; touched on the first only.
    std::map<std::string, std::set<std::uint64_t>> by_session_;
    std::atomic<bool> stopping_{false};
};

} // namespace rostrum::net
