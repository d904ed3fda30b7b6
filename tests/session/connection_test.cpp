#include "session/connection.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <utility>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::session;
namespace json = boost::json;

namespace {

constexpr Instant noon{1'767'258'000'000};

Identity somebody(Role role)
{
    return {role, role == Role::attendee ? "A-0001" : "lin", "session-of-somebody",
            "nonce-of-somebody"};
}

/// One client's connection; time passes a second before each message unless told otherwise.
struct Client {
    access::RateLimits rates;
    Instant now{noon};
    Connection connection;
    int last_id{0};

    explicit Client(Role role = Role::attendee)
        : connection{somebody(role), allowance_of(somebody(role), rates, now), now}
    {
    }

    Actions at_once(const std::string& text) { return connection.on_text(text, now); }
    Actions says(const std::string& text)
    {
        now = now + seconds(1);
        return at_once(text);
    }
    Actions hello(const std::string& audience = "attendee", const std::string& hearing = "h01")
    {
        return says(R"({"type":"hello","protocol":1,"hearing":")" + hearing + R"(","audience":")" +
                    audience + R"(","nonce":"nonce-of-somebody"})");
    }
    std::string command(const std::string& name, const std::string& body = "{}")
    {
        return R"({"type":"command","id":"command-)" + std::to_string(1000 + ++last_id) +
               R"(","name":")" + name + R"(","body":)" + body + "}";
    }
    [[nodiscard]] std::string id() const { return "command-" + std::to_string(1000 + last_id); }
};

json::object sent(const Actions& actions, std::size_t at = 0)
{
    REQUIRE(actions.size() > at);
    const auto* send = std::get_if<Send>(&actions[at]);
    REQUIRE(send != nullptr);
    return json::parse(send->text).as_object();
}

bool is_error(const Actions& actions, const std::string& code)
{
    if (actions.size() != 1 || !std::holds_alternative<Send>(actions[0])) return false;
    const auto message = sent(actions);
    return message.at("type") == "error" && message.at("code").as_string() == code.c_str();
}

bool closes(const Actions& actions, CloseCode code)
{
    if (actions.size() != 1) return false;
    const auto* close = std::get_if<Close>(&actions[0]);
    return close != nullptr && close->code == code;
}

bool submits(const Actions& actions)
{
    return actions.size() == 1 && std::holds_alternative<Submit>(actions[0]);
}

const std::string cast_body =
    R"({"ballot":"b1","key":")" + std::string(64, 'a') + R"(","choice":"satisfied","revision":1})";
const std::string ask_body = R"({"text":"为什么？","units":[]})";
const std::string passage_body = R"({"question":"q1","text":"已于六月完成。"})";
const std::string judgement_body = R"({"question":"q1","verdict":"partly"})";

} // namespace

TEST_CASE("before hello every command is refused, with its id", "[session]")
{
    Client client;
    const auto actions = client.says(client.command("check_in"));
    CHECK(is_error(actions, "hello_expected"));
    CHECK(sent(actions).at("id").as_string() == client.id().c_str());
}

TEST_CASE("a hello without the session's nonce follows nothing, and commands after it do nothing",
          "[session]")
{
    Client client;
    for (const std::string nonce :
         {"", "nonce-of-somebod", "nonce-of-somebodx", "nonce-of-somebodyx"}) {
        const auto actions = client.says(
            R"({"type":"hello","protocol":1,"hearing":"h01","audience":"attendee","nonce":")" +
            nonce + "\"}");
        CHECK(is_error(actions, "wrong_nonce"));
        CHECK(is_error(client.says(client.command("check_in")), "hello_expected"));
    }
    CHECK(closes(client.connection.on_tick(noon + seconds(6)), CloseCode::silent));
    CHECK(client.hello().size() == 2);
}

TEST_CASE("hello is answered with welcome, and the stream is followed", "[session]")
{
    Client client;
    const auto actions = client.hello();
    REQUIRE(actions.size() == 2);
    const auto welcome = sent(actions);
    CHECK(welcome.at("type") == "welcome");
    CHECK(welcome.at("protocol") == 1);
    CHECK(welcome.at("time") == client.now.ms);
    CHECK(welcome.at("hearing") == "h01");
    CHECK(welcome.at("audience") == "attendee");
    CHECK(welcome.at("role") == "attendee");
    CHECK(welcome.at("subject") == "A-0001");
    const auto& follow = std::get<Follow>(actions[1]);
    CHECK(follow.stream == "h01");
    CHECK(follow.audience == protocol::Audience::attendee);
    CHECK_FALSE(follow.resume);
}

