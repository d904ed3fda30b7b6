#include "cli/rehearsal_hall.hpp"

#include "cli/clock.hpp"
#include "net/tls.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <stdexcept>
#include <utility>

namespace rostrum::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

const core::HearingId rehearsed{"rehearsal"};
constexpr const char* moderator = "moderator";
constexpr std::chrono::seconds patience{120};
constexpr std::size_t phones_per_address = 10'000; ///< The ports of one are 28,000 by default.

double seconds_since(SteadyClock::time_point begun)
{
    return std::chrono::duration<double>(SteadyClock::now() - begun).count();
}

std::vector<Person> invited(std::int64_t count)
{
    const auto rules = core::default_rules();
    std::vector<Person> people;
    for (std::int64_t i = 1; i <= count; ++i) {
        Person person;
        person.entry.participant = {fmt::format("P-{:05}", i)};
        person.entry.category =
            rules.categories[static_cast<std::size_t>(i) % rules.categories.size()].category;
        person.name.name = fmt::format("Rehearsal {}", i);
        people.push_back(std::move(person));
    }
    return people;
}

} // namespace

RehearsalHall::RehearsalHall(const RehearsalOptions& options)
    : options_(options),
      folder_("rostrum-rehearsal", options.in),
      tls_(options.like.tls_certificate.empty() ? nullptr : net::TlsContext::for_client())
{
    start_server(0, 0);
    Stage stage(*server_);
    auto rules = core::default_rules();
    rules.draws_required = 0;
    stage.plan_series("Rehearsal", "Rehearsal", rules);
    stage.plan_hearing({rehearsed, "Rehearsal", "-", 1, 1, now()});
    stage.describe(rehearsed, {"Rehearsal", {}, {{core::UnitId{"u1"}, "Unit", "-"}}, {}});
    desk_token_ = stage.hire({{moderator, core::Role::moderator}}).token_by_login.at(moderator);
    const auto people = invited(options_.phones);
    stage.invite(rehearsed, people);
    const auto tokens = stage.issue_cards(people);
    for (const auto& person : people) {
        const auto number = phones_.size();
        const auto from = boost::asio::ip::make_address_v4(
            fmt::format("127.0.0.{}", 2 + number / phones_per_address));
        phones_.push_back(std::make_shared<Phone>(
            io_, PhoneSettings{endpoint(), from, "join", tokens.at(person.entry.participant),
                               rehearsed.value, "attendee", person.entry.participant.value,
                               /*keeps_view=*/number == 0, tls_}));
        phones_.back()->on_turned_away = [this](const std::string& code) {
            turned_away_ = "a phone was turned away: " + code;
        };
    }
}

void RehearsalHall::close()
{
    for (const auto& phone : phones_) phone->stop();
    io_.run_for(std::chrono::milliseconds(100));
    if (server_) server_->stop(); // A restart may have failed.
}

void RehearsalHall::start_server(std::uint16_t port, std::uint16_t cast_port)
{
    Config config;
    config.data = folder_.path();
    config.address = "127.0.0.1";
    config.port = port;
    config.cast_port = cast_port;
    config.pages.clear();
    config.log_level = "error";
    // Invented people, and nobody hears this machine talk to itself.
    config.allow_plain_staff = true;
    config.io_threads = options_.like.io_threads;
    config.tls_certificate = options_.like.tls_certificate;
    config.tls_key = options_.like.tls_key;
    auto server = Runtime::start(config);
    if (!server) throw std::runtime_error(server.error());
    server_ = std::move(*server);
}

boost::asio::ip::tcp::endpoint RehearsalHall::endpoint() const
{
    return {boost::asio::ip::make_address("127.0.0.1"), server_->port()};
}

PhoneSettings RehearsalHall::desk()
{
    return {endpoint(),
            {},
            "link",
            desk_token_,
            rehearsed.value,
            "desk",
            fmt::format("{}-{}", moderator, ++desks_),
            false,
            tls_};
}

void RehearsalHall::until(const std::function<bool()>& reached, const std::string& what)
{
    const auto deadline = SteadyClock::now() + patience;
    while (!reached()) {
        io_.run_one_for(std::chrono::milliseconds(100));
        // Whatever else has come: looking costs as much as there are phones.
        for (auto n = phones_.size(); n > 0 && io_.poll_one() > 0; --n) {
        }
        if (!turned_away_.empty()) throw std::runtime_error(turned_away_);
        if (SteadyClock::now() > deadline) throw std::runtime_error("waited in vain until " + what);
    }
}

Restart RehearsalHall::restart()
{
    const auto port = server_->port();
    const auto cast_port = server_->cast_port();
    // Phones have to hear that it ends.
    auto stopped = std::async(std::launch::async, [this] { server_->stop(); });
    until([&] { return stopped.wait_for(std::chrono::seconds{0}) == std::future_status::ready; },
          "the server has ended");
    stopped.get();
    server_.reset();
    until([this] { return nobody_is_welcome(); }, "everybody has noticed that");
    const auto begun = SteadyClock::now();
    start_server(port, cast_port);
    const auto start_s = seconds_since(begun);
    server_->at_door([this](net::DoorKeeper& door) {
        door.staff_links[desk_token_] = core::StaffId{moderator};
    });
    until([this] { return all_are_welcome(); }, "everybody is back");
    return {start_s, seconds_since(begun)};
}

void RehearsalHall::act(core::Role role, core::Command command, const std::string& who)
{
    const std::string what = core::name_of(command);
    const auto answer = server_->command(rehearsed.value, {role, who}, std::move(command));
    if (!std::holds_alternative<hall::Acknowledged>(answer))
        throw std::runtime_error(what + " was not accepted");
}

void RehearsalHall::look(const std::function<void(const core::Hearing&)>& at)
{
    server_->on_hall([&at](hall::Halls& halls) { at(*halls.hearing(rehearsed)); });
}

bool RehearsalHall::all_are_welcome() const
{
    return std::ranges::all_of(phones_, [](const auto& phone) { return phone->is_welcome(); });
}

bool RehearsalHall::nobody_is_welcome() const
{
    return std::ranges::none_of(phones_, [](const auto& phone) { return phone->is_welcome(); });
}

bool RehearsalHall::all_see_the_same() const
{
    return std::ranges::all_of(phones_, [version = witness().version()](const auto& phone) {
        return phone->version() == version;
    });
}

} // namespace rostrum::cli
