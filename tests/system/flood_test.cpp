// Floods, stalls and phones that never read, at the real program: T15, T16 and T17 of the threat
// model. Deadlines are waited for, never measured.
#include "access/limits.hpp"
#include "net/limits.hpp"
#include "session/limits.hpp"
#include "system/served_hall.hpp"
#include "system/stallers.hpp"

#include "support/catch.hpp"
#include "support/setting.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using asio::ip::tcp;
using boost::system::error_code;

/// Phones that come in, check in and stay.
class Phones {
public:
    Phones(Loop& loop, const ServedHall& served, std::size_t count,
           const std::shared_ptr<const net::TlsContext>& tls = {})
        : loop_(loop)
    {
        for (std::size_t index = 0; index < count; ++index) {
            phones_.push_back(make_phone(loop, served.server().endpoint(), served.hall(), index,
                                         /*keeps_view=*/false, tls));
            phones_.back()->on_turned_away = [](const std::string& code) { FAIL(code); };
            phones_.back()->start();
            phones_.back()->command("check_in", {}, {});
        }
    }
    ~Phones()
    {
        for (const auto& phone : phones_) phone->stop();
    }
    Phones(const Phones&) = delete;
    Phones& operator=(const Phones&) = delete;

    [[nodiscard]] bool are_in() const
    {
        return std::ranges::all_of(phones_, [](const auto& phone) {
            return phone->has_view() && phone->unanswered() == 0;
        });
    }

    /// Everybody asks a question; how long each answer took, in order of length.
    std::vector<std::chrono::nanoseconds> all_ask(const std::string& text)
    {
        std::vector<std::chrono::nanoseconds> latencies;
        for (const auto& phone : phones_) {
            phone->command("ask_question", {{"text", text}, {"units", json::array{}}},
                           [&latencies](const cli::PhoneAnswer& answer) {
                               CHECK(answer.accepted);
                               latencies.push_back(answer.latency);
                           });
        }
        loop_.until([&] { return latencies.size() == phones_.size(); }, "every question is taken",
                    long_patience);
        std::ranges::sort(latencies);
        return latencies;
    }

    [[nodiscard]] bool have_missed_nothing() const
    {
        return std::ranges::all_of(phones_,
                                   [](const auto& phone) { return phone->counts().gaps == 0; });
    }

private:
    Loop& loop_;
    std::vector<std::shared_ptr<cli::Phone>> phones_;
};

std::chrono::nanoseconds p99(const std::vector<std::chrono::nanoseconds>& sorted)
{
    return sorted.at((sorted.size() * 99 - 1) / 100);
}

/// A phone that came in once, says hello again and again, and reads nothing.
class DeafPhone : public std::enable_shared_from_this<DeafPhone> {
public:
    DeafPhone(Loop& loop, const ServedHall& served, std::size_t person)
        : socket_(loop.io()), timer_(loop.io())
    {
        const auto cookie = served.join(person);
        hello_ = tst::client_frame(served.hello(cookie));
        socket_.open(tcp::v4());
        socket_.set_option(asio::socket_base::receive_buffer_size(4'096));
        socket_.connect(served.server().endpoint());
        asio::write(socket_, asio::buffer(served.upgrade(
                                 {"Origin: " + served.origin(), "Cookie: " + cookie})));
    }

    void hello_again()
    {
        asio::async_write(socket_, asio::buffer(hello_),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              self->dropped_ = bool{error};
                              if (error) return;
                              self->timer_.expires_after(std::chrono::milliseconds(250));
                              self->timer_.async_wait([self](error_code stopped) {
                                  if (!stopped) self->hello_again();
                              });
                          });
    }
    [[nodiscard]] bool is_dropped() const { return dropped_; }

private:
    tcp::socket socket_;
    asio::steady_timer timer_;
    std::string hello_;
    bool dropped_{false};
};

} // namespace

