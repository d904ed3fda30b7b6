// Who may come in, and how they are put out again: T3, T4, T5 and T10 of the threat model against
// the real server.
#include "access/limits.hpp"
#include "access/people_store.hpp"
#include "access/sessions.hpp"
#include "access/tokens.hpp"
#include "cli/clock.hpp"
#include "cli/crypto.hpp"
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"
#include "system/staff_fixture.hpp"

#include "support/catch.hpp"

#include <fstream>
#include <iterator>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

constexpr std::chrono::seconds at_once{1};

struct SessionHall {
    explicit SessionHall(int people = 3)
    {
        hall = prepare(folder.path(), people, core::Phase::inquiry);
        hire(folder.path(), {{"mo", core::Role::moderator},
                             {"se", core::Role::secretariat},
                             {"ch", core::Role::chair}});
    }

    void serve() { server = std::make_unique<ServerProcess>(folder.path(), 0); }
    [[nodiscard]] Browser browser() const { return Browser{server->endpoint()}; }
    [[nodiscard]] std::string token(const std::string& number) const
    {
        return hall.tokens.at(core::ParticipantId{number});
    }
    /// A browser that has logged in by password.
    [[nodiscard]] Browser logged_in(const std::string& login) const
    {
        auto desk = browser();
        const auto reply =
            desk.post("/api/v1/login", {{"login", login}, {"password", staff_password}});
        REQUIRE(reply.status == 200);
        return desk;
    }
    [[nodiscard]] Browser joined(const std::string& number) const
    {
        auto phone = browser();
        REQUIRE(phone.post("/api/v1/join", {{"token", token(number)}}).status == 200);
        return phone;
    }
    /// Every byte of the file of people and its journals.
    [[nodiscard]] std::string people_bytes() const
    {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
            if (!entry.path().filename().string().starts_with("people.db")) continue;
            std::ifstream in{entry.path(), std::ios::binary};
            all.append(std::istreambuf_iterator<char>{in}, {});
        }
        return all;
    }

    cli::ScratchFolder folder{"rostrum-session-test"};
    PreparedHall hall;
    std::unique_ptr<ServerProcess> server;
};

/// A socket that follows the hearing.
std::unique_ptr<Wire> following(const Browser& browser, const std::string& audience)
{
    auto wire = std::make_unique<Wire>(browser);
    REQUIRE(wire->status() == 101);
    wire->hello(browser.nonce, audience);
    static_cast<void>(wire->hear("welcome"));
    return wire;
}

/// Whether the socket is closed with this code, and in less than a second.
void check_closed(Wire& wire, std::uint16_t code, std::chrono::steady_clock::time_point since)
{
    CHECK(wire.close_code() == code);
    CHECK(std::chrono::steady_clock::now() - since < at_once);
}

} // namespace

TEST_CASE(
    "T3: an upgrade without a session, with a forged or with an ended one is refused with 401",
    "[system][session]")
{
    SessionHall hall;
    const auto long_ago = cli::now() + core::Span{-access::limits::staff_lifetime.ms - 1};
    const auto expired = staff_cookie(hall.folder.path(), "mo", long_ago);
    hall.serve();
    auto browser = hall.browser();
    CHECK(Wire(browser).status() == 401);
    for (const auto& cookie : {std::string{"forged"}, std::string(43, 'A'), expired}) {
        browser.cookie = "rostrum=" + cookie;
        CHECK(Wire(browser).status() == 401);
    }
    browser = hall.logged_in("mo");
    CHECK(Wire(browser).status() == 101);
    const auto ended = browser;
    REQUIRE(browser.post("/api/v1/logout", "{}").status == 204);
    CHECK(Wire(ended).status() == 401);
}

TEST_CASE("T3: the first message must carry the session's nonce, else nothing is followed or done",
          "[system][session]")
{
    SessionHall hall;
    hall.serve();
    const auto mine = hall.joined("A-0001");
    const auto others = hall.joined("A-0002");
    REQUIRE(mine.nonce.size() == 32);
    Wire wire(mine);
    wire.say(R"({"type":"hello","protocol":1,"hearing":"h01","audience":"attendee"})");
    CHECK(wire.hear("error").at("code") == "missing_field");
    wire.hello(others.nonce);
    CHECK(wire.hear("error").at("code") == "wrong_nonce");
    wire.hello("");
    CHECK(wire.hear("error").at("code") == "wrong_nonce");
    wire.command("command-0001", "check_in");
    CHECK(wire.outcome("command-0001") == "hello_expected");
    wire.hello(mine.nonce);
    CHECK(wire.hear("welcome").at("subject") == "A-0001");
    wire.command("command-0002", "check_in");
    CHECK(wire.outcome("command-0002") == "ack");
}

TEST_CASE("T4: the cookie is for scripts of nobody and pages of ours, and each login has a new one",
          "[system][session]")
{
    SessionHall hall;
    hall.serve();
    auto desk = hall.browser();
    const json::object login{{"login", "mo"}, {"password", staff_password}};
    const auto first = desk.post("/api/v1/login", login);
    REQUIRE(first.status == 200);
    CHECK_THAT(first.set_cookie, tst::has_text("; Path=/; HttpOnly; SameSite=Strict"));
    auto old = desk;
    const auto socket = following(desk, "desk");

    const auto since = std::chrono::steady_clock::now();
    REQUIRE(desk.post("/api/v1/login", login).status == 200);
    CHECK(desk.cookie != old.cookie);
    CHECK(desk.nonce != old.nonce);
    CHECK(old.get("/api/v1/session").status == 401);
    check_closed(*socket, 4401, since);
    // Coming in as somebody else ends what one was before, too.
    auto former = desk;
    REQUIRE(desk.post("/api/v1/join", {{"token", hall.token("A-0001")}}).status == 200);
    CHECK(former.get("/api/v1/session").status == 401);
}

