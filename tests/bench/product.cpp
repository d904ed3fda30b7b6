// Rostrum itself, as it is started for a hearing: the real program with its pages and its record on
// the disk.
#include "access/tokens.hpp"
#include "bench/contestant.hpp"
#include "cli/clock.hpp"
#include "cli/scratch_folder.hpp"
#include "core/hearing.hpp"
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"
#include "system/staff_fixture.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>
#include <utility>
#include <variant>

namespace rostrum::bench {
namespace {

namespace json = boost::json;
using namespace system_test;

/// An observer's session may have several connections.
constexpr std::size_t connections_per_session = 5;

void must(const hall::Answer& answer)
{
    if (!std::holds_alternative<hall::Acknowledged>(answer))
        throw std::runtime_error("the hall to be measured was not made ready");
}

/// A hearing with one question in a queue, and sessions for so many observers: the cookies.
std::vector<std::string> make_hall(const std::filesystem::path& data, std::size_t listeners)
{
    (void)prepare(data, 2, core::Phase::inquiry);
    hire(data, {{"moderator", core::Role::moderator}});
    const auto runtime = open_quietly(data);
    const core::Actor asker{core::Role::attendee, "A-0001"};
    const core::Actor moderator{core::Role::moderator, "moderator"};
    must(runtime->command("h01", asker, core::CheckIn{}));
    must(runtime->command("h01", asker, core::AskQuestion{"When?", {}}));
    must(runtime->command("h01", moderator, core::ApproveQuestion{core::QuestionId{"q1"}}));
    std::vector<std::string> cookies;
    runtime->at_door([&](net::DoorKeeper& door) {
        const auto link =
            door.links.create(access::LinkRole::observer, "bench", cli::now()).value();
        while (cookies.size() * connections_per_session < listeners) {
            cookies.push_back(door.links.redeem(link.token, cli::now()).value().cookie);
        }
    });
    return cookies;
}

class Rostrum : public Contestant {
public:
    explicit Rostrum(std::size_t listeners)
        : cookies_(make_hall(folder_.path(), listeners)),
          moderator_cookie_(staff_cookie(folder_.path(), "moderator", cli::now())),
          server_(folder_.path(), 0),
          browser_(server_.endpoint())
    {
        browser_.come_in(moderator_cookie_);
        wire_ = std::make_unique<Wire>(browser_);
        wire_->hello(browser_.nonce, "desk");
        (void)wire_->hear("view");
    }

    [[nodiscard]] std::uint16_t port() const override { return server_.port(); }
    [[nodiscard]] pid_t process() const override { return server_.process(); }
    [[nodiscard]] Greeting greeting() const override
    {
        return [this](std::size_t n) {
            return "GET /ws HTTP/1.1\r\nHost: " + browser_.host() + "\r\nOrigin: http://" +
                   browser_.host() +
                   "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                   "Sec-WebSocket-Protocol: rostrum.v1\r\nCookie: " +
                   "rostrum=" + cookie_of(n) + "\r\n\r\n";
        };
    }
    [[nodiscard]] Greeting first() const override
    {
        return [this](std::size_t n) {
            return client_frame(
                json::serialize(json::object{{"type", "hello"},
                                             {"protocol", 1},
                                             {"hearing", "h01"},
                                             {"audience", "attendee"},
                                             {"nonce", access::make_nonce(cookie_of(n))}}));
        };
    }
    void spread(const std::vector<std::string>& stamps, std::size_t bytes) override
    {
        for (const auto& id : std::exchange(unanswered_, {})) {
            if (wire_->outcome(id) != "ack") throw std::runtime_error("a change was refused");
        }
        for (const auto& stamp : stamps) {
            // Characters of three bytes: a question has at most 500 of any.
            auto text = stamp;
            while (text.size() + 3 <= bytes) text += "问";
            const auto& id =
                unanswered_.emplace_back("01HZZZZZZZZZZZZZ" + stamp.substr(stamp.size() - 10));
            wire_->command(
                id, "edit_question",
                json::object{{"question", "q1"}, {"text", text}, {"units", json::array{}}});
        }
    }

private:
    [[nodiscard]] const std::string& cookie_of(std::size_t n) const
    {
        return cookies_.at(n / connections_per_session);
    }

    cli::ScratchFolder folder_{"rostrum-bench"};
    std::vector<std::string> cookies_;
    std::string moderator_cookie_;
    ServerProcess server_;
    Browser browser_;
    std::unique_ptr<Wire> wire_;
    std::vector<std::string> unanswered_;
};

} // namespace

std::unique_ptr<Contestant> rostrum_itself(std::size_t listeners)
{
    return std::make_unique<Rostrum>(listeners);
}

} // namespace rostrum::bench
