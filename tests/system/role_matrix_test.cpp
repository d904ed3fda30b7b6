// T6: every role, every command, every phase, over the wire of the real server; what may pass is
// read from the one table of core/permission.
#include "cli/clock.hpp"
#include "core/permission.hpp"
#include "protocol/wire_names.hpp"
#include "support/schema_files.hpp"
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"
#include "system/staff_fixture.hpp"

#include "support/catch.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;
using core::Phase;
using core::Role;

/// So many commands does a phone's rate let through at once, its hello besides.
constexpr std::size_t commands_per_phone = 15;
/// Likewise, within the burst of a desk.
constexpr std::size_t commands_per_desk = 40;
constexpr std::size_t desks_per_phase = 2;
static_assert(desks_per_phase * commands_per_desk >= core::command_count);
constexpr std::size_t phones_per_phase =
    (core::command_count + commands_per_phone - 1) / commands_per_phone;
constexpr std::size_t phones = phones_per_phase * core::phase_count;

std::string hearing_in(Phase phase)
{
    return fmt::format("h{:02}", static_cast<int>(phase) + 1);
}

std::string card(std::size_t index)
{
    return fmt::format("A-{:04}", index + 1);
}

json::object body_of(const std::string& command)
{
    // What would lead to another phase is made to fail by the rules, so that the matrix stays.
    if (command == "advance_phase") return {{"to", "draft"}, {"reason", ""}};
    if (command == "reopen_phase") return {{"to", "closed"}, {"reason", "again"}};
    const auto path = test::schema_folder() / "examples/valid" / ("command." + command + ".json");
    return json::parse(test::read_text(path)).at("body").as_object();
}

void lead_to(cli::Runtime& runtime, cli::Stage& stage, Phase phase)
{
    const core::HearingId id{hearing_in(phase)};
    const auto as = [&](const core::Actor& actor, core::Command command) {
        REQUIRE(std::holds_alternative<hall::Acknowledged>(
            runtime.command(id.value, actor, std::move(command))));
    };
    const core::Actor moderator{Role::moderator, "stage"};
    const core::BallotId ballot{"b1"};
    for (auto to = static_cast<int>(Phase::check_in); to <= static_cast<int>(phase); ++to) {
        const auto next = static_cast<Phase>(to);
        if (next == Phase::result) {
            as(moderator, core::LockBallotRule{});
            as(moderator, core::OpenBallot{ballot, core::BallotMode::confidential});
            as(moderator, core::CloseBallot{ballot});
        }
        if (next == Phase::closed) {
            as({Role::teller, "t1"}, core::SignTally{ballot});
            as({Role::teller, "t2"}, core::SignTally{ballot});
            as(moderator, core::PublishResult{ballot});
        }
        stage.command(id, Role::moderator, core::AdvancePhase{next, {}});
    }
}

/// A hearing in each phase, and everybody on every roster. The tokens by card number.
std::map<core::ParticipantId, std::string> prepare_all(const std::filesystem::path& data)
{
    const auto runtime = open_quietly(data);
    cli::Stage stage(*runtime);
    auto rules = core::default_rules();
    rules.draws_required = 0;
    stage.plan_series("Series", "City", rules);
    std::vector<cli::Person> people(phones);
    for (std::size_t index = 0; index < phones; ++index) {
        people[index].entry.participant = {card(index)};
        people[index].entry.category = rules.categories.front().category;
        people[index].name.name = "Person";
    }
    for (int number = 0; number < core::phase_count; ++number) {
        const auto phase = static_cast<Phase>(number);
        const core::HearingId id{hearing_in(phase)};
        stage.plan_hearing({id, "Hearing", "Hall", 1, number + 1, cli::now()});
        stage.describe(id, {"Campaign", {}, {{core::UnitId{"u1"}, "Unit", "Head"}}, {}});
        stage.invite(id, people);
        lead_to(*runtime, stage, phase);
    }
    return stage.issue_cards(people);
}

class Matrix {
public:
    Matrix() : tokens_(prepare_all(folder_.path()))
    {
        std::map<std::string, Role> staff;
        for (const auto role :
             {Role::moderator, Role::chair, Role::teller, Role::secretariat, Role::respondent})
            staff[std::string{protocol::name_of(role)}] = role;
        hire(folder_.path(), staff);
        for (const auto& [login, role] : staff)
            cookies_[role] =
                staff_cookies(folder_.path(), login, core::phase_count * desks_per_phase);
        observers_ = link_token(folder_.path(), access::LinkRole::observer);
        screens_ = link_token(folder_.path(), access::LinkRole::screen);
        server_ = std::make_unique<ServerProcess>(folder_.path(), 0);
    }

    /// Every command by one role to the hearing in one phase, and every answer judged.
    void walk(Role role, Phase phase)
    {
        const auto& table = core::permissions();
        const bool by_phone = !cookies_.contains(role);
        const auto slice = by_phone ? commands_per_phone : commands_per_desk;
        std::size_t which = 0;
        for (std::size_t from = 0; from < table.size(); from += slice, ++which) {
            const auto browser = come_in(role, phase, which);
            Wire wire(browser);
            REQUIRE(wire.status() == 101);
            wire.hello(browser.nonce, role == Role::screen ? "screen" : "attendee",
                       hearing_in(phase));
            static_cast<void>(wire.hear("welcome"));
            const auto to = std::min(from + slice, table.size());
            for (auto at = from; at < to; ++at)
                wire.command(id_of(at), table.at(at).command, body_of(table.at(at).command));
            for (auto at = from; at < to; ++at)
                judge(table.at(at), role, phase, wire.outcome(id_of(at)));
        }
    }

