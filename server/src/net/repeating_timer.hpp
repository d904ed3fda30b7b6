// A task that comes back at an interval until it is stopped, on the thread of its context.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>

namespace rostrum::net {

class RepeatingTimer {
public:
    explicit RepeatingTimer(boost::asio::io_context& io) : timer_(io) {}

    /// Call once, on the thread or before it runs. The next interval begins when `task` has ended.
    void start(std::chrono::milliseconds interval, std::function<void()> task);
    /// On the thread. The task does not come again, even when it is due at this very moment: a
    /// timer that has run out cannot be cancelled any more, so a flag says it.
    void stop();

private:
    void wait();

    boost::asio::steady_timer timer_;
    std::chrono::milliseconds interval_{};
    std::function<void()> task_;
    bool stopped_ = false;
};

} // namespace rostrum::net
