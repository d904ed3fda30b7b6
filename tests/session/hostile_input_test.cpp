#include "session/connection.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>

#include <rapidcheck.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::session;
namespace json = boost::json;

namespace {

constexpr Instant noon{1'767'258'000'000};

/// A message that is wrong in one way, and the code it is told.
struct Hostile {
    const char* what;
    std::string text;
    std::string code;
    bool with_id{false};
};

std::string nested(std::size_t depth)
{
    return R"({"type":"ping","t":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

std::string command(const std::string& name, const std::string& body)
{
    return R"({"type":"command","id":"command-0001","name":")" + name + R"(","body":)" + body + "}";
}

std::string question(const std::string& text)
{
    return command("ask_question", R"({"text":")" + text + R"(","units":[]})");
}

std::string hello(const std::string& rest)
{
    return R"({"type":"hello","protocol":1,"nonce":"nonce",)" + rest + "}";
}

const std::vector<Hostile> hostile_messages{
    {"nothing", "", "malformed_json"},
    {"blanks", " \n\t", "malformed_json"},
    {"not JSON", "hello", "malformed_json"},
    {"half an object", R"({"type":"ping")", "malformed_json"},
    {"two values", R"({"type":"ping","t":1} {})", "malformed_json"},
    {"a NUL", std::string("{\"type\":\"ping\",\"t\":1}\0", 22), "malformed_json"},
    {"a comment", R"({"type":"ping","t":1 /* */})", "malformed_json"},
    {"a trailing comma", R"({"type":"ping","t":1,})", "malformed_json"},
    {"NaN", R"({"type":"ping","t":NaN})", "malformed_json"},
    {"invalid UTF-8", question("\xff\xfe"), "malformed_json"},
    {"overlong UTF-8", question("\xc0\xaf"), "malformed_json"},
    {"a surrogate in UTF-8", question("\xed\xa0\x80"), "malformed_json"},
    {"a lone surrogate", question("\\ud800"), "malformed_json"},
    {"a control character", question("a\nb"), "malformed_json"},
    {"nested as deep as memory", nested(1'500), "malformed_json"},
    {"a member twice", R"({"type":"ping","t":1,"t":2})", "malformed_json"},
    {"a member twice, once escaped", R"({"type":"ping","t":1,"\u0074":2})", "malformed_json"},
    {"nested deep", nested(20), "wrong_shape"},
    {"an array", "[]", "wrong_shape"},
    {"a number", "7", "wrong_shape"},
    {"null", "null", "wrong_shape"},
    {"no type", "{}", "missing_field"},
    {"a type that is no text", R"({"type":7})", "wrong_shape"},
    {"an unknown type", R"({"type":"subscribe"})", "wrong_shape"},
    {"a fraction for an integer", R"({"type":"ping","t":1.5})", "wrong_shape"},
    {"a huge number", R"({"type":"ping","t":1e400})", ""},
    {"a number beyond 64 bits", R"({"type":"ping","t":18446744073709551616})", "wrong_shape"},
    {"a field too many", R"({"type":"ping","t":1,"u":2})", "unknown_field"},
    {"a field too few", R"({"type":"ping"})", "missing_field"},
    {"another protocol",
     R"({"type":"hello","protocol":2,"hearing":"h01","audience":"desk","nonce":""})",
     "wrong_shape"},
    {"an unknown audience", hello(R"("hearing":"h01","audience":"everybody")"), "wrong_shape"},
    {"a path for a hearing", hello(R"("hearing":"../x","audience":"attendee")"), "wrong_shape"},
    {"no hearing", hello(R"("hearing":"","audience":"attendee")"), "wrong_shape"},
    {"a negative version",
     hello(R"("hearing":"h01","audience":"attendee","resume":{"epoch":1,"version":-1})"),
     "wrong_shape"},
    {"an id that is too short", R"({"type":"command","id":"c","name":"check_in","body":{}})",
     "wrong_shape"},
    {"an id with a line break",
     R"({"type":"command","id":"command\n0001","name":"check_in","body":{}})", "wrong_shape"},
    {"an unknown command", command("become_king", "{}"), "unknown_command", true},
    {"the name of an event", command("ballot_issued", "{}"), "unknown_command", true},
    {"a body that is none", command("check_in", "[]"), "wrong_shape", true},
    {"a body with too much", command("check_in", R"({"as":"A-0002"})"), "unknown_field", true},
    {"a body with too little", command("ask_question", "{}"), "missing_field", true},
    {"a revision beyond 32 bits",
     command("cast_ballot",
             R"({"ballot":"b1","key":"k","choice":"satisfied","revision":4294967296})"),
     "wrong_shape", true},
};

Connection connected(access::RateLimits& rates, Role role = Role::attendee)
{
    const Identity identity{role, "A-0001", "session", "nonce"};
    Connection connection{identity, allowance_of(identity, rates, noon), noon};
    const auto actions = connection.on_text(
        R"({"type":"hello","protocol":1,"hearing":"h01","audience":"attendee","nonce":"nonce"})",
        noon);
    REQUIRE(actions.size() == 2);
    return connection;
}

/// Whether the connection is still of use.
bool lives(Connection& connection, Instant now)
{
    const auto actions = connection.on_text(command("check_in", "{}"), now);
    return actions.size() == 1 && std::holds_alternative<Submit>(actions[0]);
}

} // namespace

TEST_CASE("a message that is not understood gets an error with a stable code, and never closes",
          "[session][hostile]")
{
    access::RateLimits rates;
    auto connection = connected(rates);
    auto now = noon;
    for (const auto& hostile : hostile_messages) {
        INFO(hostile.what << ": " << hostile.text.substr(0, 200));
        now = now + seconds(1);
        const auto actions = connection.on_text(hostile.text, now);
        REQUIRE(actions.size() == 1);
        const auto* send = std::get_if<Send>(&actions[0]);
        REQUIRE(send != nullptr);
        const auto error = json::parse(send->text).as_object();
        INFO("told: " << send->text);
        CHECK(error.at("type") == "error");
        if (!hostile.code.empty()) CHECK(error.at("code").as_string() == hostile.code.c_str());
        CHECK(error.contains("id") == hostile.with_id);
        if (hostile.with_id) CHECK(error.at("id") == "command-0001");
    }
    CHECK(lives(connection, now + seconds(1)));
}

TEST_CASE("the codes of what is not understood are those the protocol lists", "[session][hostile]")
{
    const std::set<std::string> listed{"malformed_json", "wrong_shape",     "missing_field",
                                       "unknown_field",  "unknown_command", ""};
    for (const auto& hostile : hostile_messages) CHECK(listed.contains(hostile.code));
}

TEST_CASE("T24: random bytes never crash, close or submit anything", "[session][hostile]")
{
    CHECK(rc::check([](const std::vector<std::uint8_t>& bytes) {
        access::RateLimits rates;
        auto connection = connected(rates);
        const std::string text{bytes.begin(), bytes.end()};
        const auto actions = connection.on_text(text, noon + seconds(1));
        RC_ASSERT(actions.size() == 1);
        RC_ASSERT(std::holds_alternative<Send>(actions[0]));
        RC_ASSERT(lives(connection, noon + seconds(2)));
    }));
}

TEST_CASE("a valid message with one byte changed is understood or told, never more",
          "[session][hostile]")
{
    const std::string valid = question("排口由谁来管？");
    access::RateLimits rates;
    auto now = noon;
    for (std::size_t at = 0; at < valid.size(); ++at) {
        for (const char byte : {'\0', '"', '\\', '{', '\x80', '9'}) {
            auto text = valid;
            text[at] = byte;
            now = now + seconds(20);
            auto connection = connected(rates);
            const auto actions = connection.on_text(text, now);
            REQUIRE(actions.size() == 1);
            CHECK_FALSE(std::holds_alternative<Close>(actions[0]));
            CHECK_FALSE(std::holds_alternative<Follow>(actions[0]));
        }
    }
}

TEST_CASE("the longest texts are passed on whole, for the rules to judge", "[session][hostile]")
{
    access::RateLimits rates;
    auto connection = connected(rates, Role::moderator);
    const std::string text(60'000, 'x');
    const auto actions = connection.on_text(
        command("edit_question", R"({"question":"q1","text":")" + text + R"(","units":[]})"),
        noon + seconds(1));
    REQUIRE(actions.size() == 1);
    const auto* submit = std::get_if<Submit>(&actions[0]);
    REQUIRE(submit != nullptr);
    CHECK(std::get<EditQuestion>(submit->command).text.size() == text.size());
}
