#include "protocol/event_codec.hpp"

#include "core/limits.hpp"
#include "protocol/series_codec.hpp"
#include "support/hearing_story.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum;
using namespace rostrum::protocol;

namespace {

constexpr core::Instant decided_at{1'767'258'000'000};
const std::string command_id(40, 'c');

std::size_t line_bytes(const core::Event& event)
{
    const core::Actor by{core::Role::secretariat, std::string(32, 'a')};
    const auto line = encode_line({9'007'199'254'740'991, decided_at, by, command_id, event});
    CHECK(line.find('\n') == std::string::npos);
    return line.size();
}

std::string repeated(std::string_view character, std::size_t count)
{
    std::string text;
    for (std::size_t at_character = 0; at_character < count; ++at_character) text += character;
    return text;
}

/// The longest handle, with a number at its end.
std::string handle(std::size_t number)
{
    const auto digits = std::to_string(number);
    return std::string(core::limits::handle_length_max - digits.size(), 'a') + digits;
}

/// As many entries and characters as there may be; the texts share `bytes` of them.
core::Campaign largest_campaign(std::size_t bytes, std::string_view character)
{
    using namespace core::limits;
    core::Campaign campaign;
    for (std::size_t number = 0; number < units_max; ++number)
        campaign.units.push_back({{handle(number)}, {}, {}});
    campaign.metrics.resize(metrics_max);
    campaign.projects.assign(projects_max,
                             {.name = {}, .unit = {handle(1)}, .responsible = {}, .status = {}});
    for (auto& project : campaign.projects)
        project.name = repeated(character, bytes / projects_max / character.size());
    return campaign;
}

core::HearingRules largest_rules(std::string_view character)
{
    using namespace core::limits;
    auto rules = core::default_rules();
    const auto label = repeated(character, label_length_max);
    const auto title = repeated(character, title_length_max);
    rules.categories.assign(categories_max, {{handle(1)}, label, label, quota_max});
    rules.report_addressees.assign(addressees_max, label);
    rules.ballot.options.assign(options_max, {{handle(1)}, title, title, 100, true});
    return rules;
}

} // namespace

TEST_CASE("a line holds number, time, event, sender, command and data in this order", "[protocol]")
{
    const RecordedEvent recorded{7,
                                 decided_at,
                                 {core::Role::attendee, "A-0001"},
                                 "01HZZZZZZZ",
                                 core::QuestionSupported{{"q1"}, {"A-0001"}, true}};
    const auto line = encode_line(recorded);
    CHECK(line == R"({"n":7,"t":"2026-01-01T09:00:00.000Z","e":"question_supported",)"
                  R"("by":{"role":"attendee","id":"A-0001"},"c":"01HZZZZZZZ",)"
                  R"("d":{"question":"q1","participant":"A-0001","support":true}})");
    const auto read = decode_line(line);
    REQUIRE(read);
    CHECK(*read == recorded);
}

TEST_CASE("every event of a whole hearing survives being written", "[protocol]")
{
    const auto scene = test::tell_story([](const test::Scene&) {});
    core::Hearing replayed;
    std::uint64_t number = 0;
    for (const auto& one : scene.log()) {
        const RecordedEvent recorded{number++, one.at, test::server(), "story-0001", one.event};
        const auto read = decode_line(encode_line(recorded));
        REQUIRE(read);
        CHECK((*read == recorded));
        replayed = core::evolve(std::move(replayed), read->event, read->at);
    }
    CHECK((replayed == scene.hearing()));
}

TEST_CASE("a line that is not an event says what is wrong, and where", "[protocol]")
{
    const auto problem = [](const std::string& line) {
        const auto read = decode_line(line);
        return read ? "none" : read.error().code + " " + read.error().path;
    };
    const std::string head = R"({"n":7,"t":"2026-01-01T09:00:00.000Z",)";
    const std::string by = R"("by":{"role":"system","id":""},"c":"",)";
    CHECK(problem(head + R"("e":"drawn_absent",)" + by +
                  R"("d":{"draw":"d1","participant":"A-1"}})") == "none");
    CHECK(problem(head + R"("e":"drawn_absent",)" + by + R"("d":{}})") == "missing_field /d/draw");
    CHECK(problem(head + R"("e":"lunch_served",)" + by + R"("d":{}})") == "unknown_event /d");
    CHECK(problem(head + by + R"("d":{}})") == "missing_field /e");
    CHECK(problem(R"({"n":-1})") == "wrong_shape /n");
    CHECK(problem(R"({"n":1,"t":"today"})") == "wrong_shape /t");
    CHECK(problem(R"({"n":1,"x":1})") == "unknown_field /x");
    CHECK(problem("[]") == "wrong_shape ");
    CHECK(problem("") == "malformed_json ");
    CHECK_FALSE(decode_series_line(head + R"("e":"drawn_absent",)" + by + R"("d":{"draw":"d1"}})"));
}

TEST_CASE("the longest lists an event may hold fit into a line", "[protocol]")
{
    using namespace core::limits;
    core::RosterImported roster;
    core::DrawPoolListed pool{{"d1"}, {}};
    core::EarlierTurnsNoted turns;
    for (std::size_t number = 0; number < entries_per_event_max; ++number) {
        roster.entries.push_back({{handle(number)}, {handle(number)}, false, false, false});
        pool.lines.push_back(
            {{handle(number)}, {handle(number)}, 1000, core::DrawExclusion::opted_out});
        turns.turns.push_back({{handle(number)}, 9'007'199'254'740'991});
    }
    CHECK(line_bytes(roster) <= line_bytes_max);
    CHECK(line_bytes(pool) <= line_bytes_max);
    CHECK(line_bytes(turns) <= line_bytes_max);

    core::DutyImposed duty{{"r64"}, {"b1"}, {handle(1)}, {}, decided_at};
    for (std::size_t number = 1; number <= questions_max; ++number)
        duty.questions.push_back({"q" + std::to_string(number)});
    CHECK(line_bytes(duty) <= line_bytes_max);
}

TEST_CASE("the longest texts an event may hold fit into a line", "[protocol]")
{
    using namespace core::limits;
    const std::string character = GENERATE("题", "\"", "\n", "😀");
    CHECK(line_bytes(core::RulesSet{largest_rules(character)}) <= line_bytes_max);
    CHECK(line_bytes(core::HearingCreated{{handle(1)},
                                          repeated(character, title_length_max),
                                          repeated(character, title_length_max),
                                          decided_at,
                                          largest_rules(character)}) <= line_bytes_max);
    CHECK(line_bytes(core::ReportSubmitted{{"r1"}, repeated(character, note_length_max)}) <=
          line_bytes_max);
    core::QuestionAsked asked{.question = {"q5000"},
                              .kind = core::QuestionKind::written,
                              .queue = {handle(1)},
                              .asker_id = handle(1),
                              .from_roster = true,
                              .text = repeated(character, question_length_max),
                              .units = {}};
    for (std::size_t number = 0; number < units_max; ++number)
        asked.units.push_back({handle(number)});
    CHECK(line_bytes(asked) <= line_bytes_max);
}

TEST_CASE("the largest campaign fits into a line, even if all of it needs an escape", "[protocol]")
{
    using core::limits::campaign_bytes_max;
    CHECK(line_bytes(core::CampaignDescribed{largest_campaign(campaign_bytes_max, "题")}) <=
          line_bytes_max);
    CHECK(line_bytes(core::CampaignDescribed{largest_campaign(campaign_bytes_max, "\"")}) <=
          line_bytes_max);
}