TEST_CASE("hello may say what the client has", "[session]")
{
    Client client;
    const auto actions = client.says(
        R"({"type":"hello","protocol":1,"hearing":"h01","audience":"attendee","nonce":"nonce-of-somebody",)"
        R"("resume":{"epoch":3,"version":17}})");
    const auto& follow = std::get<Follow>(actions.at(1));
    CHECK(follow.resume == protocol::Resume{3, 17});
}

TEST_CASE("a second hello moves the connection, and commands go to the new hearing", "[session]")
{
    Client client{Role::moderator};
    REQUIRE(client.hello("desk", "h01").size() == 2);
    const auto first = client.says(client.command("pause_clock", R"({"clock":"phase"})"));
    CHECK(std::get<Submit>(first.at(0)).stream == "h01");
    const auto moved = client.hello("screen", "h02");
    CHECK(std::get<Follow>(moved.at(1)).stream == "h02");
    CHECK(std::get<Follow>(moved.at(1)).audience == protocol::Audience::screen);
    const auto second = client.says(client.command("pause_clock", R"({"clock":"phase"})"));
    REQUIRE(submits(second));
    CHECK(std::get<Submit>(second[0]).stream == "h02");
    CHECK(std::get<Submit>(second[0]).id == client.id());
    CHECK(std::holds_alternative<PauseClock>(std::get<Submit>(second[0]).command));
}

TEST_CASE("a hello that is refused leaves the connection where it is", "[session]")
{
    Client client;
    REQUIRE(client.hello().size() == 2);
    CHECK(is_error(client.hello("desk", "h02"), "audience_may_not"));
    const auto actions = client.says(client.command("check_in"));
    REQUIRE(submits(actions));
    CHECK(std::get<Submit>(actions[0]).stream == "h01");
}

TEST_CASE("the role decides which audience may be followed", "[session]")
{
    const std::set<std::pair<Role, std::string>> allowed{
        {Role::attendee, "attendee"},    {Role::observer, "attendee"},
        {Role::respondent, "attendee"},  {Role::respondent, "screen"},
        {Role::screen, "screen"},        {Role::moderator, "attendee"},
        {Role::moderator, "screen"},     {Role::moderator, "desk"},
        {Role::chair, "attendee"},       {Role::chair, "screen"},
        {Role::chair, "desk"},           {Role::teller, "attendee"},
        {Role::teller, "screen"},        {Role::teller, "desk"},
        {Role::secretariat, "attendee"}, {Role::secretariat, "screen"},
        {Role::secretariat, "desk"},     {Role::secretariat, "secretariat"}};
    for (int number = 0; number < role_count; ++number) {
        const auto role = static_cast<Role>(number);
        for (const std::string audience : {"attendee", "screen", "desk", "secretariat"}) {
            INFO("role " << number << ", audience " << audience);
            Client client{role};
            const auto actions = client.hello(audience);
            if (allowed.contains({role, audience}))
                CHECK(actions.size() == 2);
            else
                CHECK(is_error(actions, "audience_may_not"));
        }
    }
}

TEST_CASE("a flood is told to slow down twice, and the third time in a minute is closed",
          "[session]")
{
    Client client{GENERATE(Role::attendee, Role::moderator, Role::observer)};
    const std::string ping = R"({"type":"ping","t":1})";
    int answered = 0;
    auto actions = client.at_once(ping);
    for (; !is_error(actions, "too_fast"); ++answered) actions = client.at_once(ping);
    const bool staff = client.connection.identity().role == Role::moderator;
    CHECK(answered == (staff ? 60 : 20));
    CHECK_FALSE(sent(actions).contains("id"));

    const auto second = client.at_once(client.command("raise_hand"));
    CHECK(is_error(second, "too_fast"));
    CHECK(sent(second).at("id").as_string() == client.id().c_str());
    CHECK(closes(client.at_once(ping), CloseCode::too_fast));
}

