#include "intake/series_file.hpp"

#include "core/hearing.hpp"
#include "intake/moments.hpp"
#include "intake/series_plan.hpp"

#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::intake;

namespace {

const std::string head = "format = \"rostrum-series/1\"\ntitle = \"2021年质询答辩会议\"\n";
const std::string hearing = head + R"(
[[hearings]]
id = "h01"
title = "高端制造业攻势"
day = 1
order = 1
starts_at = 2021-01-21T09:00:00+08:00
)";

std::vector<std::string> series_errors_of(const std::string& text)
{
    std::vector<std::string> list;
    const auto reading = read_series(text);
    for (const auto& note : reading.errors.told())
        list.push_back(std::to_string(note.row) + ' ' + note.heading + ' ' + name_of(note.fault));
    return list;
}

using Texts = std::vector<std::string>;

std::string some_text()
{
    return *rc::gen::elementOf(Texts{"海洋攻势", "a \"quoted\" \\ word", "两行\n文字", "#= []",
                                     "2021-01-21T09:00:00Z", "é\xF0\x9F\x8C\x8A"});
}

std::string some_or_none()
{
    return *rc::gen::arbitrary<bool>() ? some_text() : std::string{};
}

core::Campaign some_campaign()
{
    core::Campaign campaign;
    campaign.title = some_text();
    for (int at = *rc::gen::inRange(0, 3); at > 0; --at)
        campaign.metrics.push_back({some_text(), some_or_none(), some_or_none(), some_or_none()});
    for (int at = *rc::gen::inRange(1, 4); at > 0; --at)
        campaign.units.push_back({{"u" + std::to_string(at)}, some_text(), some_or_none()});
    for (int at = *rc::gen::inRange(0, 3); at > 0; --at)
        campaign.projects.push_back(
            {some_text(), campaign.units.back().unit, some_or_none(), some_or_none()});
    return campaign;
}

core::HearingRules some_rules()
{
    auto rules = settled(core::default_rules());
    rules.draws_required = *rc::gen::inRange<std::int64_t>(0, 4);
    rules.support_orders = *rc::gen::arbitrary<bool>();
    rules.pulse_on_screen = *rc::gen::arbitrary<bool>();
    rules.report_due = core::days(*rc::gen::inRange<std::int64_t>(1, 90));
    rules.report_addressees = {some_text(), "市政府"};
    if (*rc::gen::arbitrary<bool>()) rules.categories.pop_back();
    rules.ballot.threshold = {*rc::gen::inRange<std::int64_t>(50, 90), 100};
    return rules;
}

SeriesFile some_file()
{
    SeriesFile file{some_text(), some_or_none(), {}, {}};
    if (*rc::gen::arbitrary<bool>()) file.rules = some_rules();
    for (int at = *rc::gen::inRange(0, 4); at > 0; --at) {
        FiledHearing one;
        one.plan = {{"h" + std::to_string(at)},
                    some_text(),
                    some_or_none(),
                    *rc::gen::inRange<std::int64_t>(1, 4),
                    at,
                    {*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)}};
        if (*rc::gen::arbitrary<bool>()) one.rules = some_rules();
        if (*rc::gen::arbitrary<bool>()) one.campaign = some_campaign();
        if (*rc::gen::arbitrary<bool>()) one.roster = "h01 名册.xlsx";
        file.hearings.push_back(std::move(one));
    }
    return file;
}

/// A series and its hearings, as far as a file can prepare them.
struct Round {
    core::Series series;
    std::map<core::HearingId, core::Hearing> hearings;

    [[nodiscard]] std::map<core::HearingId, const core::Hearing*> states() const
    {
        std::map<core::HearingId, const core::Hearing*> states;
        for (const auto& [id, one] : hearings) states.emplace(id, &one);
        return states;
    }

    [[nodiscard]] SeriesPlan plan(const std::string& text) const
    {
        return plan_series(read_series(text), {series, states(), judge});
    }

    void take(const core::SeriesCommand& command)
    {
        const auto decided = core::decide(series, command, core::Role::secretariat);
        REQUIRE(decided);
        for (const auto& event : *decided) series = core::evolve(series, event);
    }

    void import(const std::string& text)
    {
        const auto plan = this->plan(text);
        REQUIRE(plan.errors.empty());
        if (plan.preparation.series) take(*plan.preparation.series);
        for (const auto& one : plan.preparation.hearings) {
            if (one.plan) take(*one.plan);
            auto& state = hearings[one.hearing];
            if (state.hearing.empty()) {
                state.hearing = one.hearing;
                state.rules = series.rules;
            }
            for (const auto& command : one.commands) {
                if (const auto* rules = std::get_if<core::SetRules>(&command))
                    state.rules = rules->rules;
                if (const auto* dossier = std::get_if<core::DescribeCampaign>(&command))
                    state.campaign = dossier->campaign;
            }
        }
    }

