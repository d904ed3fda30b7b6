// What is not a message (T24), and what must never be in a log (T22), over the real server's
// sockets.
#include "access/totp.hpp"
#include "cli/clock.hpp"
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"
#include "system/staff_fixture.hpp"

#include "support/catch.hpp"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

Browser joined(const ServerProcess& server, const PreparedHall& hall, const std::string& number)
{
    Browser browser{server.endpoint()};
    const auto token = hall.tokens.at(core::ParticipantId{number});
    REQUIRE(browser.post("/api/v1/join", json::object{{"token", token}}).status == 200);
    return browser;
}

struct Hostile {
    const char* what;
    std::string text;
    std::string code; ///< Empty: the connection is closed with 1007.
};

std::string question(const std::string& text)
{
    return R"({"type":"command","id":"command-0009","name":"ask_question","body":{"text":")" +
           text + R"(","units":[]}})";
}

const std::vector<Hostile> hostile_messages{
    {"not JSON", "hello", "malformed_json"},
    {"half an object", R"({"type":"ping")", "malformed_json"},
    {"two values", R"({"type":"ping","t":1} {})", "malformed_json"},
    {"depth 100", R"({"type":"ping","t":)" + std::string(100, '[') + std::string(100, ']') + "}",
     "malformed_json"},
    {"a member twice", R"({"type":"ping","t":1,"t":2})", "malformed_json"},
    {"1e400", R"({"type":"ping","t":1e400})", ""},
    {"a lone surrogate", question("\\ud800"), "malformed_json"},
    {"a NUL", std::string("{\"type\":\"ping\",\"t\":1}\0", 22), "malformed_json"},
    {"a control character", question("a\nb"), "malformed_json"},
    {"an array", "[]", "wrong_shape"},
    {"an unknown type", R"({"type":"subscribe"})", "wrong_shape"},
    {"an unknown command",
     R"({"type":"command","id":"command-0009","name":"become_king","body":{}})", "unknown_command"},
};

/// Text that would begin a line of its own, or speak to the operator's terminal.
const std::string injection = "line\r\n2026-01-01T00:00:00 error forged \x1b[31mred\x1b[0m";

} // namespace

TEST_CASE("T24: what is no message is told so with a stable code, and the connection lives on",
          "[system][hostile]")
{
    const cli::ScratchFolder folder("rostrum-hostile-test");
    const auto hall = prepare(folder.path(), 2, core::Phase::inquiry);
    const ServerProcess server(folder.path(), 0);
    const auto browser = joined(server, hall, "A-0001");
    Wire wire(browser);
    wire.hello(browser.nonce);
    static_cast<void>(wire.hear("welcome"));
    for (const auto& hostile : hostile_messages) {
        INFO(hostile.what);
        wire.say(hostile.text);
        const auto error = wire.hear("error");
        if (!hostile.code.empty()) CHECK(error.at("code").as_string() == hostile.code.c_str());
    }
    wire.command("command-0010", "check_in");
    CHECK(wire.outcome("command-0010") == "ack");
}

