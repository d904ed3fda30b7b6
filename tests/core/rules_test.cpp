#include "core/rules.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <functional>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

/// What `check_rules` says of the default rules with one change.
std::optional<Refusal> changed(const std::function<void(HearingRules&)>& change)
{
    auto rules = default_rules();
    change(rules);
    return check_rules(rules);
}

HearingRules without(const CategoryId& category)
{
    auto rules = default_rules();
    std::erase_if(rules.categories, [&](const auto& one) { return one.category == category; });
    return rules;
}

} // namespace

TEST_CASE("the default rules can be applied")
{
    CHECK(check_rules(default_rules()) == std::nullopt);
}

TEST_CASE("the default rules name six categories in their order, with quotas 3 3 3 2 1 1")
{
    std::vector<std::string> keys;
    std::vector<std::int64_t> quotas;
    const auto rules = default_rules();
    for (const auto& one : rules.categories) {
        keys.push_back(one.category.value);
        quotas.push_back(one.quota);
    }
    CHECK(keys == std::vector<std::string>{"deputy", "cppcc", "citizen", "entrepreneur", "chamber",
                                           "department"});
    CHECK(quotas == std::vector<std::int64_t>{3, 3, 3, 2, 1, 1});
    CHECK(find_category(rules, {"cppcc"})->label == "政协委员");
    CHECK(find_category(rules, {"guest"}) == nullptr);
}

TEST_CASE("the default clocks are those of the hearings this was modelled on")
{
    const auto rules = default_rules();
    CHECK((rules.report_clock == ClockRule{minutes(15), seconds(60), {}}));
    CHECK((rules.inquiry_clock == ClockRule{minutes(60), {}, {}}));
    CHECK((rules.question_clock == ClockRule{minutes(2), seconds(30), {}}));
    CHECK((rules.answer_clock == ClockRule{minutes(5), seconds(60), {}}));
    CHECK((rules.follow_up_clock == ClockRule{minutes(1), seconds(15), {}}));
    CHECK(rules.report_addressees == std::vector<std::string>{"市委", "市政府"});
}

TEST_CASE("a category's key is unique, well formed and not reserved")
{
    const auto key = [](const char* text) {
        return changed([&](auto& rules) { rules.categories[0].category = {text}; });
    };
    CHECK(key("deputy-2") == std::nullopt);
    CHECK(key("cppcc") == Refusal::duplicate_entry);
    for (const char* bad :
         {"", "Deputy", "a_b", "a b", "drawn", "observer", "abcdefghijklmnopqrstuvwxy"})
        CHECK(key(bad) == Refusal::bad_handle);
}

TEST_CASE("rules have between one and sixteen categories")
{
    CHECK(changed([](auto& rules) { rules.categories.clear(); }) == Refusal::rules_are_invalid);
    const auto grown_to = [](std::size_t size) {
        return changed([&](auto& rules) {
            while (rules.categories.size() < size)
                rules.categories.push_back(
                    {.category = {"c" + std::to_string(rules.categories.size())},
                     .label = "其他",
                     .label_en = "Other"});
        });
    };
    CHECK(grown_to(limits::categories_max) == std::nullopt);
    CHECK(grown_to(limits::categories_max + 1) == Refusal::number_is_out_of_range);
}

TEST_CASE("a category has a name in both languages")
{
    CHECK(changed([](auto& rules) { rules.categories[2].label = ""; }) == Refusal::text_is_empty);
    CHECK(changed([](auto& rules) { rules.categories[2].label_en = " "; }) ==
          Refusal::text_is_empty);
    CHECK(changed([](auto& rules) { rules.categories[2].label = std::string(61, 'x'); }) ==
          Refusal::text_is_too_long);
}

TEST_CASE("the numbers of the rules stay within their limits")
{
    struct Range {
        std::int64_t HearingRules::* number;
        std::int64_t least;
        std::int64_t most;
    };
    for (const Range& range : {Range{&HearingRules::follow_ups_max, 0, 10},
                               Range{&HearingRules::observer_quota, 1, 1000},
                               Range{&HearingRules::draws_required, 0, 10}}) {
        const auto with = [&](std::int64_t value) {
            return changed([&](auto& rules) { rules.*range.number = value; });
        };
        CHECK(with(range.least) == std::nullopt);
        CHECK(with(range.most) == std::nullopt);
        CHECK(with(range.least - 1) == Refusal::number_is_out_of_range);
        CHECK(with(range.most + 1) == Refusal::number_is_out_of_range);
    }
}

TEST_CASE("a quota is between 1 and 1000")
{
    const auto quota = [](std::int64_t value) {
        return changed([&](auto& rules) { rules.categories[5].quota = value; });
    };
    CHECK(quota(1) == std::nullopt);
    CHECK(quota(1000) == std::nullopt);
    CHECK(quota(0) == Refusal::number_is_out_of_range);
    CHECK(quota(1001) == Refusal::number_is_out_of_range);
}