    [[nodiscard]] std::string text(TextFormat format = TextFormat::toml) const
    {
        return write_series(series_file_of(series, states()), format);
    }

    std::function<std::optional<core::Refusal>(const core::HearingId&, const core::Command&)>
        judge = [](const auto&, const auto&) { return std::nullopt; };
};

} // namespace

TEST_CASE("a series file that is written is read as the same, in both formats", "[series]")
{
    CHECK(rc::check([] {
        const auto file = some_file();
        for (const auto format : {TextFormat::toml, TextFormat::json}) {
            const auto reading = read_series(write_series(file, format));
            RC_ASSERT(reading.errors.told() == std::vector<Note>{});
            RC_ASSERT(reading.file == file);
        }
    }));
}

TEST_CASE("what is imported, exported and imported again stays the same to the byte", "[series]")
{
    CHECK(rc::check([] {
        Round first;
        first.import(write_series(some_file(), TextFormat::toml));
        const auto text = first.text();
        // Over itself it changes nothing.
        const auto again = first.plan(text);
        RC_ASSERT(again.errors.empty());
        RC_ASSERT(again.added + again.changed == 0);
        // In an empty folder it makes the same.
        Round second;
        second.import(text);
        RC_ASSERT(second.text() == text);
        RC_ASSERT(second.text(TextFormat::json) == first.text(TextFormat::json));
    }));
}

TEST_CASE("a hearing needs little more than its place in the round", "[series]")
{
    const auto reading = read_series(hearing);
    REQUIRE(reading.errors.empty());
    const auto& plan = reading.file.hearings.at(0).plan;
    CHECK(plan.hearing.value == "h01");
    CHECK(plan.starts_at.ms == 1'611'190'800'000);
    CHECK_FALSE(reading.file.hearings.at(0).campaign);
    CHECK_FALSE(reading.file.rules);
}

TEST_CASE("rules that a file leaves out are those of the round, and before them the usual ones",
          "[series]")
{
    const auto reading = read_series(head + R"(
[rules]
draws_required = 2
[[hearings]]
id = "h01"
title = "甲"
day = 1
order = 1
starts_at = 2021-01-21T09:00:00+08:00
[hearings.rules]
follow_ups_max = 3
)");
    REQUIRE(reading.errors.told() == std::vector<Note>{});
    const auto rules = rules_for(reading.file.hearings.at(0), reading.file);
    REQUIRE(rules);
    CHECK(rules->draws_required == 2);
    CHECK(rules->follow_ups_max == 3);
    CHECK(rules->categories == core::default_rules().categories);
}

TEST_CASE("everything that is wrong with a series file is told, each at its line", "[series]")
{
    CHECK(series_errors_of(head + R"(citty = "青岛"
[rules]
draws_required = 99
[[hearings]]
id = "H 1"
title = ""
day = 0
order = "first"
starts_at = "next Thursday"
[hearings.campaign]
[[hearings.campaign.units]]
unit = "u1"
name = "发改委"
[[hearings.campaign.units]]
unit = "u1"
name = "财政局"
[[hearings.campaign.projects]]
name = "港口"
unit = "u9"
[[hearings.campaign.metrics]]
value = "1478.98"
)") == Texts{"3 citty unknown_member", "5 rules.draws_required number_is_out_of_range",
             "10 hearings[1].order wrong_member", "11 hearings[1].starts_at bad_moment",
             "7 hearings[1].id bad_handle", "8 hearings[1].title empty_name",
             "9 hearings[1].day number_is_out_of_range",
             "17 hearings[1].campaign.units[2].unit duplicate_unit",
             "22 hearings[1].campaign.metrics[1].name missing_member",
             "21 hearings[1].campaign.projects[1].unit no_such_unit"});
}

TEST_CASE("a text that is no series file is told as what it is", "[series]")
{
    CHECK(series_errors_of("") == Texts{"0  empty_file"});
    CHECK(series_errors_of("title = \"x\"\n") == Texts{"1  not_a_series_file"});
    CHECK(series_errors_of(head + "city = \n") == Texts{"3  bad_syntax"});
    CHECK(series_errors_of("{\n\"format\": \"rostrum-series/1\",\n\"title\" \"x\"}") ==
          Texts{"3  bad_syntax"});
    CHECK(series_errors_of("{\"title\": \"x\", \"title\": \"y\"}") == Texts{"0  bad_syntax"});
    CHECK(series_errors_of(std::string(9'000'000, ' ')) == Texts{"0  series_file_is_too_large"});
    const std::string mark = "\xEF\xBB\xBF";
    CHECK(series_errors_of(mark + hearing).empty());
}

