// What people type: a card's code (T11), an authenticator's (T12), and the code again before what
// cannot be undone, against the real server.
#include "access/card_codes.hpp"
#include "access/totp.hpp"
#include "cli/clock.hpp"
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"
#include "system/staff_fixture.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

json::object typed(const std::string& number, const std::string& code)
{
    return {{"card", number}, {"code", code}};
}

/// What `/metrics` says of hashes of codes.
std::int64_t code_hashes(Browser browser)
{
    const auto page = browser.get("/metrics").body;
    const std::string name = "\nrostrum_code_hashes_total ";
    const auto at = page.find(name);
    REQUIRE(at != std::string::npos);
    return std::stoll(page.substr(at + name.size()));
}

struct Office {
    Office()
    {
        hall = prepare(folder.path(), 3, core::Phase::inquiry);
        hire(folder.path(), {{"mo", core::Role::moderator}, {"se", core::Role::secretariat}});
    }
    void serve() { server = std::make_unique<ServerProcess>(folder.path(), 0); }
    [[nodiscard]] Browser browser() const { return Browser{server->endpoint()}; }
    [[nodiscard]] static json::object login(const std::string& name, const std::string& code)
    {
        return {{"login", name}, {"password", staff_password}, {"code", code}};
    }

    cli::ScratchFolder folder{"rostrum-codes-test"};
    PreparedHall hall;
    std::unique_ptr<ServerProcess> server;
};

/// Waits until the authenticator shows another code than this one.
std::string next_code(const std::string& key, const std::string& last)
{
    // One step ahead is taken too, so nobody has to wait for the clock.
    const auto here = access::totp_step(cli::now());
    for (const auto step : {here, here + 1})
        if (auto code = access::totp_code(key, step); code != last) return code;
    throw std::runtime_error("two codes alike");
}

const json::object reopen{{"to", "report"}, {"reason", "again"}};

} // namespace

