#include "bench/product.hpp"

#include "access/tokens.hpp"
#include "bench/measuring.hpp"
#include "cli/clock.hpp"
#include "cli/scratch_folder.hpp"
#include "system/staff_fixture.hpp"

#include "support/certificate.hpp"

#include <boost/json/serialize.hpp>

#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace rostrum::bench {
namespace {

namespace json = boost::json;
using namespace system_test;

/// An observer's session may have several connections.
constexpr std::size_t connections_of_observer = 5;

std::vector<std::string> tls_options(const std::filesystem::path& data)
{
    const auto files = tst::write_certificate(data);
    return {"--tls-certificate", files.certificate.string(), "--tls-key", files.key.string()};
}

/// What the folder holds, elsewhere.
std::unique_ptr<cli::ScratchFolder> copy_of(const std::filesystem::path& data)
{
    auto folder = std::make_unique<cli::ScratchFolder>("rostrum-bench");
    std::filesystem::copy(data, folder->path(), std::filesystem::copy_options::recursive);
    return folder;
}

/// There before the server that is started in it, and after.
struct Prepared {
    std::unique_ptr<cli::ScratchFolder> folder;
    std::string desk_cookie{Desk::cookie(folder->path())};

    [[nodiscard]] const std::filesystem::path& path() const { return folder->path(); }
};

class SpreadingRostrum final : Prepared, public Rostrum, public Spreader {
public:
    SpreadingRostrum(std::unique_ptr<cli::ScratchFolder> data, std::vector<Guest> observers)
        : Prepared{std::move(data)},
          Rostrum(path(), std::move(observers), connections_of_observer),
          desk_(desk_cookie, server())
    {
    }

    void spread(const std::vector<std::string>& stamps, std::size_t bytes) override
    {
        for (const auto& id : std::exchange(unanswered_, {})) desk_.await(id);
        for (const auto& stamp : stamps) unanswered_.push_back(desk_.edit(stamp, bytes));
    }

private:
    Desk desk_;
    std::vector<std::string> unanswered_;
};

class TakingRostrum final : Prepared, public Rostrum, public Taker {
public:
    TakingRostrum(std::unique_ptr<cli::ScratchFolder> data, Wish wish)
        : Prepared{std::move(data)}, Rostrum(path(), read_guests(path()), 1), wish_(wish)
    {
    }

    [[nodiscard]] Exchange exchange(int round) const override
    {
        return {
            .question = [this, round](std::size_t n) { return wanted(round, n); },
            .answer =
                [round](std::size_t n) { return R"("type":"ack","id":")" + id(round, n) + '"'; }};
    }

private:
    static std::string id(int round, std::size_t n)
    {
        constexpr std::uint64_t people_max = 100'000;
        return id_of(static_cast<std::uint64_t>(round) * people_max + n);
    }

    /// Another thing than in the round before.
    [[nodiscard]] std::string wanted(int round, std::size_t n) const
    {
        const bool is_even = round % 2 == 0;
        if (wish_ == Wish::support)
            return command(id(round, n), "support_question",
                           {{"question", "q1"}, {"support", is_even}});
        return command(id(round, n), "cast_ballot",
                       {{"ballot", "b1"},
                        {"key", guest(n).key},
                        {"choice", is_even ? "satisfied" : "not_satisfied"},
                        {"revision", round + 1}});
    }

    Wish wish_;
};

} // namespace

std::string command(const std::string& id, const std::string& name, const json::object& body)
{
    return json::serialize(
        json::object{{"type", "command"}, {"id", id}, {"name", name}, {"body", body}});
}

Rostrum::Rostrum(const std::filesystem::path& data, std::vector<Guest> guests,
                 std::size_t connections_of_each, bool secure)
    : guests_(std::move(guests)),
      connections_of_each_(connections_of_each),
      secure_(secure),
      server_(data, 0, secure ? tls_options(data) : std::vector<std::string>{})
{
}

Entrance Rostrum::entrance() const
{
    const auto host = fmt::format("127.0.0.1:{}", port());
    const auto origin = (secure_ ? "https://" : "http://") + host;
    const std::string name = secure_ ? "__Host-rostrum" : "rostrum";
    return {.greeting =
                [this, host, origin, name](std::size_t n) {
                    return "GET /ws HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin +
                           "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Protocol: rostrum.v1\r\nCookie: " +
                           name + "=" + guest(n).cookie + "\r\n\r\n";
                },
            .first = [this](std::size_t n) { return client_frame(hello(n)); },
            .welcome = R"("type":"view")"};
}

std::string Rostrum::hello(std::size_t n) const
{
    return json::serialize(json::object{{"type", "hello"},
                                        {"protocol", 1},
                                        {"hearing", "h01"},
                                        {"audience", "attendee"},
                                        {"nonce", access::make_nonce(guest(n).cookie)}});
}

std::string Desk::cookie(const std::filesystem::path& data)
{
    return staff_cookie(data, "moderator", cli::now());
}

Desk::Desk(const std::string& cookie, const ServerProcess& server) : browser_(server.endpoint())
{
    browser_.come_in(cookie);
    wire_ = std::make_unique<Wire>(browser_);
    wire_->hello(browser_.nonce, "desk");
    (void)wire_->hear("view");
}

std::string Desk::edit(const std::string& stamp, std::size_t bytes)
{
    auto id = next_id();
    // Characters of three bytes: a question has at most 500 of any.
    auto text = stamp;
    while (text.size() + 3 <= bytes) text += "问";
    wire_->command(id, "edit_question",
                   json::object{{"question", "q1"}, {"text", text}, {"units", json::array{}}});
    return id;
}

void Desk::await(const std::string& id)
{
    if (const auto said = wire_->outcome(id); said != "ack")
        throw std::runtime_error("a change was refused: " + said);
}

std::unique_ptr<Spreader> rostrum_spreads(std::size_t listeners)
{
    auto folder = std::make_unique<cli::ScratchFolder>("rostrum-bench");
    (void)make_hall(folder->path(), 2, core::Phase::inquiry);
    auto observers = let_observe(folder->path(), listeners / connections_of_observer + 1);
    return std::make_unique<SpreadingRostrum>(std::move(folder), std::move(observers));
}

void prepare_taking(const std::filesystem::path& data, std::size_t people, Wish wish)
{
    if (wish == Wish::vote) return write_guests(data, make_hall(data, people, core::Phase::ballot));
    auto guests = make_hall(data, people + 1, core::Phase::inquiry);
    guests.erase(guests.begin()); // Who has asked the question may not support it.
    write_guests(data, guests);
}

std::unique_ptr<Taker> rostrum_takes(const std::filesystem::path& data, SyncTime sync, Wish wish)
{
    const Disk disk(sync);
    return std::make_unique<TakingRostrum>(copy_of(data), wish);
}

} // namespace rostrum::bench
