#include "net/fanout.hpp"

#include "support/catch.hpp"

#include <boost/asio/io_context.hpp>

#include <string>

using namespace rostrum;
using net::Fanout;

namespace {

struct Onlooker final : net::Listener {
    void wake() override { ++woken; }

    int woken{0};
};

const hall::Topic made_up_topic{"no-such-hearing", protocol::Audience::attendee};
const hall::Topic shown_topic{"h01", protocol::Audience::attendee};

} // namespace

TEST_CASE("a hearing that was never shown leaves nothing behind when its last follower leaves",
          "[fanout]")
{
    boost::asio::io_context io;
    Fanout fanout(io);
    Onlooker first;
    Onlooker second;
    fanout.join(made_up_topic, first, nullptr);
    fanout.join(made_up_topic, second, nullptr);
    CHECK(fanout.ring(made_up_topic).epoch() == 0);
    fanout.leave(made_up_topic, first);
    CHECK(fanout.channel_count() == 1);
    fanout.leave(made_up_topic, second);
    CHECK(fanout.channel_count() == 0);
}

TEST_CASE("a hearing that was shown keeps its ring for whoever comes back", "[fanout]")
{
    boost::asio::io_context io;
    Fanout fanout(io);
    Onlooker onlooker;
    fanout.join(shown_topic, onlooker, nullptr);
    fanout.publish(shown_topic, 1, 1, net::text_frame("{}"));
    CHECK(onlooker.woken == 1);
    fanout.leave(shown_topic, onlooker);
    CHECK(fanout.channel_count() == 1);
    CHECK(fanout.ring(shown_topic).continues(1, 0));
}
