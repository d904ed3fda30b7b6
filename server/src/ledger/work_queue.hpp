// The one place where two threads meet: callers put work in, the ledger's thread takes it out.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace rostrum::ledger {

/// Bounded, first in, first out. The worker takes all there is at once: that is what makes a group
/// commit, since everything that comes while it works waits together for the next taking.
template <typename Job>
class WorkQueue {
public:
    enum class Pushed : std::uint8_t { yes, full, closed };

    explicit WorkQueue(std::size_t jobs_max) : jobs_max_{jobs_max} {}

    /// Never waits. `job` is untouched unless the answer is `yes`, so that its callback can still
    /// be answered.
    [[nodiscard]] Pushed push(Job&& job)
    {
        {
            const std::lock_guard lock{mutex_};
            if (closed_) return Pushed::closed;
            if (jobs_.size() >= jobs_max_) return Pushed::full;
            jobs_.push_back(std::move(job));
        }
        changed_.notify_one();
        return Pushed::yes;
    }

    /// Waits for work. Empty only when the queue is closed and all has been taken.
    [[nodiscard]] std::vector<Job> take_all()
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
        return std::exchange(jobs_, {});
    }

    /// From now on nothing goes in; what is in still comes out.
    void close()
    {
        {
            const std::lock_guard lock{mutex_};
            closed_ = true;
        }
        changed_.notify_all();
    }

private:
    const std::size_t jobs_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Job> jobs_;
    bool closed_{false};
};

} // namespace rostrum::ledger
