// The world around a hall, under the test's control: a clock that moves when told, tasks that run
// when told, a ledger in memory, and everything that was written and published, kept.
#pragma once

#include "core/time.hpp"
#include "hall/front.hpp"
#include "hall/world.hpp"
#include "ledger/memory_ledger.hpp"
#include "trust/ballot_key.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rostrum::test {

/// Notes every batch on its way to the ledger.
class WatchedLedger final : public hall::Ledger {
public:
    explicit WatchedLedger(hall::Ledger& ledger) : ledger_{ledger} {}

    void append(hall::Batch batch, hall::Callback<hall::Appended> done) override;
    void read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
              hall::Callback<hall::Page> done) override;
    void read_box(std::string stream, hall::Callback<hall::Box> done) override;
    void streams(hall::Callback<std::vector<std::string>> done) override;

    std::vector<hall::Batch> batches; ///< Those that failed too.

private:
    hall::Ledger& ledger_;
};

/// A client of every audience: it has the view it was given, and folds each patch into it.
class RecordingPublisher final : public hall::Publisher {
public:
    struct Followed {
        hall::Epoch epoch{0};
        hall::Version version{0};
        boost::json::object view;
    };
    struct Published {
        hall::Topic topic;
        hall::Version version{0};
        std::string patch; ///< The whole message.
        core::Instant at;
    };
    struct Told {
        std::string stream;
        core::Actor subject;
        std::string me; ///< The whole message.
    };

    explicit RecordingPublisher(const core::Instant& now) : now_{now} {}

    void publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                 hall::Message patch) override;
    void tell(const std::string& stream, const core::Actor& subject, hall::Message me) override;

    /// From this view on; a patch that does not continue it ends the test.
    void follow(const hall::Topic& topic, const hall::Snapshot& snapshot);

    std::map<hall::Topic, Followed> followed;
    std::vector<Published> published;
    std::vector<Told> told;

private:
    const core::Instant& now_;
};

/// The key of the vectors: making one takes long.
[[nodiscard]] trust::BallotKey published_ballot_key();

/// The `view` of a view message.
[[nodiscard]] boost::json::object view_of(const hall::Message& message);

class FakeWorld {
    // Before everything that is built with them.
    core::Instant now_{1'767'258'000'000};
    core::Instant elapsed_{}; ///< By which timers go: no clock that is set moves it.
    std::deque<std::function<void()>> tasks_;
    std::multimap<core::Instant, std::function<void()>> timers_; ///< By `elapsed_`.
    std::uint64_t chance_{0};

public:
    FakeWorld();
    FakeWorld(const FakeWorld&) = delete;
    FakeWorld& operator=(const FakeWorld&) = delete;

    /// The next thing that is waiting, such as an answer of the ledger; false when there is none.
    bool run_one();
    /// All that is waiting, and all that follows from it, without time passing.
    void run_all();
    /// Time passes: timers fire at their instants, and all that follows from them runs.
    void pass(core::Span by);
    /// The process ends: whatever it was waiting for never comes. Destroy the halls first.
    void crash();

    /// Long work waits here while `parks_work`, otherwise it is one of the tasks.
    std::deque<hall::LongWork> parked;
    bool parks_work{false};
    /// Likewise what is to be computed.
    std::deque<hall::Computation> computations;
    bool parks_computations{false};
    /// Lets what is parked be computed, in its order, as tasks.
    void compute_parked();
    std::uint32_t delay{1000}; ///< Iterations of a draw's slow step.

    [[nodiscard]] core::Instant now() const { return now_; }
    /// Timers do not notice.
    void set_clock(core::Instant now) { now_ = now; }
    [[nodiscard]] hall::Executor executor();

    /// Every line of a stream, as it is stored.
    [[nodiscard]] std::vector<std::string> lines(const std::string& stream);
    [[nodiscard]] hall::Box box(const std::string& stream);

    ledger::MemoryLedger memory;
    WatchedLedger ledger;
    RecordingPublisher publisher;
    std::vector<std::string> warnings;
    hall::World world;

private:
    void start(hall::LongWork work);
    void start(hall::Computation computation);
};

} // namespace rostrum::test
