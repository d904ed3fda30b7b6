#include "net/repeating_timer.hpp"

#include "support/catch.hpp"

#include <boost/asio/post.hpp>

#include <stdexcept>

using namespace rostrum;
using namespace std::chrono_literals;

TEST_CASE("a repeating timer comes back until it is stopped by its own task", "[timer]")
{
    boost::asio::io_context io{1};
    net::RepeatingTimer timer(io);
    int ticks = 0;
    timer.start(1ms, [&] {
        if (++ticks == 3) timer.stop();
    });
    io.run_for(5s);
    CHECK(ticks == 3);
}

TEST_CASE("a repeating timer comes back when its task has thrown", "[timer]")
{
    boost::asio::io_context io{1};
    net::RepeatingTimer timer(io);
    int ticks = 0;
    timer.start(1ms, [&] {
        if (++ticks == 3) timer.stop();
        throw std::runtime_error("no room");
    });
    for (int turn = 1; turn <= 3; ++turn) {
        CHECK_THROWS(io.run_for(5s));
        CHECK(ticks == turn);
    }
    io.run_for(5s);
    CHECK(io.stopped());
}

TEST_CASE("a repeating timer that is stopped at the moment it is due lets its thread end",
          "[timer]")
{
    boost::asio::io_context io{1};
    net::RepeatingTimer timer(io);
    int ticks = 0;
    timer.start(1ms, [&] { ++ticks; });
    const auto due = std::chrono::steady_clock::now() + 2ms;
    boost::asio::post(io, [&] {
        while (std::chrono::steady_clock::now() < due) {
        }
        // Asio sees that the timer has run out before it comes to this, and the task only after.
        boost::asio::post(io, [&] { timer.stop(); });
    });
    io.run_for(5s); // For ever, were the thread kept by a timer that starts again and again.
    CHECK(io.stopped());
    CHECK(ticks == 0);
}
