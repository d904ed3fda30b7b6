// Threads for work that takes seconds, beside the hall's and the sockets'.
#pragma once

#include "hall/ports.hpp"
#include "hall/world.hpp"

#include <atomic>
#include <list>
#include <memory>
#include <thread>
#include <utility>

namespace rostrum::cli {

class LongWorkers {
public:
    /// `on_hall` brings a task to the hall thread.
    explicit LongWorkers(hall::Executor on_hall) : on_hall_(std::move(on_hall)) {}

    /// On the hall thread. A thread each: there are never more draws at once than live hearings.
    void start(hall::LongWork work);
    /// Ends what is under way after its slice. From then on nothing is told.
    void stop() { workers_.clear(); }

private:
    struct Worker {
        std::shared_ptr<std::atomic<bool>> is_over;
        std::jthread thread;
    };

    hall::Executor on_hall_;
    std::list<Worker> workers_;
};

} // namespace rostrum::cli
