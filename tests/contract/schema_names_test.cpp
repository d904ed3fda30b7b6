// The schema and the code name the same things: neither may have a command, an event, a member or a
// refusal that the other has not.
#include "protocol/codec_variant.hpp"
#include "protocol/wire_names.hpp"
#include "support/catch.hpp"
#include "support/schema_files.hpp"

#include <boost/json.hpp>

#include <set>
#include <string>
#include <type_traits>
#include <variant>

using namespace rostrum;
namespace json = boost::json;

namespace {

using Names = std::set<std::string>;

json::object schema(const std::string& path)
{
    return json::parse(test::read_text(test::schema_folder() / path)).as_object();
}

Names keys(const json::value& object)
{
    Names names;
    for (const auto& member : object.as_object()) names.insert(std::string{member.key()});
    return names;
}

Names strings(const json::value* array)
{
    Names names;
    if (array == nullptr) return names;
    for (const auto& element : array->as_array()) names.insert(std::string{element.as_string()});
    return names;
}

/// The members of a described struct on the wire; with `required` those that may not be absent.
template <typename T>
Names members(bool required)
{
    Names names;
    protocol::with_members<T>([&]<typename... D>() {
        const auto add = [&](std::string_view name, bool optional) {
            if (!required || !optional) names.emplace(name);
        };
        (add(protocol::wire_name<D>(), protocol::OptionalOf<protocol::Member<D>>::value), ...);
        static_cast<void>(add);
    });
    return names;
}

template <typename T>
void compare(const json::object& definitions, const std::string& name)
{
    INFO(name);
    REQUIRE(definitions.contains(name));
    const auto& definition = definitions.at(name).as_object();
    CHECK(keys(definition.at("properties")) == members<T>(/*required=*/false));
    CHECK(strings(definition.if_contains("required")) == members<T>(/*required=*/true));
    CHECK(definition.at("additionalProperties") == false);
}

template <typename... Ts>
Names compare_all(const json::object& definitions, std::type_identity<std::variant<Ts...>> /*of*/)
{
    (compare<Ts>(definitions, Ts::name), ...);
    return {Ts::name...};
}

template <typename T>
void compare_enum(const json::object& definitions, const std::string& name)
{
    INFO(name);
    Names names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto one) { names.insert(one.name); });
    REQUIRE(definitions.contains(name));
    CHECK(strings(&definitions.at(name).at("enum")) == names);
}

} // namespace

TEST_CASE("the schema and the code name the same commands with the same members",
          "[contract][schema]")
{
    const auto commands = schema("protocol/v1/commands.schema.json");
    const auto& definitions = commands.at("definitions").as_object();
    const auto names = compare_all(definitions, std::type_identity<core::CommandAlternatives>{});
    CHECK(keys(commands.at("definitions")) == names);
    CHECK(keys(commands.at("properties")) == names);
    const auto messages = schema("protocol/v1/client_messages.schema.json");
    CHECK(strings(&messages.at("definitions").at("command_name").at("enum")) == names);
}

TEST_CASE("the schema and the code name the same events with the same members",
          "[contract][schema]")
{
    const auto events = schema("events/v1/events.schema.json");
    const auto& definitions = events.at("definitions").as_object();
    auto names = compare_all(definitions, std::type_identity<core::EventAlternatives>{});
    names.merge(compare_all(definitions, std::type_identity<core::SeriesEvent>{}));
    CHECK(keys(events.at("definitions")) == names);
    CHECK(strings(&events.at("properties").at("e").at("enum")) == names);
}

TEST_CASE("the schema and the code name the same values with the same members",
          "[contract][schema]")
{
    const auto common = schema("protocol/v1/common.schema.json");
    const auto& definitions = common.at("definitions").as_object();
    compare<core::Fraction>(definitions, "fraction");
    compare<core::BallotOption>(definitions, "ballot_option");
    compare<core::BallotRule>(definitions, "ballot_rule");
    compare<core::ClockRule>(definitions, "clock_rule");
    compare<core::Category>(definitions, "category");
    compare<core::HearingRules>(definitions, "hearing_rules");
    compare<core::Metric>(definitions, "metric");
    compare<core::Unit>(definitions, "unit");
    compare<core::Project>(definitions, "project");
    compare<core::Campaign>(definitions, "campaign");
    compare<core::RosterEntry>(definitions, "roster_entry");
    compare<core::EarlierTurns>(definitions, "earlier_turns");
    compare<core::PoolLine>(definitions, "pool_line");
    compare<core::Tally>(definitions, "tally");
    compare<core::Electorate>(definitions, "electorate");
    compare<core::Verdict>(definitions, "verdict");
    compare<core::CategoryBreakdown>(definitions, "category_breakdown");
    compare<core::PlannedHearing>(definitions, "planned_hearing");
    compare<core::Actor>(definitions, "actor");
}

TEST_CASE("the schema and the code name the same choices", "[contract][schema]")
{
    const auto common = schema("protocol/v1/common.schema.json");
    const auto& definitions = common.at("definitions").as_object();
    compare_enum<core::Phase>(definitions, "phase");
    compare_enum<core::Role>(definitions, "role");
    compare_enum<core::ClockKind>(definitions, "clock_kind");
    compare_enum<core::QuestionKind>(definitions, "question_kind");
    compare_enum<core::QuestionState>(definitions, "question_state");
    compare_enum<core::AnswerVerdict>(definitions, "answer_verdict");
    compare_enum<core::TurnStage>(definitions, "turn_stage");
    compare_enum<core::NextReason>(definitions, "next_reason");
    compare_enum<core::PresenceSource>(definitions, "presence_source");
    compare_enum<core::DrawState>(definitions, "draw_state");
    compare_enum<core::DrawExclusion>(definitions, "draw_exclusion");
    compare_enum<core::BallotState>(definitions, "ballot_state");
    compare_enum<core::BallotMode>(definitions, "ballot_mode");
    compare_enum<core::BallotChannel>(definitions, "ballot_channel");
    compare_enum<core::BallotBase>(definitions, "ballot_base");
    compare_enum<core::QuorumOf>(definitions, "quorum_of");
    compare_enum<core::Outcome>(definitions, "outcome");
    compare_enum<core::OutcomeReason>(definitions, "outcome_reason");
    compare_enum<core::PaperState>(definitions, "paper_state");
    compare_enum<core::DutyState>(definitions, "duty_state");
}

TEST_CASE("the schema and the code name the same refusals", "[contract][schema]")
{
    Names names;
    for (const auto refusal : protocol::all_refusals()) names.emplace(protocol::name_of(refusal));
    const auto refusals = schema("protocol/v1/refusals.schema.json");
    CHECK(strings(&refusals.at("enum")) == names);
}
