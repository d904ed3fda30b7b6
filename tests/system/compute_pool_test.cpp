#include "cli/compute_pool.hpp"

#include "support/catch.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <latch>
#include <mutex>
#include <vector>

namespace rostrum::system_test {
namespace {

/// The hall's thread: keeps tasks until it is asked to do them.
class Inbox {
public:
    void post(std::function<void()> task)
    {
        const std::lock_guard lock{mutex_};
        tasks_.push_back(std::move(task));
    }
    std::size_t run()
    {
        std::vector<std::function<void()>> tasks;
        {
            const std::lock_guard lock{mutex_};
            tasks.swap(tasks_);
        }
        for (const auto& task : tasks) task();
        return tasks.size();
    }

private:
    std::mutex mutex_;
    std::vector<std::function<void()>> tasks_;
};

} // namespace

TEST_CASE("what is computed is told once, after the work, on the thread that asked for it",
          "[system]")
{
    Inbox inbox;
    cli::ComputePool pool([&](std::function<void()> task) { inbox.post(std::move(task)); });
    constexpr int count = 100;
    std::vector<std::atomic<bool>> worked(count);
    std::vector<int> told(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        pool.start({[&worked, i] { worked[i] = true; },
                    [&worked, &told, i] {
                        CHECK(worked[i]);
                        ++told[i];
                    }});
    }
    for (std::size_t done = 0; done < count;) done += inbox.run();
    CHECK(told == std::vector<int>(count, 1));
}

TEST_CASE("a pool that stops leaves work undone and nobody without a word", "[system]")
{
    Inbox inbox;
    cli::ComputePool pool([&](std::function<void()> task) { inbox.post(std::move(task)); });
    std::latch begun{1};
    std::latch may_end{1};
    int told = 0;
    pool.start({[&] {
                    begun.count_down();
                    may_end.wait();
                },
                [&] { ++told; }});
    begun.wait();
    for (int i = 0; i < 10; ++i) pool.start({[] {}, [&] { ++told; }});
    may_end.count_down();
    pool.stop();
    bool worked = false;
    pool.start({[&] { worked = true; }, [&] { ++told; }});
    inbox.run();
    CHECK(told == 12);
    CHECK_FALSE(worked);
}

} // namespace rostrum::system_test