TEST_CASE("T5: logging out, a card issued anew, another role and a disabled account close at once",
          "[system][session]")
{
    SessionHall hall;
    hall.serve();
    const auto data = hall.folder.path().string();
    SECTION("logging out closes every connection of the session")
    {
        auto desk = hall.logged_in("mo");
        const auto one = following(desk, "desk");
        const auto two = following(desk, "attendee");
        const auto other = following(hall.logged_in("mo"), "desk");
        const auto since = std::chrono::steady_clock::now();
        REQUIRE(desk.post("/api/v1/logout", "{}").status == 204);
        check_closed(*one, 4401, since);
        check_closed(*two, 4401, since);
        other->command("command-0001", "mark_present", {{"participant", "A-0001"}});
        CHECK(other->outcome("command-0001") == "ack"); // Another login goes on.
    }
    SECTION("a card issued anew")
    {
        const auto phone = following(hall.joined("A-0001"), "attendee");
        auto office = hall.logged_in("se");
        const auto since = std::chrono::steady_clock::now();
        const json::object wanted{{"participants", json::array{"A-0001"}}};
        REQUIRE(office.post("/api/v1/hearings/h01/cards", wanted).status == 200);
        check_closed(*phone, 4403, since);
    }
    SECTION("another role, given by another process")
    {
        const auto desk = following(hall.logged_in("mo"), "desk");
        REQUIRE(run({"staff", "--data", data, "role", "mo", "--role", "teller"}).exit_code == 0);
        check_closed(*desk, 4401, std::chrono::steady_clock::now());
        const auto again = hall.logged_in("mo");
        const auto teller = following(again, "desk");
        teller->command("command-0001", "advance_phase", {{"to", "ballot"}, {"reason", ""}});
        CHECK(teller->outcome("command-0001") == "role_may_not");
    }
    SECTION("a disabled account")
    {
        const auto desk = following(hall.logged_in("mo"), "desk");
        REQUIRE(run({"staff", "--data", data, "disable", "mo"}).exit_code == 0);
        check_closed(*desk, 4401, std::chrono::steady_clock::now());
    }
}

TEST_CASE("T5: a session that has run out closes its connections within a second",
          "[system][session]")
{
    SessionHall hall;
    hall.serve();
    // Made by another process while the server runs, so that no slow start uses it up; a phone's,
    // for a desk that has been silent for twelve hours is out already.
    const auto end = cli::now() + core::seconds(8);
    const auto store = access::PeopleStore::open(hall.folder.path() / "people.db").value();
    access::Sessions sessions{*store, cli::entropy()};
    const auto made = sessions
                          .create(access::SessionKind::attendee, "A-0001", core::Role::attendee,
                                  end + core::Span{-access::limits::attendee_lifetime.ms})
                          .value();
    auto phone = hall.browser();
    while (phone.come_in(made.cookie).status != 200) REQUIRE(cli::now() < end);
    const auto wire = following(phone, "attendee");
    CHECK(wire->close_code() == 4401);
    const auto late = cli::now() - end;
    CHECK(late >= core::Span{});
    CHECK(late < core::seconds(1));
}

TEST_CASE("T10: a card opens one device, once, and after being issued anew never again",
          "[system][session]")
{
    SessionHall hall;
    hall.serve();
    const auto first = hall.joined("A-0001");
    auto second = hall.browser();
    const json::object ticket{{"token", hall.token("A-0001")}};
    CHECK(second.post("/api/v1/join", ticket).code() == "card_in_use");
    CHECK(second.cookie.empty());

    auto office = hall.logged_in("se");
    const auto issued = office.post("/api/v1/hearings/h01/cards",
                                    json::object{{"participants", json::array{"A-0001"}}});
    REQUIRE(issued.status == 200);
    CHECK(Browser{first}.get("/api/v1/session").status == 401);
    CHECK(second.post("/api/v1/join", ticket).code() == "card_revoked");
    const auto card = issued.json().at("cards").at(0).as_object();
    const std::string url{card.at("url").as_string()};
    CHECK(second.post("/api/v1/join", {{"token", url.substr(url.find('#') + 1)}}).status == 200);
}

TEST_CASE("T10: the file of people holds hashes of tokens, codes and cookies, and none of them",
          "[system][session]")
{
    SessionHall hall;
    hall.serve();
    const auto phone = hall.joined("A-0001");
    auto office = hall.logged_in("se");
    const auto issued = office.post("/api/v1/hearings/h01/cards",
                                    json::object{{"participants", json::array{"A-0002"}}});
    const auto card = issued.json().at("cards").at(0).as_object();
    const std::string url{card.at("url").as_string()};
    const auto fresh = url.substr(url.find('#') + 1);
    std::string code{card.at("code").as_string()};
    code.erase(4, 1);
    const auto cookie = phone.cookie.substr(phone.cookie.find('=') + 1);

    const auto bytes = hall.people_bytes();
    const auto holds = [&](const std::string& text) {
        return bytes.find(text) != std::string::npos;
    };
    CHECK(holds(access::hash_secret(fresh))); // The search does find things.
    CHECK(holds(access::hash_secret(cookie)));
    CHECK(holds("$argon2id$v=19$m=19456,t=2,p=1$"));
    for (const auto& secret :
         {fresh, hall.token("A-0001"), code, cookie, phone.nonce, office.nonce, staff_password})
        CHECK_FALSE(holds(secret));
}

} // namespace rostrum::system_test
