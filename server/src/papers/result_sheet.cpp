#include "papers/result_sheet.hpp"

#include "papers/csv.hpp"
#include "papers/figures.hpp"
#include "papers/json_parts.hpp"
#include "papers/result_parts.hpp"
#include "papers/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <map>
#include <vector>

namespace rostrum::papers {
namespace {

namespace json = boost::json;

json::object fraction_json(const core::Fraction& fraction)
{
    return {{"numerator", fraction.numerator},
            {"denominator", fraction.denominator},
            {"text", as_json(fraction_text(fraction))}};
}

json::array options_json(const ResultSheet& sheet)
{
    json::array options;
    for (const auto& option : sheet.ballot->rule.options) {
        options.push_back(json::object{{"option", as_json(option.option.value)},
                                       {"label", as_json(option.label)},
                                       {"label_en", as_json(option.label_en)},
                                       {"weight", option.weight},
                                       {"counted", option.counted},
                                       {"votes", votes_for(sheet.tally.votes, option.option)}});
    }
    return options;
}

json::object verdict_json(const ResultSheet& sheet)
{
    json::object verdict;
    put_word(verdict, "outcome", word_of(sheet.verdict.outcome));
    put_word(verdict, "reason", word_of(sheet.verdict.reason));
    verdict["votes_short"] = sheet.verdict.votes_short;
    if (sheet.verdict.basis_points >= 0) {
        verdict["basis_points"] = sheet.verdict.basis_points;
        verdict["percentage"] = as_json(percent_text(sheet.verdict.basis_points));
    }
    return verdict;
}

json::object rule_json(const ResultSheet& sheet)
{
    const auto& rule = sheet.ballot->rule;
    json::object described{{"threshold", fraction_json(rule.threshold)},
                           {"threshold_is_met_when_equal", rule.threshold_is_met_when_equal},
                           {"quorum", fraction_json(rule.quorum)},
                           {"sha256", as_json(sheet.ballot->rule_sha256)}};
    put_word(described, "base", word_of(rule.base));
    return described;
}

json::array by_category_json(const ResultSheet& sheet)
{
    json::array groups;
    if (!sheet.published()) return groups;
    for (const auto& group : sheet.ballot->by_category) {
        const auto* category = core::find_category(sheet.hearing->rules, group.category);
        json::object votes;
        for (const auto& option : sheet.ballot->rule.options)
            votes[option.option.value] = votes_for(group.votes, option.option);
        groups.push_back(json::object{
            {"category", as_json(group.category.value)},
            {"label", as_json(category == nullptr ? group.category.value : category->label)},
            {"votes", std::move(votes)}});
    }
    return groups;
}

json::array signatures_json(const core::Ballot& ballot)
{
    json::array signatures;
    for (const auto& teller : ballot.signatures) signatures.push_back(as_json(teller.value));
    return signatures;
}

using Rows = std::vector<Cells>;

void add(Rows& rows, std::string chinese, std::string english, std::string value)
{
    rows.push_back({std::move(chinese), std::move(english), std::move(value)});
}

void add(Rows& rows, std::string chinese, std::string english, std::int64_t value)
{
    add(rows, std::move(chinese), std::move(english), std::to_string(value));
}

void add(Rows& rows, std::string chinese, std::string english, const Word& word)
{
    add(rows, std::move(chinese), std::move(english),
        std::string{word.chinese} + " / " + std::string{word.english});
}

void add_counts(Rows& rows, const ResultSheet& sheet)
{
    add(rows, "发出票数", "Issued", sheet.tally.issued);
    add(rows, "其中纸质票", "Issued on paper", sheet.ballot->issued_on_paper);
    add(rows, "收回票数", "Returned", sheet.tally.returned);
    add(rows, "有效票数", "Valid", sheet.verdict.valid);
    add(rows, "无效票数", "Invalid", sheet.tally.invalid);
    for (const auto& option : sheet.ballot->rule.options)
        add(rows, option.label, option.label_en, votes_for(sheet.tally.votes, option.option));
}

void add_verdict(Rows& rows, const ResultSheet& sheet)
{
    const auto& rule = sheet.ballot->rule;
    add(rows, "计算基数", "Base", word_of(rule.base));
    add(rows, "基数票数", "Count of the base", sheet.verdict.base);
    add(rows, "得分", "Score", sheet.verdict.score);
    add(rows, "满分", "Full score", full_score(sheet.verdict));
    add(rows, "满意度", "Percentage", percent_text(sheet.verdict.basis_points));
    add(rows, "达标线", "Threshold", fraction_text(rule.threshold));
    add(rows, "结论", "Verdict", word_of(sheet.verdict.outcome));
    add(rows, "理由", "Reason", word_of(sheet.verdict.reason));
    add(rows, "差票数", "Votes short", sheet.verdict.votes_short);
    add(rows, "规则摘要 SHA-256", "Rule SHA-256", sheet.ballot->rule_sha256);
}

void add_groups(Rows& rows, const ResultSheet& sheet)
{
    if (!sheet.published()) return;
    for (const auto& group : sheet.ballot->by_category) {
        const auto* category = core::find_category(sheet.hearing->rules, group.category);
        const core::Category unnamed{group.category, group.category.value, group.category.value};
        const auto& named = category == nullptr ? unnamed : *category;
        for (const auto& option : sheet.ballot->rule.options) {
            add(rows, named.label + "：" + option.label, named.label_en + ": " + option.label_en,
                votes_for(group.votes, option.option));
        }
    }
}

} // namespace

std::optional<ResultSheet> result_sheet(const core::Hearing& hearing)
{
    const auto* ballot = core::current(hearing.ballots);
    if (ballot == nullptr) return std::nullopt;
    const auto tally = core::final_tally(*ballot);
    if (!tally) return std::nullopt;
    const auto verdict =
        ballot->verdict ? *ballot->verdict : core::judge(ballot->rule, *tally, ballot->electorate);
    return ResultSheet{&hearing, ballot, *tally, verdict};
}

std::string result_json(const ResultSheet& sheet)
{
    return json::serialize(
        json::object{{"hearing", hearing_head(*sheet.hearing)},
                     {"ballot", as_json(sheet.ballot->ballot.value)},
                     {"published", sheet.published()},
                     {"issued", sheet.tally.issued},
                     {"issued_on_paper", sheet.ballot->issued_on_paper},
                     {"returned", sheet.tally.returned},
                     {"valid", sheet.verdict.valid},
                     {"invalid", sheet.tally.invalid},
                     {"options", options_json(sheet)},
                     {"base", sheet.verdict.base},
                     {"score", sheet.verdict.score},
                     {"score_full", full_score(sheet.verdict)},
                     {"electorate", json::object{{"entitled", sheet.ballot->electorate.entitled},
                                                 {"present", sheet.ballot->electorate.present}}},
                     {"rule", rule_json(sheet)},
                     {"verdict", verdict_json(sheet)},
                     {"by_category", by_category_json(sheet)},
                     {"signatures", signatures_json(*sheet.ballot)}});
}

std::string result_csv(const ResultSheet& sheet)
{
    Rows rows{{"项目", "Item", "值"}};
    add(rows, "会议", "Hearing", sheet.hearing->title);
    add(rows, "攻势", "Campaign", sheet.hearing->campaign.title);
    add_counts(rows, sheet);
    add_verdict(rows, sheet);
    add_groups(rows, sheet);
    for (const auto& teller : sheet.ballot->signatures) add(rows, "监票人", "Teller", teller.value);
    return write_csv(rows);
}

} // namespace rostrum::papers
