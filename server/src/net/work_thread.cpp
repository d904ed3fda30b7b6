#include "net/work_thread.hpp"

#include "net/run_guarded.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace rostrum::net {

bool WorkThread::post(std::function<void()> task)
{
    auto place = take_place();
    if (!place) return false;
    post_at(std::move(place), std::move(task));
    return true;
}

WorkThread::Place WorkThread::take_place()
{
    /// The place goes first, then what it is one of.
    struct Taken {
        std::shared_ptr<Places> places;
        Places::Place place;
    };
    auto place = places_->take();
    if (!place) return nullptr;
    return std::make_shared<Taken>(Taken{places_, std::move(place)});
}

void WorkThread::post_at(Place place, std::function<void()> task)
{
    boost::asio::post(io_, [place = std::move(place), task = std::move(task)]() mutable {
        place.reset();
        task();
    });
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