    [[nodiscard]] int cells() const { return cells_; }
    [[nodiscard]] int allowed() const { return allowed_; }

private:
    static std::string id_of(std::size_t at) { return fmt::format("command-{:04}", at); }

    void judge(const core::Permission& permission, Role role, Phase phase,
               const std::string& outcome)
    {
        ++cells_;
        INFO(permission.command << " by " << protocol::name_of(role) << " in " << hearing_in(phase)
                                << ": " << outcome);
        if (!core::may(permission, role)) {
            CHECK(outcome == "role_may_not");
        }
        else if (!core::may(permission, phase)) {
            CHECK(outcome == "phase_may_not");
        }
        else {
            ++allowed_;
            // The rules may refuse what refers to nothing here; but the command was looked at.
            for (const char* other : {"role_may_not", "phase_may_not", "wrong_shape",
                                      "unknown_command", "too_fast", "busy"})
                CHECK(outcome != other);
        }
    }

    Browser come_in(Role role, Phase phase, std::size_t which)
    {
        Browser browser{server_->endpoint()};
        const auto phase_number = static_cast<std::size_t>(phase);
        if (const auto staff = cookies_.find(role); staff != cookies_.end()) {
            REQUIRE(
                browser.come_in(staff->second.at(phase_number * desks_per_phase + which)).status ==
                200);
        }
        else if (role == Role::attendee) {
            const auto number = card(phase_number * phones_per_phase + which);
            const auto token = tokens_.at(core::ParticipantId{number});
            REQUIRE(browser.post("/api/v1/join", json::object{{"token", token}}).status == 200);
        }
        else {
            const auto& token = role == Role::screen ? screens_ : observers_;
            REQUIRE(browser.post("/api/v1/link", json::object{{"token", token}}).status == 200);
        }
        return browser;
    }

    cli::ScratchFolder folder_{"rostrum-matrix-test"};
    std::map<core::ParticipantId, std::string> tokens_;
    std::map<Role, std::vector<std::string>> cookies_;
    std::string observers_;
    std::string screens_;
    std::unique_ptr<ServerProcess> server_;
    int cells_{0};
    int allowed_{0};
};

} // namespace

TEST_CASE("T6: over the wire each role may do exactly what the table says, in each phase",
          "[system][roles]")
{
    Matrix matrix;
    int roles = 0;
    for (const auto role : {Role::moderator, Role::chair, Role::teller, Role::secretariat,
                            Role::respondent, Role::attendee, Role::screen, Role::observer}) {
        ++roles;
        for (int phase = 0; phase < core::phase_count; ++phase)
            matrix.walk(role, static_cast<Phase>(phase));
    }
    // Nobody comes in as `system`: all its commands are in the cells of the others, refused.
    CHECK(roles == core::role_count - 1);
    CHECK(matrix.cells() == roles * core::phase_count * static_cast<int>(core::command_count));
    CHECK(matrix.allowed() > 200);
}

TEST_CASE("T6: an attendee can do nothing in another's name, whatever ids it gives",
          "[system][roles]")
{
    const cli::ScratchFolder folder("rostrum-ids-test");
    const auto hall = prepare(folder.path(), 2, Phase::inquiry);
    const ServerProcess server(folder.path(), 0);
    const auto phone = [&](const std::string& number) {
        Browser browser{server.endpoint()};
        const auto token = hall.tokens.at(core::ParticipantId{number});
        REQUIRE(browser.post("/api/v1/join", json::object{{"token", token}}).status == 200);
        auto wire = std::make_unique<Wire>(browser);
        wire->hello(browser.nonce);
        wire->command("command-0001", "check_in");
        REQUIRE(wire->outcome("command-0001") == "ack");
        return wire;
    };
    const auto asker = phone("A-0001");
    const auto other = phone("A-0002");
    asker->command("command-0002", "ask_question", {{"text", "Why?"}, {"units", json::array{}}});
    const auto asked = asker->answer_to("command-0002");
    REQUIRE(asked.at("type") == "ack");
    const auto question = asked.at("result").at("question");

    const auto outcome = [&](const char* id, const char* name, const json::object& body) {
        other->command(id, name, body);
        return other->outcome(id);
    };
    CHECK(outcome("command-0003", "withdraw_question", {{"question", question}}) ==
          "question_is_not_yours");
    CHECK(outcome("command-0004", "judge_answer",
                  {{"question", question}, {"verdict", "satisfied"}}) == "question_is_not_yours");
    CHECK(outcome("command-0005", "withdraw_question",
                  {{"question", question}, {"as", "A-0001"}}) == "unknown_field");
    // The id of another's command is free for oneself: answers are kept per person.
    CHECK(outcome("command-0002", "withdraw_question", {{"question", question}}) ==
          "question_is_not_yours");
    asker->command("command-0006", "withdraw_question", {{"question", question}});
    CHECK(asker->outcome("command-0006") == "ack");
}

} // namespace rostrum::system_test
