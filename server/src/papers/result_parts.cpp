#include "papers/result_parts.hpp"

#include "core/limits.hpp"

namespace rostrum::papers {
namespace {

std::int64_t counted_votes(const core::BallotRule& rule, const core::Tally& tally)
{
    std::int64_t votes = 0;
    for (const auto& option : rule.options)
        if (option.counted) votes += votes_for(tally.votes, option.option);
    return votes;
}

} // namespace

std::vector<CountLine> count_lines(const ResultSheet& sheet)
{
    const auto& rule = sheet.ballot->rule;
    const auto& phones = *sheet.ballot->phones;
    const auto& total = sheet.tally;
    std::vector<CountLine> lines;
    const auto add = [&](std::string label, std::int64_t by_phone, std::int64_t in_all) {
        lines.push_back({std::move(label), by_phone, in_all - by_phone, in_all});
    };
    add("发出", phones.issued, total.issued);
    add("收回", phones.returned, total.returned);
    add("未收回", phones.issued - phones.returned, total.issued - total.returned);
    add("有效", counted_votes(rule, phones), sheet.verdict.valid);
    add("无效", phones.invalid, total.invalid);
    for (const auto& option : rule.options) {
        add(option.label + (option.counted ? "（分值" + std::to_string(option.weight) + "）"
                                           : std::string{"（不计入有效）"}),
            votes_for(phones.votes, option.option), votes_for(total.votes, option.option));
    }
    return lines;
}

std::string small_channel_text()
{
    return "手机票、纸质票中有一种发出不足" + std::to_string(core::limits::breakdown_group_min) +
           "张，分列的票数可能显示个人的选择；截止投票时已确认知悉。";
}

std::int64_t votes_for(const std::map<core::OptionId, std::int64_t>& votes,
                       const core::OptionId& option)
{
    const auto found = votes.find(option);
    return found == votes.end() ? 0 : found->second;
}

std::int64_t full_score(const core::Verdict& verdict)
{
    constexpr std::int64_t full_mark = 100; // Of one ballot.
    return full_mark * verdict.base;
}

std::string category_label(const core::Hearing& hearing, const core::CategoryId& category)
{
    const auto* found = core::find_category(hearing.rules, category);
    return found == nullptr ? category.value : found->label;
}

} // namespace rostrum::papers
