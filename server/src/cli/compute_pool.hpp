// A few threads for work of milliseconds: keys, signatures, proofs. They yield to everything else.
#pragma once

#include "hall/ports.hpp"
#include "hall/world.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace rostrum::cli {

class ComputePool {
public:
    /// `on_hall` brings a task to the hall thread.
    explicit ComputePool(hall::Executor on_hall);
    ~ComputePool() { stop(); }
    ComputePool(const ComputePool&) = delete;
    ComputePool& operator=(const ComputePool&) = delete;

    void start(hall::Computation computation);
    /// Finishes what is under way and leaves the rest undone; all of it is told. Idempotent.
    void stop();

private:
    void run();

    hall::Executor on_hall_;
    std::mutex mutex_;
    std::condition_variable work_has_come_;
    std::deque<hall::Computation> waiting_;
    bool stopped_{false};
    std::vector<std::jthread> threads_; // Last: they use all of the above from the first moment.
};

} // namespace rostrum::cli
