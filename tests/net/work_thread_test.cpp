#include "net/work_thread.hpp"

#include "support/catch.hpp"

#include <future>
#include <memory>
#include <utility>

using namespace rostrum;

TEST_CASE("a place in a queue is kept for who gathers first, and left when the task begins",
          "[work]")
{
    net::WorkThread thread(1);
    auto place = thread.take_place();
    REQUIRE(place);
    CHECK_FALSE(thread.take_place());
    CHECK_FALSE(thread.post([] {}));

    std::promise<bool> is_free;
    thread.post_at(std::exchange(place, nullptr), [&] {
        const bool taken = thread.take_place() != nullptr; // And left, before anybody hears of it.
        is_free.set_value(taken);
    });
    CHECK_FALSE(thread.take_place()); // It has not begun.
    thread.run();
    CHECK(is_free.get_future().get());
    CHECK(thread.post([] {}));
    thread.stop();
}

TEST_CASE("a place that nobody comes to use is free again, and may outlive its thread", "[work]")
{
    auto thread = std::make_unique<net::WorkThread>(1);
    auto place = thread->take_place();
    place.reset();
    place = thread->take_place();
    CHECK(place);
    thread.reset();
    place.reset();
}