TEST_CASE("T11: number and code let a person in, however they type it", "[system][codes]")
{
    Office office;
    const auto codes = card_codes(office.folder.path(), {"A-0001"});
    office.serve();
    auto phone = office.browser();
    auto code = access::printed_code(codes.at("A-0001"));
    std::ranges::transform(code, code.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto joined = phone.post("/api/v1/join", typed(" a-0001 ", ' ' + code));
    REQUIRE(joined.status == 200);
    CHECK(joined.json().at("subject") == "A-0001");
    Wire wire(phone);
    wire.hello(phone.nonce);
    CHECK(wire.hear("welcome").at("subject") == "A-0001");
}

TEST_CASE("T11: the sixth try is blocked on that card, and on no other of the same address",
          "[system][codes]")
{
    Office office;
    const auto codes = card_codes(office.folder.path(), {"A-0001", "A-0002"});
    office.serve();
    auto guesser = office.browser();
    for (int tries = 1; tries <= 5; ++tries) {
        INFO(tries);
        CHECK(guesser.post("/api/v1/join", typed("A-0001", "00000000")).code() ==
              "wrong_card_code");
    }
    const auto blocked = guesser.post("/api/v1/join", typed("A-0001", codes.at("A-0001")));
    CHECK(blocked.status == 429);
    CHECK(blocked.code() == "too_many_tries");
    CHECK(guesser.post("/api/v1/join", typed("a-0001", "00000000")).status == 429);

    CHECK(office.browser().post("/api/v1/join", typed("A-0002", codes.at("A-0002"))).status == 200);
    const auto token = office.hall.tokens.at(core::ParticipantId{"A-0003"});
    CHECK(office.browser().post("/api/v1/join", json::object{{"token", token}}).status == 200);
}

TEST_CASE("T11: an unknown card costs as many hashes as a wrong code and gets the same answer",
          "[system][codes]")
{
    Office office;
    const auto codes = card_codes(office.folder.path(), {"A-0001"});
    office.serve();
    auto guesser = office.browser();
    std::vector<std::string> answers;
    // A wrong code, a card without one, no such card, no number at all, a code that is none.
    for (const auto& [number, code] : {std::pair{"A-0001", "00000000"},
                                       {"A-0002", "00000000"},
                                       {"Z-9999", "00000000"},
                                       {"' --", "00000000"},
                                       {"A-0001", "?"}}) {
        INFO(number);
        const auto before = code_hashes(guesser);
        const auto reply = guesser.post("/api/v1/join", typed(number, code));
        CHECK(reply.status == 403);
        answers.push_back(reply.body);
        CHECK(code_hashes(guesser) == before + 1);
    }
    for (const auto& answer : answers) CHECK(answer == answers.front());
    // A card that is blocked costs nothing at all.
    for (int tries = 0; tries < 5; ++tries)
        static_cast<void>(guesser.post("/api/v1/join", typed("A-0001", "00000000")));
    const auto before = code_hashes(guesser);
    CHECK(guesser.post("/api/v1/join", typed("A-0001", "00000000")).status == 429);
    CHECK(code_hashes(guesser) == before);
}

TEST_CASE("T12: a one-time code logs in once, the password alone never, and no client's clock is "
          "asked",
          "[system][codes]")
{
    Office office;
    const auto data = office.folder.path().string();
    const auto enrolled = run({"staff", "--data", data, "totp", "mo"});
    REQUIRE(enrolled.exit_code == 0);
    const std::string mark = "secret=";
    const auto at = enrolled.output.find(mark);
    REQUIRE(at != std::string::npos);
    const auto key = enrolled.output.substr(at + mark.size(), 32);
    CHECK_THAT(run({"staff", "--data", data, "list"}).output, tst::has_text("totp"));
    office.serve();
    auto desk = office.browser();
    const auto log_in = [&](const std::string& code) {
        return desk.post("/api/v1/login", Office::login("mo", code));
    };
    CHECK(desk.post("/api/v1/login", json::object{{"login", "mo"}, {"password", staff_password}})
              .code() == "code_needed");
    CHECK(desk.cookie.empty());
    const auto here = access::totp_step(cli::now());
    CHECK(log_in(access::totp_code(key, here - 3)).code() == "wrong_code");
    CHECK(log_in(access::totp_code(key, here + 4)).code() == "wrong_code");
    const auto code = next_code(key, {});
    CHECK(log_in(code).status == 200);
    CHECK(log_in(code).code() == "wrong_code");
    CHECK(log_in(next_code(key, code)).status == 200);
    // The others need none.
    CHECK(office.browser()
              .post("/api/v1/login", json::object{{"login", "se"}, {"password", staff_password}})
              .status == 200);
    REQUIRE(run({"staff", "--data", data, "totp", "mo", "--off"}).exit_code == 0);
    CHECK(office.browser()
              .post("/api/v1/login", json::object{{"login", "mo"}, {"password", staff_password}})
              .status == 200);
}

TEST_CASE("T12: one-time codes cannot be guessed: after five wrong ones the account rests",
          "[system][codes]")
{
    Office office;
    const auto key = enrol(office.folder.path(), "mo");
    office.serve();
    auto desk = office.browser();
    for (int tries = 0; tries < 5; ++tries)
        CHECK(desk.post("/api/v1/login", Office::login("mo", "000000")).code() == "wrong_code");
    const auto right = desk.post("/api/v1/login", Office::login("mo", next_code(key, {})));
    CHECK(right.status == 429);
}

TEST_CASE("what cannot be undone asks an account with an authenticator again, over the socket",
          "[system][codes]")
{
    Office office;
    const auto key = enrol(office.folder.path(), "mo");
    // A session that was opened by a code longer than five minutes ago.
    const auto cookie = staff_cookie(office.folder.path(), "mo", cli::now());
    office.serve();
    auto desk = office.browser();
    REQUIRE(desk.come_in(cookie).status == 200);
    Wire wire(desk);
    wire.hello(desk.nonce, "desk");
    wire.command("command-0001", "reopen_phase", reopen);
    CHECK(wire.answer_to("command-0001") == json::object{{"type", "error"},
                                                         {"code", "step_up_needed"},
                                                         {"detail", ""},
                                                         {"id", "command-0001"}});
    wire.command("command-0002", "pause_clock", {{"clock", "phase"}});
    CHECK(wire.outcome("command-0002") != "step_up_needed"); // Everything else goes on.

    auto old = desk;
    CHECK(desk.post("/api/v1/session/step-up", json::object{{"code", "000000"}}).code() ==
          "wrong_code");
    CHECK(desk.cookie == old.cookie);
    REQUIRE(
        desk.post("/api/v1/session/step-up", json::object{{"code", next_code(key, {})}}).status ==
        200);
    // T4: a new id at each elevation, and the old one is dead; the socket goes on under the new
    // one.
    CHECK(desk.cookie != old.cookie);
    CHECK(old.get("/api/v1/session").status == 401);
    wire.command("command-0001", "reopen_phase", reopen);
    CHECK(wire.outcome("command-0001") == "ack");
    wire.hello(desk.nonce, "desk");
    REQUIRE(desk.post("/api/v1/logout", "{}").status == 204);
    CHECK(wire.close_code() == 4401);
}

TEST_CASE("what cannot be undone asks again over HTTP, and an account without one is not asked",
          "[system][codes]")
{
    Office office;
    const auto data = office.folder.path();
    const auto key = enrol(data, "se");
    const auto asked = staff_cookie(data, "se", cli::now());
    const auto not_asked = staff_cookie(data, "mo", cli::now());
    office.serve();
    auto secretariat = office.browser();
    REQUIRE(secretariat.come_in(asked).status == 200);
    const std::string cards = "/api/v1/hearings/h01/cards";
    const json::object again{{"participants", json::array{"A-0001"}}};
    const auto refused = secretariat.post(cards, again);
    CHECK(refused.status == 403);
    CHECK(refused.code() == "step_up_needed");
    CHECK(secretariat.post(cards, "{}").status == 200); // Takes nobody's card away.
    REQUIRE(secretariat.post("/api/v1/session/step-up", json::object{{"code", next_code(key, {})}})
                .status == 200);
    CHECK(secretariat.post(cards, again).status == 200);

    auto moderator = office.browser();
    REQUIRE(moderator.come_in(not_asked).status == 200);
    const json::object command{{"id", "command-0001"}, {"name", "reopen_phase"}, {"body", reopen}};
    CHECK(moderator.post("/api/v1/hearings/h01/commands", command).status == 200);
}

} // namespace rostrum::system_test