TEST_CASE("a text that nests deeper than any series file is told at its line", "[series]")
{
    std::string dotted = "a";
    for (int depth = 0; depth < 200'000; ++depth) dotted += ".a";
    CHECK(series_errors_of(head + dotted + " = 1\n") == Texts{"3  bad_syntax"});
    CHECK(series_errors_of(head + "\n[" + dotted + "]\n") == Texts{"4  bad_syntax"});
    CHECK(series_errors_of(head + "x = {" + dotted + " = 1}\n") == Texts{"3  bad_syntax"});
    CHECK(series_errors_of(head + "x = \"\"\"\n\\\"\"\"\"\"\n" + dotted + " = 1\n") ==
          Texts{"5  bad_syntax"});
    std::string nested = "1";
    for (int depth = 0; depth < 20; ++depth) nested = "{ a.b = [" + nested + "] }";
    CHECK(series_errors_of(head + "x = " + nested + '\n') == Texts{"3  bad_syntax"});

    const std::string deep_words = "city = \"" + dotted.substr(0, 100) + "\" # " + dotted + '\n';
    CHECK(series_errors_of(head + deep_words).empty());
    std::string figures = "[1.5";
    for (int number = 0; number < 100; ++number) figures += number % 2 == 0 ? ", 1.5" : ",\n1.5";
    CHECK(series_errors_of(head + "x = " + figures + "]\n") == Texts{"3 x unknown_member"});
}

TEST_CASE("a key as long as its file is kept once, however many members it has", "[series]")
{
    std::string text = head + '[' + std::string(4'000'000, 'a') + "]\n";
    for (int number = 0; number < 20'000; ++number) text += 'b' + std::to_string(number) + " = 1\n";
    REQUIRE(series_errors_of(text).size() == 1);
    CHECK(series_errors_of(text).front().ends_with("unknown_member"));
}

TEST_CASE("a file of another round changes nothing", "[series]")
{
    Round round;
    round.import(hearing);
    const auto plan = round.plan("format = \"rostrum-series/1\"\ntitle = \"另一轮\"\n");
    REQUIRE(plan.errors.count() == 1);
    CHECK(plan.errors.told().at(0).fault == Fault::series_is_another);
    CHECK(plan.errors.told().at(0).row == 2);
}

TEST_CASE("what a hearing refuses is told at its line, and nothing of the file is imported",
          "[series]")
{
    Round round;
    round.import(hearing);
    round.hearings.at({"h01"}).agenda.phase = core::Phase::inquiry;
    round.judge = [](const auto&, const core::Command& command) {
        return std::holds_alternative<core::SetRules>(command)
                   ? std::optional{core::Refusal::rules_are_locked}
                   : std::nullopt;
    };
    const auto plan =
        round.plan(hearing + "venue = \"大礼堂\"\n[hearings.rules]\ndraws_required = 2\n");
    Texts told;
    for (const auto& note : plan.errors.told())
        told.push_back(std::to_string(note.row) + ' ' + note.heading + ' ' + name_of(note.fault));
    CHECK(told ==
          Texts{"4 hearings[1] hearing_is_under_way", "4 hearings[1].rules rules_are_locked"});
}

TEST_CASE("hearings that a file does not name stay, and are counted", "[series]")
{
    Round round;
    round.import(hearing);
    const auto plan = round.plan(head);
    CHECK(plan.errors.empty());
    CHECK(plan.not_in_file == 1);
    CHECK(plan.preparation.hearings.empty());
}

TEST_CASE("a moment without an offset is the legal time of the country", "[series]")
{
    const auto nine = moment_from("2021-01-21T09:00:00+08:00");
    REQUIRE(nine);
    CHECK(moment_from("2021-01-21 09:00") == nine);
    CHECK(moment_from("2021-01-21T01:00:00Z") == nine);
    CHECK(moment_from("2021-01-20T20:00:00.000-05:00") == nine);
    CHECK(moment_text(*nine) == "2021-01-21T09:00:00+08:00");
    for (const char* bad : {"", "2021-01-21", "2021-02-30T09:00", "2021-01-21T09:00+8",
                            "2021-01-21T09:00:00.1234Z", "2021-01-21T25:00Z"})
        CHECK_FALSE(moment_from(bad));
}
