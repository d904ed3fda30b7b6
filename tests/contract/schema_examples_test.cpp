// Every example under schema/ against its schema, and every view of a whole hearing too. The one
// file that includes valijson, which is heavy.
#include "protocol/message.hpp"
#include "protocol/view_attendee.hpp"
#include "protocol/view_desk.hpp"
#include "protocol/view_me.hpp"
#include "protocol/view_screen.hpp"
#include "protocol/view_secretariat.hpp"
#include "support/catch.hpp"
#include "support/hearing_story.hpp"
#include "support/schema_files.hpp"
#include "support/whole_view.hpp"

#include <boost/json.hpp>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <map>
#include <string>

using namespace rostrum;
namespace json = boost::json;

namespace {

const std::vector<std::string> files{"common",          "commands", "refusals", "client_messages",
                                     "server_messages", "views",    "events"};

std::filesystem::path path_of(const std::string& file)
{
    const auto folder = file == "events" ? "events/v1" : "protocol/v1";
    return test::schema_folder() / folder / (file + ".schema.json");
}

/// The files refer to each other by name; in one document each is a definition.
json::value bundled(const json::value& node, const std::string& file)
{
    if (const auto* array = node.if_array()) {
        json::array copy;
        for (const auto& element : *array) copy.push_back(bundled(element, file));
        return copy;
    }
    const auto* object = node.if_object();
    if (object == nullptr) return node;
    json::object copy;
    for (const auto& member : *object) {
        if (member.key() != "$ref") {
            copy[member.key()] = bundled(member.value(), file);
            continue;
        }
        const std::string target{member.value().as_string()};
        const auto hash = target.find('#');
        auto name = target.substr(0, hash);
        name = name.substr(name.rfind('/') + 1);
        name = name.empty() ? file : name.substr(0, name.find('.'));
        copy["$ref"] =
            "#/definitions/" + name + (hash == std::string::npos ? "" : target.substr(hash + 1));
    }
    return copy;
}

const json::object& all_schemas()
{
    static const json::object definitions = [] {
        json::object all;
        for (const auto& file : files) {
            auto schema = json::parse(test::read_text(path_of(file)));
            schema.as_object().erase("$schema");
            all[file] = bundled(schema, file);
        }
        return all;
    }();
    return definitions;
}

/// `target`: `views/definitions/me`.
const valijson::Schema& schema_at(const std::string& target)
{
    static std::map<std::string, valijson::Schema> parsed;
    const auto [at, is_new] = parsed.try_emplace(target);
    if (is_new) {
        const json::value document =
            json::object{{"$ref", "#/definitions/" + target}, {"definitions", all_schemas()}};
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::BoostJsonAdapter{document}, at->second);
    }
    return at->second;
}

/// What the schema says against it; empty when it is valid.
std::string complaints(const std::string& target, const json::value& value)
{
    valijson::Validator validator{valijson::Validator::kStrongTypes};
    valijson::ValidationResults results;
    const bool valid = validator.validate(schema_at(target),
                                          valijson::adapters::BoostJsonAdapter{value}, &results);
    std::string text = valid ? "" : target + " is not fulfilled: ";
    for (valijson::ValidationResults::Error error; results.popError(error);) {
        for (const auto& step : error.context) text += step;
        text += " " + error.description + "; ";
    }
    return text;
}

std::string target_of(const test::Example& example)
{
    const auto kind = example.kind();
    if (kind == "client" || kind == "command") return "client_messages";
    if (kind == "server") return "server_messages";
    if (kind == "me") return "views/definitions/me";
    REQUIRE(kind == "view");
    const auto audience = example.name.substr(5, example.name.find('.', 5) - 5);
    return "views/definitions/" + audience + "_view";
}

std::string complaints_about_message(const test::Example& example, const json::value& message)
{
    auto text = complaints(target_of(example), message);
    if (!text.empty() || example.kind() != "command") return text;
    const json::object command{{message.at("name").as_string(), message.at("body")}};
    return complaints("commands", command);
}

std::string prefixed(const std::string& name, const json::object& view)
{
    const auto text = complaints("views/definitions/" + name, view);
    return text.empty() ? text : text + json::serialize(view);
}

} // namespace

