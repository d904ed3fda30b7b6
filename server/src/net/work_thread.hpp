// A thread of its own for what takes long: hashing, documents, slides.
#pragma once

#include "net/places.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <thread>

namespace rostrum::net {

/// One thing after the other, from a queue that is bounded.
class WorkThread {
public:
    /// A place in the queue, held as long as anybody has it; it may outlive the thread.
    using Place = std::shared_ptr<const void>;

    explicit WorkThread(std::size_t queue_max) : places_(std::make_shared<Places>(queue_max)) {}

    // Thread-safe.
    /// False when too many wait already.
    [[nodiscard]] bool post(std::function<void()> task);
    /// For who has to gather first what the task needs; nothing when too many wait already.
    [[nodiscard]] Place take_place();
    /// The place is left when the task begins.
    void post_at(Place place, std::function<void()> task);
    /// For the next part of what has been let in: goes to the end of the queue, and is not counted.
    void go_on(std::function<void()> task);
    void run();
    /// Finishes what has been posted.
    void stop();

private:
    std::shared_ptr<Places> places_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io_.get_executor()};
    std::jthread thread_;
};

} // namespace rostrum::net
