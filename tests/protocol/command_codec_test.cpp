#include "protocol/command_codec.hpp"

#include "support/catch.hpp"
#include "support/schema_files.hpp"

#include <boost/json.hpp>

#include <string>

using namespace rostrum;
using namespace rostrum::protocol;
namespace json = boost::json;

namespace {

std::string problem(const char* name, const char* body)
{
    const auto command = decode_command(name, json::parse(body));
    return command ? "none" : command.error().code + " " + command.error().path;
}

} // namespace

TEST_CASE("every example of a command is read, and written as it was", "[protocol]")
{
    for (const auto& example : test::examples("valid")) {
        if (example.kind() != "command") continue;
        INFO(example.name);
        const auto message = json::parse(example.text);
        const std::string_view name{message.at("name").as_string()};
        const auto command = decode_command(name, message.at("body"));
        REQUIRE(command);
        CHECK(core::name_of(*command) == name);
        CHECK(encode_command(*command) == message.at("body").as_object());
    }
}

TEST_CASE("a wrong command says what is wrong, and where", "[protocol]")
{
    CHECK(problem("start_hearing", "{}") == "unknown_command ");
    CHECK(problem("check_in", "null") == "wrong_shape ");
    CHECK(problem("check_in", R"({"a/b~":1})") == "unknown_field /a~1b~0");
    CHECK(problem("ask_question", R"({"text":"x"})") == "missing_field /units");
    CHECK(problem("ask_question", R"({"text":"x","units":["u1",7]})") == "wrong_shape /units/1");
    CHECK(problem("ask_question", R"({"text":7,"units":[]})") == "wrong_shape /text");
    CHECK(problem("support_question", R"({"question":"q1","support":1})") ==
          "wrong_shape /support");
    CHECK(problem("advance_phase", R"({"to":"lunch","reason":""})") == "wrong_shape /to");
    CHECK(problem("advance_phase", R"({"to":"draft\u0000","reason":""})") == "wrong_shape /to");
    CHECK(problem(
              "describe_campaign",
              R"({"campaign":{"title":"t","metrics":[{"name":"n"}],"units":[],"projects":[]}})") ==
          "missing_field /campaign/metrics/0/value");
    CHECK(problem("enter_paper_count",
                  R"({"ballot":"b1","returned":1,"invalid":0,"votes":{"no way":1}})") ==
          "wrong_shape /votes/no way");
}

TEST_CASE("an id is short and of harmless characters", "[protocol]")
{
    const auto with_id = [](const std::string& id) {
        const auto command =
            decode_command("approve_question", json::object{{"question", json::string(id)}});
        return command.has_value();
    };
    CHECK(with_id("q7"));
    CHECK(with_id("A-0001.b_2"));
    CHECK(with_id(std::string(64, 'a')));
    CHECK_FALSE(with_id(std::string(65, 'a')));
    CHECK_FALSE(with_id(""));
    CHECK_FALSE(with_id("q 7"));
    CHECK_FALSE(with_id("问"));
    CHECK_FALSE(with_id("q/7"));
    CHECK_FALSE(with_id(std::string("q\0", 2)));
}

TEST_CASE("a number is an integer that every client can hold", "[protocol]")
{
    const auto page = [](const char* number) {
        return problem("show_slide", (std::string{R"({"page":)"} + number + "}").c_str());
    };
    CHECK(page("7") == "none");
    CHECK(page("9007199254740991") == "none");
    CHECK(page("-9007199254740991") == "none");
    for (const char* wrong : {"9007199254740992", "9223372036854775807", "18446744073709551615",
                              "1e3", "7.0", "1e400", "-9007199254740992", "\"7\"", "null", "true"})
        CHECK(page(wrong) == "wrong_shape /page");
    const auto revision = [](const char* number) {
        return problem("cast_ballot", (std::string{R"({"ballot":"b1","key":"k","choice":"c",)"} +
                                       R"("revision":)" + number + "}")
                                          .c_str());
    };
    CHECK(revision("4294967295") == "none");
    CHECK(revision("4294967296") == "wrong_shape /revision");
    CHECK(revision("-1") == "wrong_shape /revision");
}
