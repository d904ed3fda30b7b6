#include "net/door.hpp"

#include "net/run_guarded.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <utility>

namespace rostrum::net {

Door::Door(std::unique_ptr<access::PeopleStore> store, access::Entropy entropy,
           std::function<core::Instant()> now, std::function<void(const access::SessionIds&)> ended,
           access::PasswordCost code_cost)
    : store_(std::move(store)),
      entropy_(entropy),
      now_(std::move(now)),
      ended_(std::move(ended)),
      sessions_(*store_, entropy),
      cards_(*store_, sessions_, entropy),
      links_(*store_, sessions_, entropy),
      staff_(*store_, sessions_),
      keeper_{*store_, sessions_, cards_, links_, staff_, rates_, staff_links_},
      code_hasher_(code_cost)
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
    reap_timer_.start(std::chrono::milliseconds(access::limits::reap_interval.ms),
                      [this] { reap(); });
    look_at_clock();
    thread_ = std::jthread([this] { run_guarded(io_, "the door"); });
    passwords_.run();
    codes_.run();
}

void Door::stop()
{
    stopping_ = true;
    boost::asio::post(io_, [this] { reap_timer_.stop(); });
    passwords_.stop();
    codes_.stop();
    work_.reset();
    if (thread_.joinable()) thread_.join();
}

void Door::post(Task task)
{
    boost::asio::post(io_, [this, task = std::move(task)] {
        look_at_clock();
        task(keeper_);
    });
}

/// Before anybody is judged by how long they have been idle.
void Door::look_at_clock()
{
    const auto now = now_();
    if (clock_.was_set(now, std::chrono::steady_clock::now())) sessions_.on_clock_set(now);
}

void Door::reap()
{
    look_at_clock();
    if (const auto ended = sessions_.reap(now_()); ended && !ended->empty()) ended_(*ended);
}

} // namespace rostrum::net
