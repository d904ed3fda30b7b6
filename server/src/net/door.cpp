#include "net/door.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <utility>

namespace rostrum::net {

Door::Door(std::unique_ptr<access::PeopleStore> store, access::Entropy entropy,
           std::function<core::Instant()> now, std::function<void(const access::SessionIds&)> ended)
    : store_(std::move(store)),
      now_(std::move(now)),
      ended_(std::move(ended)),
      sessions_(*store_, entropy),
      cards_(*store_, sessions_, entropy),
      links_(*store_, sessions_, entropy),
      staff_(*store_, sessions_, entropy),
      keeper_{*store_, sessions_, cards_, links_, staff_, rates_, staff_links_}
{
}

Door::~Door()
{
    stop();
}

std::expected<void, access::StoreError> Door::load()
{
    return sessions_.load();
}

void Door::run()
{
    reap_later();
    thread_ = std::jthread([this] { io_.run(); });
    password_thread_ = std::jthread([this] { password_io_.run(); });
}

void Door::stop()
{
    boost::asio::post(io_, [this] { reap_timer_.cancel(); });
    password_work_.reset();
    if (password_thread_.joinable()) password_thread_.join();
    work_.reset();
    if (thread_.joinable()) thread_.join();
}

void Door::post(Task task)
{
    boost::asio::post(io_, [this, task = std::move(task)] { task(keeper_); });
}

bool Door::post_password(std::function<void()> check)
{
    if (++passwords_waiting_ > access::limits::password_queue_max) {
        --passwords_waiting_;
        return false;
    }
    boost::asio::post(password_io_, [this, check = std::move(check)] {
        check();
        --passwords_waiting_;
    });
    return true;
}

void Door::reap_later()
{
    reap_timer_.expires_after(std::chrono::milliseconds(access::limits::reap_interval.ms));
    reap_timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        if (const auto ended = sessions_.reap(now_()); ended && !ended->empty()) ended_(*ended);
        reap_later();
    });
}

} // namespace rostrum::net
