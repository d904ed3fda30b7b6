#include "net/work_thread.hpp"

#include "net/run_guarded.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace rostrum::net {

bool WorkThread::post(std::function<void()> task)
{
    if (++waiting_ > queue_max_) {
        --waiting_;
        return false;
    }
    boost::asio::post(io_, [this, task = std::move(task)] {
        --waiting_;
        task();
    });
    return true;
}

void WorkThread::go_on(std::function<void()> task)
{
    boost::asio::post(io_, std::move(task));
}

void WorkThread::run()
{
    thread_ = std::jthread([this] { run_guarded(io_, "a work thread"); });
}

void WorkThread::stop()
{
    work_.reset();
    if (thread_.joinable()) thread_.join();
}

} // namespace rostrum::net