TEST_CASE("a written report is due after a day to a year")
{
    const auto due = [](Span span) {
        return changed([&](auto& rules) { rules.report_due = span; });
    };
    CHECK(due(days(1)) == std::nullopt);
    CHECK(due(days(365)) == std::nullopt);
    CHECK(due(days(1) - Span{1}) == Refusal::number_is_out_of_range);
    CHECK(due(days(365) + Span{1}) == Refusal::number_is_out_of_range);
}

TEST_CASE("each clock signals in order and within its limit")
{
    const auto member = GENERATE(&HearingRules::report_clock, &HearingRules::inquiry_clock,
                                 &HearingRules::question_clock, &HearingRules::answer_clock,
                                 &HearingRules::follow_up_clock);
    const auto clock = [&](ClockRule rule) {
        return changed([&](auto& rules) { rules.*member = rule; });
    };
    CHECK(clock({}) == std::nullopt);
    CHECK(clock({minutes(600), minutes(600), minutes(600)}) == std::nullopt);
    CHECK(clock({minutes(600) + Span{1}, {}, {}}) == Refusal::number_is_out_of_range);
    CHECK(clock({Span{-1}, {}, {}}) == Refusal::number_is_out_of_range);
    CHECK(clock({minutes(2), minutes(3), {}}) == Refusal::rules_are_invalid);
    CHECK(clock({minutes(2), seconds(10), seconds(20)}) == Refusal::rules_are_invalid);
    CHECK(clock({minutes(2), seconds(10), Span{-1}}) == Refusal::rules_are_invalid);
    CHECK(clock({{}, seconds(10), {}}) == Refusal::rules_are_invalid);
}

TEST_CASE("reports are addressed to at most sixteen, each by name")
{
    CHECK(changed([](auto& rules) { rules.report_addressees.clear(); }) == std::nullopt);
    CHECK(changed([](auto& rules) { rules.report_addressees = {""}; }) == Refusal::text_is_empty);
    CHECK(changed([](auto& rules) { rules.report_addressees.assign(17, "市委"); }) ==
          Refusal::number_is_out_of_range);
}

TEST_CASE("rules include a ballot rule that can be applied")
{
    CHECK(changed([](auto& rules) { rules.ballot.options.clear(); }) == check_rule([] {
              auto rule = default_ballot_rule();
              rule.options.clear();
              return rule;
          }()));
    CHECK(changed([](auto& rules) { rules.ballot.options.clear(); }).has_value());
}

TEST_CASE("rules are set before the report, and the same rules again change nothing")
{
    auto rules = default_rules();
    rules.observers_may_ask = true;
    auto scene = demo(Phase::check_in);
    scene.when(SetRules{rules}, secretariat()).then(RulesSet{rules});
    scene.does(SetRules{rules}, moderator());
    CHECK((scene.hearing().rules == rules));
    scene.when(SetRules{rules}, moderator()).then();
    rules.observer_quota = 0;
    scene.when(SetRules{rules}, moderator()).then(Refusal::number_is_out_of_range);
}

TEST_CASE("two desks that change the rules do not overwrite each other")
{
    auto scene = demo(Phase::check_in);
    const auto seen = scene.hearing().rules;
    auto mine = seen;
    mine.follow_ups_max = 2;
    const SetRules command{mine, seen};
    scene.when(command, moderator()).then(RulesSet{mine});

    auto theirs = seen;
    theirs.draws_required = 2;
    scene.does(SetRules{theirs, seen}, secretariat());
    scene.when(command, moderator()).then(Refusal::changed_meanwhile);
    // Both wanted the same.
    scene.when(SetRules{theirs, seen}, moderator()).then();
    // Who does not say what they saw replaces anything.
    scene.when(SetRules{mine}, moderator()).then(RulesSet{mine});
}

TEST_CASE("rules are locked as soon as a ballot rule is, until that ballot is void")
{
    auto scene = demo(Phase::check_in);
    auto rules = default_rules();
    rules.draws_required = 2;
    scene.does(LockBallotRule{}, moderator());
    scene.when(SetRules{rules}, moderator()).then(Refusal::rules_are_locked);
    scene.happened(BallotVoided{ballot(1), "again"});
    scene.when(SetRules{rules}, moderator()).then(RulesSet{rules});
}

TEST_CASE("a category that somebody belongs to cannot be dropped")
{
    demo(Phase::draft, 5)
        .when(SetRules{without({"chamber"})}, moderator())
        .then(Refusal::unknown_category);
    demo(Phase::draft, 4)
        .when(SetRules{without({"chamber"})}, moderator())
        .then(RulesSet{without({"chamber"})});
}

TEST_CASE("a category in whose queue a question was asked cannot be dropped")
{
    auto scene = demo(Phase::check_in, 5);
    scene.does(AskQuestion{"为什么？", {}}, attendee(5));
    auto moved = entries(5).back();
    moved.category = {"citizen"};
    scene.does(ImportRoster{{moved}}, secretariat());
    scene.when(SetRules{without({"chamber"})}, moderator()).then(Refusal::unknown_category);
}
