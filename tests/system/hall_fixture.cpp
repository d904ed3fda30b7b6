#include "system/hall_fixture.hpp"

#include "cli/clock.hpp"
#include "cli/crypto.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace rostrum::system_test {

std::unique_ptr<cli::Runtime> open_quietly(const std::filesystem::path& data)
{
    if (!cli::start_crypto()) throw std::runtime_error("no cryptography");
    cli::Config config;
    config.data = data;
    config.listens = false;
    auto runtime = cli::Runtime::start(config);
    if (!runtime) throw std::runtime_error(runtime.error());
    return std::move(*runtime);
}

PreparedHall prepare(const std::filesystem::path& data, int people, core::Phase phase)
{
    PreparedHall hall;
    const auto runtime = open_quietly(data);
    cli::Stage stage(*runtime);
    auto rules = core::default_rules();
    rules.draws_required = 0;
    stage.plan_series("Series", "City", rules);
    stage.plan_hearing({hearing_id, "Hearing", "Hall", 1, 1, cli::now()});
    stage.describe(hearing_id, {"Campaign", {}, {{core::UnitId{"u1"}, "Unit", "Head"}}, {}});
    for (int i = 1; i <= people; ++i) {
        cli::Person person;
        person.entry.participant = {fmt::format("A-{:04}", i)};
        person.entry.category =
            rules.categories[static_cast<std::size_t>(i) % rules.categories.size()].category;
        person.name.name = fmt::format("Person {}", i);
        hall.people.push_back(std::move(person));
    }
    stage.invite(hearing_id, hall.people);
    hall.tokens = stage.issue_cards(hall.people);
    for (auto to = static_cast<int>(core::Phase::check_in); to <= static_cast<int>(phase); ++to) {
        stage.command(hearing_id, core::Role::moderator,
                      core::AdvancePhase{static_cast<core::Phase>(to), {}});
    }
    return hall;
}

core::Hearing state_of(const std::filesystem::path& data)
{
    const auto runtime = open_quietly(data);
    core::Hearing state;
    runtime->on_hall([&](hall::Halls& halls) { state = *halls.hearing(hearing_id); });
    return state;
}

void Loop::until(const std::function<bool()>& reached, const std::string& what,
                 std::chrono::seconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!reached()) {
        io_.run_one_for(std::chrono::milliseconds(100));
        if (std::chrono::steady_clock::now() > deadline) {
            throw std::runtime_error("waited in vain until " + what);
        }
    }
}

void Loop::drain()
{
    work_.reset();
    io_.run_for(std::chrono::seconds(5));
}

std::shared_ptr<cli::Phone> make_phone(Loop& loop, const boost::asio::ip::tcp::endpoint& server,
                                       const PreparedHall& hall, std::size_t index, bool keeps_view,
                                       std::shared_ptr<const net::TlsContext> tls)
{
    const auto& participant = hall.people.at(index).entry.participant;
    return std::make_shared<cli::Phone>(loop.io(), cli::PhoneSettings{server,
                                                                      {},
                                                                      "join",
                                                                      hall.tokens.at(participant),
                                                                      hearing_id.value,
                                                                      "attendee",
                                                                      participant.value,
                                                                      keeps_view,
                                                                      std::move(tls)});
}

} // namespace rostrum::system_test