TEST_CASE("three strikes count when they lie within a minute, wherever it begins", "[session]")
{
    Client client;
    const std::string ping = R"({"type":"ping","t":1})";
    const auto strike = [&] {
        auto actions = client.at_once(ping);
        while (std::holds_alternative<Send>(actions[0]) && sent(actions).at("type") == "pong")
            actions = client.at_once(ping);
        return actions;
    };
    CHECK(is_error(strike(), "too_fast"));
    client.now = client.now + seconds(59);
    CHECK(is_error(strike(), "too_fast"));
    client.now = client.now + seconds(2); // The first is more than a minute ago.
    CHECK(is_error(strike(), "too_fast"));
    client.now = client.now + seconds(2);
    CHECK(closes(strike(), CloseCode::too_fast));
}

TEST_CASE("strikes far apart never close", "[session]")
{
    Client client;
    const std::string ping = R"({"type":"ping","t":1})";
    for (int round = 0; round < 10; ++round) {
        auto actions = client.at_once(ping);
        while (sent(actions).at("type") == "pong") actions = client.at_once(ping);
        CHECK(is_error(actions, "too_fast"));
        client.now = client.now + seconds(31);
    }
}

TEST_CASE("an eager thumb is told to wait, with the command's id, and is no strike", "[session]")
{
    Client client;
    REQUIRE(client.hello().size() == 2);
    client.now = client.now + seconds(60);
    SECTION("votes: three at once, then one a second")
    {
        for (int count = 0; count < 3; ++count)
            CHECK(submits(client.at_once(client.command("cast_ballot", cast_body))));
        for (int count = 0; count < 4; ++count) {
            const auto actions = client.at_once(client.command("cast_ballot", cast_body));
            CHECK(is_error(actions, "too_fast"));
            CHECK(sent(actions).at("id").as_string() == client.id().c_str());
        }
        CHECK(submits(client.says(client.command("cast_ballot", cast_body))));
    }
    SECTION("questions: three at once, then one in ten seconds")
    {
        for (int count = 0; count < 3; ++count)
            CHECK(submits(client.at_once(client.command("ask_question", ask_body))));
        const auto actions = client.at_once(client.command("ask_question", ask_body));
        CHECK(is_error(actions, "too_fast"));
        CHECK(sent(actions).at("id").as_string() == client.id().c_str());
        CHECK(submits(client.at_once(client.command("raise_hand"))));
        client.now = client.now + seconds(10);
        CHECK(submits(client.at_once(client.command("ask_question", ask_body))));
    }
    SECTION("and with the questions all else that one could say again and again for the record")
    {
        CHECK(submits(client.at_once(client.command("ask_question", ask_body))));
        CHECK(submits(client.at_once(client.command("confirm_passage", passage_body))));
        CHECK(submits(client.at_once(client.command("judge_answer", judgement_body))));
        for (const auto& [name, body] : {std::pair{"confirm_passage", passage_body},
                                         std::pair{"judge_answer", judgement_body}})
            CHECK(is_error(client.at_once(client.command(name, body)), "too_fast"));
    }
}

TEST_CASE("an observer asks once in half a minute", "[session]")
{
    Client client{Role::observer};
    REQUIRE(client.hello().size() == 2);
    CHECK(submits(client.says(client.command("ask_question", ask_body))));
    CHECK(is_error(client.says(client.command("ask_question", ask_body)), "too_fast"));
    client.now = client.now + seconds(30);
    CHECK(submits(client.says(client.command("ask_question", ask_body))));
}

TEST_CASE("the rates of a card hold over a reconnect", "[session]")
{
    Client client;
    REQUIRE(client.hello().size() == 2);
    for (int count = 0; count < 3; ++count)
        CHECK(submits(client.at_once(client.command("cast_ballot", cast_body))));
    const auto phone = somebody(Role::attendee);
    Connection next{phone, allowance_of(phone, client.rates, client.now), client.now};
    const auto hello = R"({"type":"hello","protocol":1,"hearing":"h01","audience":"attendee",)"
                       R"("nonce":"nonce-of-somebody"})";
    REQUIRE(next.on_text(hello, client.now).size() == 2);
    CHECK(is_error(next.on_text(client.command("cast_ballot", cast_body), client.now), "too_fast"));
}

