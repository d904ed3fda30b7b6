// Simulated time: everything that will happen, in the order in which it will. Nothing else moves
// the clock.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace rostrum::simulation {

/// Whose task it is: of the world, which lasts, or of a process, which may die.
using Owner = int;
inline constexpr Owner world_owner = 0;

class Timeline {
public:
    using Task = std::function<void()>;

    [[nodiscard]] core::Instant now() const { return now_; }
    [[nodiscard]] std::uint64_t steps() const { return steps_; }
    /// Of all that has happened so far: two runs with the same value went the same way.
    [[nodiscard]] std::uint64_t trace() const { return trace_; }

    void at(core::Instant due, Owner owner, Task task)
    {
        tasks_.emplace(std::pair{due < now_ ? now_ : due, ++numbers_},
                       Entry{owner, std::move(task)});
    }
    void after(core::Span wait, Owner owner, Task task) { at(now_ + wait, owner, std::move(task)); }

    /// The next thing happens; false when nothing will.
    bool step()
    {
        if (tasks_.empty()) return false;
        auto first = tasks_.extract(tasks_.begin());
        now_ = first.key().first;
        ++steps_;
        trace_ = (trace_ ^ first.key().second ^ static_cast<std::uint64_t>(now_.ms)) *
                 0x0000'0100'0000'01B3;
        first.mapped().task();
        return true;
    }

    /// The process is dead: what it was waiting for never comes.
    void drop(Owner owner)
    {
        // Destroyed behind the walk: what they hold may come here with a last wish.
        std::vector<Task> dropped;
        for (auto entry = tasks_.begin(); entry != tasks_.end();) {
            if (entry->second.owner == owner) {
                dropped.push_back(std::move(entry->second.task));
                entry = tasks_.erase(entry);
            }
            else
                ++entry;
        }
    }

private:
    struct Entry {
        Owner owner;
        Task task;
    };

    core::Instant now_{1'767'258'000'000};
    std::map<std::pair<core::Instant, std::uint64_t>, Entry> tasks_;
    std::uint64_t numbers_{0};
    std::uint64_t steps_{0};
    std::uint64_t trace_{0xCBF2'9CE4'8422'2325};
};

/// One thread of a process: does what it is given in the order it came, seldom at once.
class Thread {
public:
    Thread(Timeline& timeline, Owner owner) : timeline_(timeline), owner_(owner) {}

    /// `delay`: how long the thread has no time for it.
    void post(core::Span delay, Timeline::Task task)
    {
        if (free_at_ < timeline_.now() + delay) free_at_ = timeline_.now() + delay;
        timeline_.at(free_at_, owner_, std::move(task));
    }

private:
    Timeline& timeline_;
    Owner owner_;
    core::Instant free_at_;
};

} // namespace rostrum::simulation
