#include "bench/halls.hpp"

#include "access/sessions.hpp"
#include "bench/measuring.hpp"
#include "cli/clock.hpp"
#include "system/hall_fixture.hpp"
#include "system/staff_fixture.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <future>
#include <stdexcept>
#include <utility>
#include <variant>

namespace rostrum::bench {
namespace {

using namespace system_test;

/// A queue of a hall has room for twice as many.
constexpr std::size_t at_once = 5'000;

core::Actor attendee(std::size_t n)
{
    return {core::Role::attendee, fmt::format("A-{:04}", n + 1)};
}

struct Sent {
    core::Actor actor;
    core::Command command;
};

/// So many commands, thousands at once; their results, in their order.
std::vector<std::string> send_all(cli::Runtime& runtime, std::size_t count,
                                  const std::function<Sent(std::size_t n)>& sent)
{
    std::vector<std::string> results(count);
    for (std::size_t begun = 0; begun < count; begun += at_once) {
        const auto end = std::min(begun + at_once, count);
        auto left = end - begun;
        std::promise<void> answered;
        std::string trouble;
        runtime.on_hall([&](hall::Halls& halls) {
            for (auto n = begun; n < end; ++n) {
                auto [actor, command] = sent(n);
                halls.submit({hearing_id.value, next_id(), std::move(actor), std::move(command),
                              [&, n](const hall::Answer& answer) {
                                  if (const auto* done = std::get_if<hall::Acknowledged>(&answer))
                                      results[n] = done->result;
                                  else
                                      trouble = "the hall to be measured was not made ready";
                                  if (--left == 0) answered.set_value();
                              }});
            }
        });
        answered.get_future().wait();
        if (!trouble.empty()) throw std::runtime_error(trouble);
    }
    return results;
}

std::vector<std::string> all_send(cli::Runtime& runtime, std::size_t people,
                                  const core::Command& command)
{
    return send_all(runtime, people, [&](std::size_t n) { return Sent{attendee(n), command}; });
}

void must(const hall::Answer& answer)
{
    if (!std::holds_alternative<hall::Acknowledged>(answer))
        throw std::runtime_error("the hall to be measured was not made ready");
}

void ask_one(cli::Runtime& runtime)
{
    const core::Actor moderator{core::Role::moderator, "moderator"};
    must(runtime.command(hearing_id.value, attendee(0), core::AskQuestion{"When?", {}}));
    must(runtime.command(hearing_id.value, moderator,
                         core::ApproveQuestion{core::QuestionId{"q1"}}));
}

void issue_ballots(cli::Runtime& runtime, std::vector<Guest>& guests)
{
    const core::BallotId ballot{"b1"};
    cli::Stage stage(runtime);
    stage.command(hearing_id, core::Role::moderator, core::LockBallotRule{});
    stage.command(hearing_id, core::Role::moderator,
                  core::OpenBallot{ballot, core::BallotMode::confidential});
    const auto results = all_send(runtime, guests.size(), core::ClaimBallot{ballot});
    for (std::size_t n = 0; n < guests.size(); ++n)
        guests[n].key = boost::json::parse(results[n]).at("key").as_string();
}

} // namespace

std::vector<Guest> make_hall(const std::filesystem::path& data, std::size_t people,
                             core::Phase phase)
{
    (void)prepare(data, static_cast<int>(people), phase);
    hire(data, {{"moderator", core::Role::moderator}});
    const auto runtime = open_quietly(data);
    (void)all_send(*runtime, people, core::CheckIn{});
    std::vector<Guest> guests;
    runtime->at_door([&](net::DoorKeeper& door) {
        for (std::size_t n = 0; n < people; ++n) {
            guests.push_back({door.sessions
                                  .create(access::SessionKind::attendee, attendee(n).id,
                                          core::Role::attendee, cli::now())
                                  .value()
                                  .cookie});
        }
    });
    if (phase == core::Phase::inquiry) ask_one(*runtime);
    if (phase == core::Phase::ballot) issue_ballots(*runtime, guests);
    return guests;
}

void ask_questions(const std::filesystem::path& data, std::size_t count)
{
    const auto runtime = open_quietly(data);
    (void)send_all(*runtime, count, [&](std::size_t n) {
        return Sent{attendee(n / questions_of_one),
                    core::AskQuestion{fmt::format("When will the {}. road be mended?", n), {}}};
    });
    (void)send_all(*runtime, count, [](std::size_t n) {
        return Sent{{core::Role::moderator, "moderator"},
                    core::ApproveQuestion{core::QuestionId{fmt::format("q{}", n + 2)}}};
    });
}

void plan_more(const std::filesystem::path& data, std::size_t count)
{
    const auto runtime = open_quietly(data);
    cli::Stage stage(*runtime);
    for (std::size_t n = 0; n < count; ++n) {
        const core::HearingId hearing{fmt::format("x{:03}", n)};
        stage.plan_hearing({hearing, "Hearing", "Hall", 1, static_cast<int>(n) + 2, cli::now()});
        stage.describe(hearing, {"Campaign", {}, {{core::UnitId{"u1"}, "Unit", "Head"}}, {}});
    }
}

std::vector<Guest> let_observe(const std::filesystem::path& data, std::size_t sessions)
{
    std::vector<Guest> guests;
    open_quietly(data)->at_door([&](net::DoorKeeper& door) {
        const auto link =
            door.links.create(access::LinkRole::observer, "bench", cli::now()).value();
        while (guests.size() < sessions)
            guests.push_back({door.links.redeem(link.token, cli::now()).value().cookie});
    });
    return guests;
}

void write_guests(const std::filesystem::path& data, const std::vector<Guest>& guests)
{
    std::ofstream file(data / "guests.txt");
    for (const auto& [cookie, key] : guests)
        file << cookie << ' ' << (key.empty() ? "-" : key) << '\n';
}

std::vector<Guest> read_guests(const std::filesystem::path& data)
{
    std::vector<Guest> guests;
    std::ifstream file(data / "guests.txt");
    for (Guest guest; file >> guest.cookie >> guest.key;) guests.push_back(guest);
    return guests;
}

} // namespace rostrum::bench
