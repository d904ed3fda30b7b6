#include "net/repeating_timer.hpp"

#include <utility>

namespace rostrum::net {

void RepeatingTimer::start(std::chrono::milliseconds interval, std::function<void()> task)
{
    interval_ = interval;
    task_ = std::move(task);
    wait();
}

void RepeatingTimer::stop()
{
    stopped_ = true;
    timer_.cancel();
}

void RepeatingTimer::wait()
{
    timer_.expires_after(interval_);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error || stopped_) return;
        try {
            task_();
        }
        catch (...) { // Whoever runs the context says so, and goes on: so does this.
            if (!stopped_) wait();
            throw;
        }
        if (!stopped_) wait();
    });
}

} // namespace rostrum::net
