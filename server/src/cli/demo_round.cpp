#include "cli/demo_round.hpp"

#include "demo/round.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>

#include <fmt/format.h>

#include <utility>

namespace rostrum::cli {
namespace {

namespace json = boost::json;

constexpr int guest_count = 5;
constexpr std::int64_t nine_in_the_morning_utc_ms = 1 * 3'600'000; // 09:00 in UTC+8.
constexpr std::int64_t hearing_length_ms = 90 * 60'000;

std::string text(const json::value& value)
{
    return json::value_to<std::string>(value);
}

/// 2021-01-21, the first day of the round, at midnight UTC.
constexpr core::Instant first_day{1'611'187'200'000};

DemoHearing hearing_of(const json::value& value, const std::string& venue)
{
    DemoHearing hearing;
    hearing.plan.hearing = {text(value.at("hearing"))};
    hearing.plan.title = text(value.at("title"));
    hearing.plan.venue = venue;
    hearing.plan.day = value.at("day").as_int64();
    hearing.plan.order = value.at("order").as_int64();
    hearing.plan.starts_at =
        first_day + core::days(hearing.plan.day - 1) +
        core::Span{nine_in_the_morning_utc_ms + (hearing.plan.order - 1) * hearing_length_ms};
    hearing.campaign.title = hearing.plan.title;
    for (const auto& metric : value.at("metrics").as_array()) {
        hearing.campaign.metrics.push_back({text(metric.at("name")), text(metric.at("value")),
                                            text(metric.at("unit")), text(metric.at("note"))});
    }
    for (const auto& unit : value.at("units").as_array()) {
        hearing.campaign.units.push_back({core::UnitId{text(unit.at("unit"))},
                                          text(unit.at("name")), text(unit.at("responsible"))});
    }
    return hearing;
}

std::vector<std::string> characters(const std::string& utf8)
{
    std::vector<std::string> result;
    for (const char c : utf8) {
        if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) result.emplace_back();
        result.back().push_back(c);
    }
    return result;
}

std::vector<Person> synthetic_people(const json::value& round)
{
    const auto surnames = characters(text(round.at("surnames")));
    const auto given = json::value_to<std::vector<std::string>>(round.at("given_names"));
    const auto mark = text(round.at("synthetic_mark"));
    std::vector<Person> people;
    for (const auto& group : round.at("roster").as_array()) {
        for (std::int64_t i = 0; i < group.at("count").as_int64(); ++i) {
            const auto n = people.size();
            Person person;
            person.entry.participant = {fmt::format("A-{:04}", n + 1)};
            person.entry.category = {text(group.at("category"))};
            person.name.name =
                surnames[n * 7 % surnames.size()] + given[n * 5 % given.size()] + mark;
            person.name.organisation = fmt::format("模拟单位{}", n % 23 + 1);
            person.name.seat = fmt::format("{}排{}座", n / 13 + 1, n % 13 + 1);
            people.push_back(std::move(person));
        }
    }
    return people;
}

} // namespace

std::vector<Person> DemoRound::guests() const
{
    std::vector<Person> guests;
    for (int i = 1; i <= guest_count; ++i) {
        Person guest;
        guest.entry.participant = {fmt::format("G-{:04}", i)};
        guest.entry.category = {"citizen"};
        guest.name.name = fmt::format("演示来宾{}", i);
        guest.name.organisation = "演示";
        guest.name.seat = fmt::format("来宾席{}座", i);
        guests.push_back(std::move(guest));
    }
    return guests;
}

DemoRound demo_round()
{
    const auto data = json::parse(demo_round_json);
    const auto& series = data.at("series");
    DemoRound round;
    round.title = text(series.at("title"));
    round.city = text(series.at("city"));
    round.report_addressees =
        json::value_to<std::vector<std::string>>(series.at("report_addressees"));
    round.questions = json::value_to<std::vector<std::string>>(data.at("questions"));
    for (const auto& hearing : data.at("hearings").as_array()) {
        round.hearings.push_back(hearing_of(hearing, text(series.at("venue"))));
    }
    round.synthetic_people = synthetic_people(data);
    return round;
}

} // namespace rostrum::cli
