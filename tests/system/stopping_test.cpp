// How connections end that take nothing, and how the server ends whatever its peers do. What hangs
// here is the fault that is looked for: the test's own deadline finds it.
#include "net/limits.hpp"
#include "system/browser.hpp"
#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <thread>
#include <utility>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

/// What makes a view that a few dozen times over is more than the kernels keep of what nobody
/// reads.
constexpr int many_projects = 120;

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
    for (int i = 0; i < 40; ++i) {
        phone.send(hello);
        // As fast as a card may, once its first words are used up.
        if (i > 15) std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
    desk.await(R"("slow":1)"); // Long before it would be for its silence.
}

/// For new cards, and a picture of them, for everybody by name.
std::string request_for_cards(const ServedHall& served, const std::string& cookie)
{
    json::array participants;
    for (const auto& person : served.hall().people)
        participants.emplace_back(person.entry.participant.value);
    const auto body =
        json::serialize(json::object{{"participants", std::move(participants)}, {"size", "a7"}});
    return served.head("POST /api/v1/hearings/h01/cards",
                       {"Origin: " + served.origin(), "Cookie: " + cookie,
                        "Content-Type: application/json",
                        "Content-Length: " + std::to_string(body.size())}) +
           body;
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

TEST_CASE("cards that a server does not show any more when it stops are not issued either",
          "[system]")
{
    ServedHall served({.people = 200, .http_lines = {"io_threads = 1"}});
    const auto cookie = staff_of(served, "wen", "secretariat");
    auto office = served.client();
    office.send(request_for_cards(served, cookie));
    // Comes behind it all the way, so that the cards are being made by then.
    CHECK(served.raw(served.head("GET /api/v1/session", {"Cookie: " + cookie})).status == 200);
    CHECK(served.server().terminate() == 0);
    const auto reply = office.receive();
    const bool shown = reply.status == 200;
    CHECK((shown || reply.status == 503));
    // A card that is issued anew is dead.
    const ServerProcess again(served.data(), 0);
    const auto joined =
        Browser{again.endpoint()}.post("/api/v1/join", json::object{{"token", served.token(0)}});
    CHECK(joined.status == (shown ? 403U : 200U));
}

} // namespace rostrum::system_test
