#include "cli/compute_pool.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <utility>

namespace rostrum::cli {
namespace {

/// Behind the hall thread, the ledger and the sockets, in front of nothing.
constexpr int niceness = 5;

} // namespace

ComputePool::ComputePool(hall::Executor on_hall) : on_hall_(std::move(on_hall))
{
    const auto count = std::max(std::thread::hardware_concurrency(), 2U) - 1;
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

void ComputePool::start(hall::Computation computation)
{
    {
        const std::lock_guard lock{mutex_};
        if (!stopped_) {
            waiting_.push_back(std::move(computation));
            work_has_come_.notify_one();
            return;
        }
    }
    on_hall_(std::move(computation.done));
}

void ComputePool::run()
{
    // On Linux a thread has a niceness of its own. Without it everything works, a little slower.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, niceness));
    std::unique_lock lock{mutex_};
    while (true) {
        work_has_come_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (stopped_) return;
        auto computation = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        computation.work();
        computation.work = nullptr; // With the keys it holds.
        on_hall_(std::move(computation.done));
        lock.lock();
    }
}

void ComputePool::stop()
{
    std::deque<hall::Computation> undone;
    {
        const std::lock_guard lock{mutex_};
        stopped_ = true;
        undone = std::exchange(waiting_, {});
    }
    work_has_come_.notify_all();
    threads_.clear();
    for (auto& computation : undone) on_hall_(std::move(computation.done));
}

} // namespace rostrum::cli