TEST_CASE("every valid example fulfils its schema", "[contract][schema]")
{
    for (const auto& example : test::examples("valid")) {
        INFO(example.name);
        CHECK(complaints_about_message(example, json::parse(example.text)).empty());
    }
}

TEST_CASE("no invalid example fulfils its schema", "[contract][schema]")
{
    for (const auto& example : test::examples("invalid")) {
        const auto wrapper = json::parse(example.text).as_object();
        if (!wrapper.contains("message")) continue; // Not JSON, or not for every reader the same.
        INFO(example.name);
        CHECK_FALSE(complaints_about_message(example, wrapper.at("message")).empty());
    }
}

TEST_CASE(
    "every client message and command, server message, audience and private view has an example",
    "[contract][schema]")
{
    std::set<std::string> shown;
    for (const auto& example : test::examples("valid")) {
        const auto message = json::parse(example.text);
        if (example.kind() == "view") shown.insert(target_of(example));
        if (const auto* type = message.as_object().if_contains("type"))
            shown.insert(std::string{type->as_string()});
        if (const auto* role = message.as_object().if_contains("role"))
            shown.insert("me of " + std::string{role->as_string()});
        if (const auto* name = message.as_object().if_contains("name"); example.kind() == "command")
            shown.insert("command " + std::string{name->as_string()});
    }
    std::set<std::string> wanted{"me of attendee", "me of observer", "me of moderator"};
    for (const char* audience : {"attendee", "screen", "desk", "secretariat"})
        wanted.insert(std::string{"views/definitions/"} + audience + "_view");
    for (const char* type : {"hello", "command", "ping", "welcome", "view", "patch", "me", "ack",
                             "refusal", "error", "pong"})
        wanted.insert(type);
    for (const auto& command : all_schemas().at("commands").at("properties").as_object())
        wanted.insert("command " + std::string{command.key()});
    for (const auto& one : wanted) {
        INFO(one);
        CHECK(shown.contains(one));
    }
}

TEST_CASE("every example of a stored event fulfils its schema", "[contract][schema]")
{
    for (const char* file : {"hearing_v1.jsonl", "series_v1.jsonl"}) {
        for (const auto& line :
             test::read_lines(test::schema_folder() / "examples/events" / file)) {
            INFO(line);
            const auto recorded = json::parse(line);
            CHECK(complaints("events", recorded).empty());
            const std::string name{recorded.at("e").as_string()};
            CHECK(complaints("events/definitions/" + name, recorded.at("d")).empty());
        }
    }
}

TEST_CASE("every view of a whole hearing fulfils its schema", "[contract][schema]")
{
    using namespace protocol;
    NameBook names;
    for (int number = 1; number < test::story_people; ++number)
        names[test::card(number)] = {"姓名", "单位", "", number % 2 == 0 ? "座" : ""};
    const ViewSettings settings{"一轮质询", "http://10.0.0.5:8080/"};
    int step = 0;
    test::tell_story([&](const test::Scene& scene) {
        const auto& hearing = scene.hearing();
        // Casting ballots makes many steps that look alike.
        const bool alike = hearing.agenda.phase == core::Phase::check_in ||
                           hearing.agenda.phase == core::Phase::ballot;
        if (alike && ++step % 15 != 0) return;
        CHECK(prefixed("attendee_view", test::whole_view(attendee_view, hearing, scene.box(), names,
                                                         settings)) == "");
        CHECK(prefixed("screen_view",
                       test::whole_view(screen_view, hearing, scene.box(), names, settings)) == "");
        CHECK(prefixed("desk_view",
                       test::whole_view(desk_view, hearing, scene.box(), names, settings)) == "");
        core::Series series;
        series.hearings[{"h01"}] = {{"h01"}, "甲", "厅", 1, 1, {}};
        CHECK(prefixed("secretariat_view", secretariat_view(series, {{{"h01"}, &hearing}})) == "");
        for (const auto& actor : {test::attendee(1), test::attendee(test::story_people),
                                  test::observer(1), test::moderator()})
            CHECK(prefixed("me", me_view(hearing, names, actor)) == "");
    });
}
