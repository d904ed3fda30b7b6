// How connections end that take nothing, and how the server ends whatever its peers do. What hangs
// here is the fault that is looked for: the test's own deadline finds it.
#include "net/limits.hpp"
#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <string>

namespace rostrum::system_test {
namespace {

/// What makes a view that a few times over is more than the kernels keep of what nobody reads.
constexpr int many_projects = 80;

/// A phone that reads nothing until nothing can be sent to it, as the desk sees.
void fill_window(const ServedHall& served, tst::WireClient& phone, tst::WireClient& desk)
{
    const auto moderator = moderator_of(served);
    served.enter(desk, moderator);
    auto to_desk = served.hello(moderator);
    to_desk.replace(to_desk.find("attendee"), std::string{"attendee"}.size(), "desk");
    desk.send(tst::client_frame(to_desk));

    const auto cookie = served.join(0);
    served.enter(phone, cookie);
    const auto hello = tst::client_frame(served.hello(cookie));
    for (int i = 0; i < 12; ++i) phone.send(hello);
    desk.await(R"("slow":1)");
}

} // namespace

TEST_CASE("T17: a phone that takes nothing and then says no more is reset, and holds up no stop",
          "[system][flood]")
{
    ServedHall served({.people = 1, .projects = many_projects});
    auto phone = served.client();
    auto desk = served.client();
    fill_window(served, phone, desk);
    phone.end_sending();
    phone.await_reset();
    CHECK(served.server().terminate() == 0);
}

TEST_CASE("T17: a phone that takes nothing and sends a message in too many pieces is reset",
          "[system][flood]")
{
    ServedHall served({.people = 1, .projects = many_projects});
    auto phone = served.client();
    auto desk = served.client();
    fill_window(served, phone, desk);
    std::string pieces = tst::client_frame("{", 0x01);
    for (std::size_t i = 0; i < net::limits::frames_per_message_max; ++i)
        pieces += tst::client_frame(" ", 0x00);
    phone.send(pieces);
    phone.await_reset();
    CHECK(served.server().terminate() == 0);
}

} // namespace rostrum::system_test
