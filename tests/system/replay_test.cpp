// T18: what is sent again, by two tabs or after a lost answer, is done once and answered alike.
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"
#include "system/staff_fixture.hpp"

#include "support/catch.hpp"

#include <memory>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

void open_ballot(const std::filesystem::path& data)
{
    const auto runtime = open_quietly(data);
    cli::Stage stage(*runtime);
    stage.command(hearing_id, core::Role::moderator, core::LockBallotRule{});
    stage.command(hearing_id, core::Role::moderator,
                  core::OpenBallot{core::BallotId{"b1"}, core::BallotMode::confidential});
}

Browser joined(const ServerProcess& server, const PreparedHall& hall)
{
    Browser browser{server.endpoint()};
    const auto token = hall.tokens.at(core::ParticipantId{"A-0001"});
    REQUIRE(browser.post("/api/v1/join", json::object{{"token", token}}).status == 200);
    return browser;
}

std::unique_ptr<Wire> tab(const Browser& browser, const std::string& audience = "attendee")
{
    auto wire = std::make_unique<Wire>(browser);
    wire->hello(browser.nonce, audience);
    static_cast<void>(wire->hear("welcome"));
    return wire;
}

} // namespace

TEST_CASE("T18: a question sent again is asked once, on the same connection and on the next",
          "[system][replay]")
{
    const cli::ScratchFolder folder("rostrum-replay-test");
    const auto hall = prepare(folder.path(), 1, core::Phase::inquiry);
    {
        const ServerProcess server(folder.path(), 0);
        const auto browser = joined(server, hall);
        const auto first = tab(browser);
        const json::object question{{"text", "Why?"}, {"units", json::array{}}};
        first->command("command-0001", "check_in");
        first->command("command-0002", "ask_question", question);
        const auto answer = first->answer_to("command-0002");
        REQUIRE(answer.at("type") == "ack");
        first->command("command-0002", "ask_question", question);
        CHECK(first->answer_to("command-0002") == answer);

        const auto second = tab(browser); // A second tab takes the place of the first.
        CHECK(first->close_code() == 4409);
        second->command("command-0002", "ask_question", question);
        CHECK(second->answer_to("command-0002") == answer);
    }
    CHECK(state_of(folder.path()).floor.questions.size() == 1);
}

TEST_CASE("T18: a ballot is issued once and counts once, however often it is claimed and cast",
          "[system][replay]")
{
    const cli::ScratchFolder folder("rostrum-replay-test");
    const auto hall = prepare(folder.path(), 1, core::Phase::ballot);
    open_ballot(folder.path());
    {
        const ServerProcess server(folder.path(), 0);
        const auto browser = joined(server, hall);
        auto wire = tab(browser);
        wire->command("command-0001", "check_in");
        wire->command("command-0002", "claim_ballot", {{"ballot", "b1"}});
        const auto claimed = wire->answer_to("command-0002");
        REQUIRE(claimed.at("type") == "ack");
        const auto key = claimed.at("result").at("key");
        wire->command("command-0003", "claim_ballot", {{"ballot", "b1"}});
        CHECK(wire->answer_to("command-0003").at("result").at("key") == key);

        const json::object cast{
            {"ballot", "b1"}, {"key", key}, {"choice", "satisfied"}, {"revision", 1}};
        wire->command("command-0004", "cast_ballot", cast);
        CHECK(wire->outcome("command-0004") == "ack");
        wire = tab(browser);
        wire->command("command-0004", "cast_ballot", cast);
        CHECK(wire->outcome("command-0004") == "ack");
        auto other = cast; // The third within a second, and so the last that a phone may send.
        other["choice"] = "not_satisfied";
        wire->command("command-0006", "cast_ballot", other);
        CHECK(wire->outcome("command-0006") == "revision_is_old");
    }
    auto store = ledger::SqliteStore::open(folder.path(), [] { return std::int64_t{0}; });
    REQUIRE(store);
    const auto box = (*store)->read_box(hearing_id.value);
    REQUIRE(box);
    REQUIRE(box->ballots.size() == 1);
    CHECK(box->ballots.front().choice == "satisfied");
}

TEST_CASE("T18: a command of the staff sent by two tabs at once is done once", "[system][replay]")
{
    const cli::ScratchFolder folder("rostrum-replay-test");
    (void)prepare(folder.path(), 1, core::Phase::report);
    hire(folder.path(), {{"mo", core::Role::moderator}});
    {
        const ServerProcess server(folder.path(), 0);
        Browser browser{server.endpoint()};
        REQUIRE(
            browser
                .post("/api/v1/login", json::object{{"login", "mo"}, {"password", staff_password}})
                .status == 200);
        const auto one = tab(browser, "desk");
        const auto two = tab(browser, "desk");
        const json::object extend{{"clock", "phase"}, {"by_ms", 60'000}};
        one->command("command-0001", "extend_clock", extend);
        two->command("command-0001", "extend_clock", extend);
        CHECK(one->outcome("command-0001") == "ack");
        CHECK(two->outcome("command-0001") == "ack");
    }
    const auto state = state_of(folder.path());
    REQUIRE(state.agenda.clock);
    CHECK(state.agenda.clock->rule.limit.ms ==
          core::default_rules().report_clock.limit.ms + 60'000);
}

} // namespace rostrum::system_test
