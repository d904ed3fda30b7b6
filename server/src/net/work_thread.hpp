// A thread of its own for what takes long: hashing, documents, slides.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>

namespace rostrum::net {

/// One thing after the other, from a queue that is bounded.
class WorkThread {
public:
    explicit WorkThread(std::size_t queue_max) : queue_max_(queue_max) {}

    /// False when too many wait already. Thread-safe.
    [[nodiscard]] bool post(std::function<void()> task);
    /// For the next part of what has been let in: goes to the end of the queue, and is not counted.
    void go_on(std::function<void()> task);
    void run();
    /// Finishes what has been posted.
    void stop();

private:
    std::size_t queue_max_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io_.get_executor()};
    std::atomic<std::size_t> waiting_{0};
    std::jthread thread_;
};

} // namespace rostrum::net