TEST_CASE("T24: invalid UTF-8 closes the connection with 1007, and the server goes on",
          "[system][hostile]")
{
    const cli::ScratchFolder folder("rostrum-hostile-test");
    const auto hall = prepare(folder.path(), 2, core::Phase::inquiry);
    const ServerProcess server(folder.path(), 0);
    const auto phone = joined(server, hall, "A-0001");
    for (const std::string bytes : {"\xff\xfe", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
        Wire wire(phone);
        wire.hello(phone.nonce);
        static_cast<void>(wire.hear("welcome"));
        wire.say(question(bytes));
        CHECK(wire.close_code() == 1007);
    }
    const auto browser = joined(server, hall, "A-0002");
    Wire wire(browser);
    wire.hello(browser.nonce);
    wire.command("command-0001", "check_in");
    CHECK(wire.outcome("command-0001") == "ack");
}

TEST_CASE(
    "T22: the log of a whole run holds no token, code, cookie, nonce, password, key or name, and "
    "no line that somebody else wrote",
    "[system][hostile]")
{
    const cli::ScratchFolder folder("rostrum-log-test");
    const auto data = folder.path() / "data";
    std::filesystem::create_directories(data);
    auto hall = prepare(data, 3, core::Phase::inquiry);
    hire(data, {{"mo", core::Role::moderator}, {"se", core::Role::secretariat}});
    const auto key = enrol(data, "mo");
    const auto codes = card_codes(data, {"A-0002"});
    const auto observer = link_token(data, access::LinkRole::observer);
    const auto config = folder.path() / "rostrum.toml";
    std::ofstream(config) << "[log]\nlevel = \"debug\"\n";
    ServerProcess server(data, 0, {"--config", config.string()});

    std::vector<std::string> secrets{staff_password,
                                     key,
                                     codes.at("A-0002"),
                                     observer,
                                     hall.tokens.at(core::ParticipantId{"A-0001"}),
                                     hall.tokens.at(core::ParticipantId{"A-0003"})};
    for (const auto& person : hall.people) secrets.push_back(person.name.name);
    const auto keep = [&](const Browser& browser) {
        secrets.push_back(browser.cookie.substr(browser.cookie.find('=') + 1));
        secrets.push_back(browser.nonce);
    };
    // Everybody comes in, some of them wrongly, and says what would forge a line.
    auto phone = joined(server, hall, "A-0001");
    keep(phone);
    Browser typed{server.endpoint()};
    for (const auto& code : {std::string{"00000000"}, codes.at("A-0002")})
        static_cast<void>(
            typed.post("/api/v1/join", json::object{{"card", "A-0002"}, {"code", code}}));
    keep(typed);
    Browser desk{server.endpoint()};
    const auto code = access::totp_code(key, access::totp_step(cli::now()));
    secrets.push_back(code);
    for (const auto& password : {std::string{"wrong " + injection}, staff_password})
        static_cast<void>(
            desk.post("/api/v1/login",
                      json::object{{"login", "mo"}, {"password", password}, {"code", code}}));
    keep(desk);
    for (const char* path : {"/api/v1/join", "/api/v1/login", "/api/v1/link"})
        static_cast<void>(Browser{server.endpoint()}.post(
            path, json::object{{"token", injection}, {"login", injection}, {"card", injection}}));
    static_cast<void>(Browser{server.endpoint()}.post(
        "/api/v1/login", json::object{{"login", injection}, {"password", injection}}));
    static_cast<void>(Browser{server.endpoint()}.post(
        "/api/v1/join", json::object{{"card", injection}, {"code", injection}}));
    static_cast<void>(
        Browser{server.endpoint()}.post("/api/v1/link", json::object{{"token", observer}}));

    Wire wire(phone);
    wire.hello(phone.nonce);
    wire.command("command-0001", "check_in");
    wire.command("command-0002", "ask_question", {{"text", injection}, {"units", json::array{}}});
    wire.say(injection);
    static_cast<void>(wire.hear("error"));
    Wire moderator(desk);
    moderator.hello(desk.nonce, "desk");
    moderator.command("command-0003", "return_question",
                      {{"question", "q1"}, {"reason", injection}});
    static_cast<void>(moderator.answer_to("command-0003"));
    CHECK(server.terminate() == 0);

    const auto& log = server.output();
    CHECK_THAT(log, tst::has_text("rostrum listens at")); // The search does find things.
    for (const auto& secret : secrets) {
        REQUIRE(secret.size() >= 6);
        INFO(secret);
        CHECK(log.find(secret) == std::string::npos);
    }
    CHECK(log.find("forged") == std::string::npos);
    CHECK(log.find('\r') == std::string::npos);
    CHECK(log.find('\x1b') == std::string::npos);
}

} // namespace rostrum::system_test
