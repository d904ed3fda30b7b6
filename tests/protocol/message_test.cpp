#include "protocol/message.hpp"

#include "protocol/wire_names.hpp"
#include "support/catch.hpp"
#include "support/schema_files.hpp"

#include <boost/json.hpp>

#include <string>

using namespace rostrum;
using namespace rostrum::protocol;
namespace json = boost::json;

namespace {

constexpr core::Instant now{1'767'258'000'000};

template <typename T>
T parsed(const std::string& text)
{
    const auto message = parse_client_message(text);
    REQUIRE(message);
    REQUIRE(std::holds_alternative<T>(*message));
    return std::get<T>(*message);
}

} // namespace

TEST_CASE("a hello is read with and without a place to resume from", "[protocol]")
{
    const auto plain = parsed<Hello>(
        R"({"type":"hello","protocol":1,"hearing":"h01","audience":"desk","nonce":"ab"})");
    CHECK(plain.hearing == "h01");
    CHECK(plain.audience == Audience::desk);
    CHECK(plain.nonce == "ab");
    CHECK_FALSE(plain.resume);
    const auto resumed =
        parsed<Hello>(R"({"type":"hello","protocol":1,"hearing":"series","audience":"secretariat",)"
                      R"("nonce":"","resume":{"epoch":3,"version":41}})");
    CHECK(resumed.resume == Resume{3, 41});
}

TEST_CASE("a command is read whole", "[protocol]")
{
    const auto message =
        parsed<CommandMessage>(R"({"type":"command","id":"01HZZZZZZZ","name":"support_question",)"
                               R"("body":{"question":"q7","support":false}})");
    CHECK(message.id == "01HZZZZZZZ");
    CHECK(message.name == "support_question");
    const auto& command = std::get<core::SupportQuestion>(message.command);
    CHECK(command.question == core::QuestionId{"q7"});
    CHECK_FALSE(command.support);
}

TEST_CASE("every valid example of a client message is understood", "[protocol]")
{
    for (const auto& example : test::examples("valid")) {
        if (example.kind() != "client" && example.kind() != "command") continue;
        INFO(example.name);
        CHECK(parse_client_message(example.text));
    }
}

TEST_CASE("every invalid example of a client message is answered with its code", "[protocol]")
{
    int count = 0;
    for (const auto& example : test::examples("invalid")) {
        if (example.kind() != "client" && example.kind() != "command") continue;
        INFO(example.name);
        const auto wrapper = json::parse(example.text).as_object();
        const auto text = wrapper.contains("text") ? std::string{wrapper.at("text").as_string()}
                                                   : json::serialize(wrapper.at("message"));
        const auto message = parse_client_message(text);
        REQUIRE_FALSE(message);
        CHECK(message.error().code == std::string{wrapper.at("expect").as_string()});
        ++count;
    }
    CHECK(count >= 25);
}

TEST_CASE("a command that is not understood is answered by its id where that can be read",
          "[protocol]")
{
    const auto error = [](const std::string& text) {
        const auto message = parse_client_message(text);
        REQUIRE_FALSE(message);
        return message.error();
    };
    CHECK(error(R"({"type":"command","id":"01HZZZZZZZ","name":"fly","body":{}})") ==
          MessageError{"unknown_command", "/name", "01HZZZZZZZ"});
    CHECK(error(R"({"type":"command","id":"01HZZZZZZZ","name":"check_in","body":{"x":1}})") ==
          MessageError{"unknown_field", "/body/x", "01HZZZZZZZ"});
    CHECK(error(R"({"type":"command","id":"01HZZZZZZZ","name":"check_in"})") ==
          MessageError{"missing_field", "/body", "01HZZZZZZZ"});
    CHECK(error(R"({"type":"command","id":"short","name":"check_in","body":{}})") ==
          MessageError{"wrong_shape", "/id", std::nullopt});
}

TEST_CASE("the server's messages have the members the protocol names", "[protocol]")
{
    CHECK(welcome_message(now, "h01", Audience::attendee, core::Role::observer, "o-1") ==
          R"({"type":"welcome","protocol":1,"time":1767258000000,"hearing":"h01",)"
          R"("audience":"attendee","role":"observer","subject":"o-1"})");
    CHECK(view_message(3, 41, now, {{"a", "\n"}}) ==
          R"({"type":"view","epoch":3,"version":41,"time":1767258000000,"view":{"a":"\n"}})");
    CHECK(patch_message(42, now, {{"a", nullptr}}) ==
          R"({"type":"patch","version":42,"time":1767258000000,"patch":{"a":null}})");
    CHECK(me_message(now, {{"role", "chair"}}) ==
          R"({"type":"me","time":1767258000000,"me":{"role":"chair"}})");
    CHECK(ack_message("01HZZZZZZZ", R"({"question":"q7"})") ==
          R"({"type":"ack","id":"01HZZZZZZZ","result":{"question":"q7"}})");
    CHECK(refusal_message("01HZZZZZZZ", core::Refusal::card_is_spent) ==
          R"({"type":"refusal","id":"01HZZZZZZZ","code":"card_is_spent"})");
    CHECK(error_message("too_fast", "slow \"down\"", {}) ==
          R"({"type":"error","code":"too_fast","detail":"slow \"down\""})");
    CHECK(error_message("busy", "", "01HZZZZZZZ") ==
          R"({"type":"error","code":"busy","detail":"","id":"01HZZZZZZZ"})");
    CHECK(pong_message(-17, now) == R"({"type":"pong","t":-17,"time":1767258000000})");
}

TEST_CASE("names on the wire are those of the code", "[protocol]")
{
    CHECK(name_of(core::Role::secretariat) == "secretariat");
    CHECK(audience_from("screen") == Audience::screen);
    CHECK_FALSE(audience_from("public"));
    for (const auto audience :
         {Audience::attendee, Audience::screen, Audience::desk, Audience::secretariat})
        CHECK(audience_from(name_of(audience)) == audience);
    CHECK(name_of(all_refusals().front()) == "role_may_not");
    CHECK(name_of(all_refusals().back()) == "date_is_too_far");
}