TEST_CASE("two connections of one desk share what one may send", "[session]")
{
    Client client{Role::moderator};
    const auto desk = somebody(Role::moderator);
    Connection second{desk, allowance_of(desk, client.rates, client.now), client.now};
    const std::string ping = R"({"type":"ping","t":1})";
    const auto burst = access::limits::staff_message.burst;
    for (std::int64_t count = 0; count < burst; ++count) {
        auto& one = count % 2 == 0 ? client.connection : second;
        CHECK(sent(one.on_text(ping, client.now)).at("type") == "pong");
    }
    CHECK(is_error(client.at_once(ping), "too_fast"));
    CHECK(is_error(second.on_text(ping, client.now), "too_fast"));
    // Another login of the same person is another desk.
    auto other_login = desk;
    other_login.session = "another session";
    Connection other{other_login, allowance_of(other_login, client.rates, client.now), client.now};
    CHECK(sent(other.on_text(ping, client.now)).at("type") == "pong");
}

TEST_CASE("beyond the unanswered commands the answer is busy, until one is answered", "[session]")
{
    Client client{Role::moderator};
    REQUIRE(client.hello("desk").size() == 2);
    const std::string clock = R"({"clock":"phase"})";
    for (std::size_t count = 0; count < session::limits::unanswered_max; ++count)
        REQUIRE(submits(client.says(client.command("pause_clock", clock))));
    const auto busy = client.says(client.command("pause_clock", clock));
    CHECK(is_error(busy, "busy"));
    CHECK(sent(busy).at("id").as_string() == client.id().c_str());
    client.connection.on_answered();
    CHECK(submits(client.says(client.command("pause_clock", clock))));
}

TEST_CASE("a ping comes back with the server's time, before hello too", "[session]")
{
    Client client;
    for (const std::string t : {"0", "1767258000000", "-5"}) {
        const auto actions = client.says(R"({"type":"ping","t":)" + t + "}");
        REQUIRE(actions.size() == 1);
        const auto pong = sent(actions);
        CHECK(pong.at("type") == "pong");
        CHECK(pong.at("time") == client.now.ms);
        CHECK(json::serialize(pong.at("t")) == t);
    }
}

TEST_CASE("who does not say hello in five seconds is closed, whatever else they say", "[session]")
{
    Client client;
    CHECK(client.connection.on_tick(noon + seconds(5)).empty());
    client.now = noon + seconds(4);
    CHECK(sent(client.says(R"({"type":"ping","t":1})")).at("type") == "pong");
    CHECK(closes(client.connection.on_tick(noon + seconds(5) + Span{1}), CloseCode::silent));
}

TEST_CASE("a connection silent for more than 45 seconds is closed", "[session]")
{
    Client client;
    REQUIRE(client.hello().size() == 2);
    CHECK(client.connection.on_tick(client.now + seconds(45)).empty());
    CHECK(closes(client.connection.on_tick(client.now + seconds(45) + Span{1}), CloseCode::silent));
    client.now = client.now + seconds(40);
    static_cast<void>(client.at_once(R"({"type":"ping","t":1})"));
    CHECK(client.connection.on_tick(client.now + seconds(45)).empty());
}

TEST_CASE("whoever sets the server's clock closes nobody", "[session]")
{
    Client client;
    REQUIRE(client.hello().size() == 2);
    for (const auto by : {minutes(60), Span{-minutes(120).ms}}) {
        client.now = client.now + by;
        client.connection.on_clock_set(client.now);
        CHECK(client.connection.on_tick(client.now + seconds(45)).empty());
        CHECK(closes(client.connection.on_tick(client.now + seconds(45) + Span{1}),
                     CloseCode::silent));
    }
}

TEST_CASE("the longest message depends on the role", "[session]")
{
    const std::set<Role> staff{Role::moderator, Role::chair, Role::teller, Role::secretariat,
                               Role::respondent};
    for (int number = 0; number < role_count; ++number) {
        const auto role = static_cast<Role>(number);
        const Client client{role};
        CHECK(client.connection.message_bytes_max() ==
              (staff.contains(role) ? std::size_t{64} * 1024 : std::size_t{4} * 1024));
    }
}