TEST_CASE(
    "T15: three hundred phones behind one address come in, and a flooder among them is closed",
    "[system][flood]")
{
    constexpr std::size_t honest = 300;
    const ServedHall served({.people = static_cast<int>(honest) + 1});
    Loop loop;
    Phones phones(loop, served, honest);
    loop.until([&] { return phones.are_in(); }, "everybody is in", long_patience);
    const auto before = p99(phones.all_ask("before"));

    auto flooder = served.client();
    served.enter(flooder, served.join(honest));
    std::string flood;
    for (int i = 0; i < 1'000; ++i) flood += tst::client_frame(R"({"type":"ping","t":1})");
    flooder.send(flood);
    const auto meanwhile = p99(phones.all_ask("meanwhile"));
    CHECK(flooder.await_close() == static_cast<unsigned>(session::CloseCode::too_fast));
    CHECK(phones.have_missed_nothing());
    WARN("p99 of the others, with a flooder and without: "
         << static_cast<double>(meanwhile.count()) / static_cast<double>(before.count()));
}

TEST_CASE(
    "ten times what a person may say is refused with a code, costs nothing, and who comes back "
    "is served",
    "[system][flood]")
{
    constexpr std::size_t honest = 20;
    constexpr std::size_t flooders = 30;
    // Under sanitizers freed memory is kept for a while, which is not what is measured here.
    const tst::Setting quarantine("ASAN_OPTIONS",
                                  "quarantine_size_mb=1:thread_local_quarantine_size_kb=64");
    const ServedHall served({.people = static_cast<int>(honest + flooders)});
    Loop loop;
    Phones phones(loop, served, honest);
    loop.until([&] { return phones.are_in(); }, "everybody is in", long_patience);
    const auto before = served.server().resident_bytes();
    const auto ping = tst::client_frame(R"({"type":"ping","t":1})");
    std::string flood;
    for (std::int64_t i = 0; i < 10 * access::limits::attendee_message.burst; ++i) flood += ping;

    std::vector<std::string> cookies;
    std::vector<std::unique_ptr<tst::WireClient>> clients;
    for (std::size_t i = 0; i < flooders; ++i) {
        cookies.push_back(served.join(honest + i));
        clients.push_back(std::make_unique<tst::WireClient>(served.port()));
        served.open(*clients.back(), cookies.back());
        clients.back()->send(flood);
    }
    static_cast<void>(phones.all_ask("Does this reach you?")); // And every answer is a yes.
    for (const auto& client : clients) {
        // Answered as far as the rate goes; then told twice; then closed.
        std::int64_t refused = 0;
        auto heard = client->receive_frame();
        for (; heard.opcode == 1; heard = client->receive_frame())
            refused += heard.payload.find(R"("code":"too_fast")") != std::string::npos ? 1 : 0;
        CHECK(refused == static_cast<std::int64_t>(session::limits::strikes_max) - 1);
        CHECK(heard.close_code() == static_cast<unsigned>(session::CloseCode::too_fast));
    }
    // Who comes back does so after a moment, as the protocol asks, and not at once.
    bool has_rested = false;
    asio::steady_timer rest(loop.io(), std::chrono::seconds(1));
    rest.async_wait([&](error_code) { has_rested = true; });
    loop.until([&] { return has_rested; }, "a moment has passed");
    for (const auto& cookie : cookies) {
        auto client = served.client();
        served.open(client, cookie);
        client.send(ping);
        client.await("pong");
    }
    CHECK(phones.have_missed_nothing());
    CHECK(served.server().resident_bytes() < before + memory_slack);
}

TEST_CASE("the sixth connection of one desk ends its first, whichever threads they are on",
          "[system][flood]")
{
    const ServedHall served({.http_lines = {"io_threads = 4"}});
    const auto cookie = moderator_of(served);
    auto first = served.client();
    served.enter(first, cookie);
    std::vector<std::unique_ptr<tst::WireClient>> others;
    for (int i = 0; i < 5; ++i) {
        others.push_back(std::make_unique<tst::WireClient>(served.port()));
        served.enter(*others.back(), cookie);
    }
    CHECK(first.await_close() == static_cast<unsigned>(session::CloseCode::replaced));
    for (const auto& other : others) {
        other->send(tst::client_frame(R"({"type":"ping","t":1})"));
        other->await("pong");
    }
}

TEST_CASE(
    "of two connections of one card that come at once one lives, whichever threads they are on",
    "[system][flood]")
{
    constexpr int people = 20;
    const ServedHall served({.people = people, .http_lines = {"io_threads = 4"}});
    const auto one_is_open = [&] {
        return served.raw(served.head("GET /metrics")).body.find("\nrostrum_connections 1\n") !=
               std::string::npos;
    };
    constexpr int rounds = 5;
    constexpr int looks_max = 1'000;
    for (std::size_t person = 0; person < people; ++person) {
        const auto cookie = served.join(person);
        const auto upgrade = served.upgrade({"Origin: " + served.origin(), "Cookie: " + cookie});
        for (int round = 0; round < rounds; ++round) {
            auto one = served.client();
            auto other = served.client();
            one.send(upgrade);
            other.send(upgrade);
            REQUIRE(one.receive().status == 101);
            REQUIRE(other.receive().status == 101);
            int looks = 0;
            while (!one_is_open() && ++looks < looks_max) continue;
            REQUIRE(looks < looks_max);
        }
    }
}

TEST_CASE("what one desk may send counts over all its connections, whichever threads they are on",
          "[system][flood]")
{
    const ServedHall served({.http_lines = {"io_threads = 4"}});
    const auto cookie = moderator_of(served);
    constexpr int connections = 5;
    constexpr auto rate = access::limits::staff_message;
    const auto since = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<tst::WireClient>> desks;
    for (int i = 0; i < connections; ++i) {
        desks.push_back(std::make_unique<tst::WireClient>(served.port()));
        served.enter(*desks.back(), cookie);
    }
    std::string flood;
    for (std::int64_t i = 0; i < rate.burst; ++i)
        flood += tst::client_frame(R"({"type":"ping","t":1})");
    for (const auto& desk : desks) desk->send(flood);
    std::int64_t answered = 0;
    for (const auto& desk : desks) {
        // A burst for each would be answered whole; of one for all, some get nothing but strikes.
        for (std::int64_t i = 0; i < rate.burst;) {
            const auto frame = desk->receive_frame();
            if (frame.opcode == 8) break;
            const bool pong = frame.payload.find("pong") != std::string::npos;
            answered += pong ? 1 : 0;
            if (pong || frame.payload.find("too_fast") != std::string::npos) ++i;
        }
    }
    const auto passed =
        std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
    CHECK(answered <= rate.burst + passed.count() * rate.count / rate.period.ms + 1);
}

TEST_CASE("T16: who sends heads slowly, or stops in a handshake, is shut out and delays nobody",
          "[system][flood]")
{
    const bool secure = GENERATE(false, true);
    CAPTURE(secure);
    constexpr std::size_t count = 500;
    const ServedHall served({.people = 20, .secure = secure});
    const auto tls = secure ? net::TlsContext::for_client() : nullptr;
    Loop loop;
    const auto request = served.upgrade({"Origin: " + served.origin()});
    const std::string half_hello("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
    const Stallers all(loop, served, count, [&](std::size_t index) -> Stall {
        switch (index % 4) {
        case 0: return {};
        case 1: return {.dripped = served.head("GET /", {"X: slow"}), .tls = tls};
        case 2: return {.said = request.substr(0, request.size() - 2), .tls = tls};
        default: return {.said = half_hello, .dripped = std::string(512, '\0')};
        }
    });
    {
        Phones phones(loop, served, 20, tls);
        loop.until([&] { return phones.are_in(); }, "everybody is in", long_patience);
        static_cast<void>(phones.all_ask("Are you there?"));
        CHECK(phones.have_missed_nothing());
    }
    all.expect_the_end();
    CHECK(served.raw(served.head("GET /healthz")).status == 200);
}

TEST_CASE("T17: a hundred phones that never read are dropped, cost little, and delay nobody",
          "[system][flood]")
{
    constexpr std::size_t deaf_count = 100;
    constexpr std::size_t reading = 10;
    // Under sanitizers freed memory is kept for a while, which is not what is measured here.
    const tst::Setting quarantine("ASAN_OPTIONS",
                                  "quarantine_size_mb=1:thread_local_quarantine_size_kb=64");
    const ServedHall served({.people = static_cast<int>(deaf_count + reading),
                             .projects = 80,
                             .http_lines = {"io_threads = 1"}});
    Loop loop;
    std::vector<std::shared_ptr<DeafPhone>> deaf;
    for (std::size_t index = 0; index < deaf_count; ++index) {
        deaf.push_back(std::make_shared<DeafPhone>(loop, served, reading + index));
        deaf.back()->hello_again();
    }
    Phones phones(loop, served, reading);
    loop.until([&] { return phones.are_in(); }, "everybody is in", long_patience);
    const auto before = served.server().resident_bytes();
    static_cast<void>(phones.all_ask("Are you there?"));
    loop.until(
        [&] {
            return std::ranges::all_of(deaf, [](const auto& one) { return one->is_dropped(); });
        },
        "who does not read is dropped", long_patience);
    static_cast<void>(phones.all_ask("Still there?"));
    CHECK(phones.have_missed_nothing());
    // What each may have waiting, and the ring that all share.
    const auto bound = deaf_count * net::limits::private_bytes_max + net::limits::ring_bytes_max;
    const auto after = served.server().resident_bytes();
    INFO("grown by " << (after > before ? (after - before) / 1024 : 0) << " KiB");
    CHECK(after < before + bound);
}

TEST_CASE("a phone that reads nothing is slow on the desk, and away once it is gone",
          "[system][flood]")
{
    const ServedHall served({.people = 2, .projects = 80});
    std::unique_ptr<tst::WireClient> phone(new tst::WireClient(served.client()));
    const auto cookie = served.join(0);
    served.enter(*phone, cookie);
    // More than the kernel keeps of what nobody reads.
    const auto hello = tst::client_frame(served.hello(cookie));
    for (int i = 0; i < 12; ++i) phone->send(hello);

    auto desk = served.client();
    const auto moderator = moderator_of(served);
    served.enter(desk, moderator);
    auto to_desk = served.hello(moderator);
    to_desk.replace(to_desk.find("attendee"), std::string{"attendee"}.size(), "desk");
    desk.send(tst::client_frame(to_desk));
    desk.await(R"("slow":1)");
    phone.reset();
    desk.await(R"("away":1)");
}

} // namespace rostrum::system_test
