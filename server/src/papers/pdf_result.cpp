#include "papers/pdf_result.hpp"

#include "papers/beijing_time.hpp"
#include "papers/figures.hpp"
#include "papers/pdf_flow.hpp"
#include "papers/result_parts.hpp"
#include "papers/result_sheet.hpp"
#include "papers/words.hpp"

#include <vector>

namespace rostrum::papers {
namespace {

void write_head(PdfFlow& flow, const Record& record, const ResultSheet& sheet)
{
    const auto& hearing = record.hearing;
    flow.title("满意度测评结果报告单");
    flow.skip(0.5);
    flow.table({{"会议", 1, Align::left}, {"时间和地点", 1, Align::left}},
               {{hearing.title, date_text(hearing.starts_at) + "　" + hearing.venue}});
    flow.skip(0.4);
    flow.table(
        {{"应到有表决权人数", 1, Align::centre},
         {"到会有表决权人数", 1, Align::centre},
         {"计票方式", 1, Align::centre}},
        {{std::to_string(sheet.ballot->electorate.entitled),
          std::to_string(sheet.ballot->electorate.present),
          sheet.ballot->mode == core::BallotMode::secret ? "无记名（密码学保密）" : "无记名"}});
    flow.skip(0.4);
}

void write_counts(PdfFlow& flow, const ResultSheet& sheet)
{
    std::vector<TableRow> rows;
    for (const auto& line : count_lines(sheet)) {
        rows.push_back({line.label, std::to_string(line.phones), std::to_string(line.paper),
                        std::to_string(line.total)});
    }
    flow.table({{"项目", 2.4, Align::left},
                {"手机", 1, Align::right},
                {"纸质", 1, Align::right},
                {"合计", 1, Align::right}},
               rows);
    if (sheet.ballot->small_channel) flow.small_print(small_channel_text());
    flow.skip(0.4);
}

void write_verdict(PdfFlow& flow, const ResultSheet& sheet)
{
    const auto& verdict = sheet.verdict;
    const auto& rule = sheet.ballot->rule;
    const bool has_result = verdict.basis_points >= 0;
    const auto score = std::to_string(verdict.score) + " ÷ " + std::to_string(full_score(verdict)) +
                       "（" + std::string{word_of(rule.base).chinese} +
                       std::to_string(verdict.base) + "）";
    auto outcome = std::string{word_of(verdict.outcome).chinese};
    if (verdict.votes_short > 0) outcome += "，差" + std::to_string(verdict.votes_short) + "票";
    flow.table({{"得分 ÷ 满分（基数）", 1.7, Align::centre},
                {"满意度", 0.8, Align::centre},
                {"达标线", 0.7, Align::centre},
                {"结论", 1.2, Align::centre}},
               {{has_result ? score : "—", has_result ? percent_text(verdict.basis_points) : "—",
                 (rule.threshold_is_met_when_equal ? "≥ " : "> ") + fraction_text(rule.threshold),
                 outcome}});
    flow.small_print("理由：" + std::string{word_of(verdict.reason).chinese} +
                     "。满意度保留两位小数，只舍不入；是否达标按票数比较，不按百分数比较。");
    flow.skip(0.3);
}

void write_groups(PdfFlow& flow, const ResultSheet& sheet)
{
    if (!sheet.published() || sheet.ballot->by_category.empty()) return;
    std::vector<Column> columns{{"类别", 1.6, Align::left}};
    for (const auto& option : sheet.ballot->rule.options)
        columns.push_back({option.label, 1, Align::right});
    std::vector<TableRow> rows;
    for (const auto& group : sheet.ballot->by_category) {
        TableRow row{category_label(*sheet.hearing, group.category)};
        for (const auto& option : sheet.ballot->rule.options)
            row.push_back(std::to_string(votes_for(group.votes, option.option)));
        rows.push_back(std::move(row));
    }
    flow.table(columns, rows);
    flow.small_print("人数较少或者意见一致的类别不单列。");
    flow.skip(0.3);
}

void write_signatures(PdfFlow& flow, const ResultSheet& sheet)
{
    flow.signature_line({"监票人：", "监票人："});
    flow.signature_line({"会议主席：", "日期："});
    flow.skip(0.3);
    std::string tellers;
    for (const auto& teller : sheet.ballot->signatures)
        tellers += (tellers.empty() ? "" : "、") + teller.value;
    flow.small_print(
        (sheet.published() ? "结果已公布。" : "结果尚未公布，仅供监票人和会议主席核对。") +
        (tellers.empty() ? std::string{"系统中尚无监票人签认。"}
                         : "已在系统中签认的监票人账号：" + tellers + "。"));
    flow.small_print("测评 " + sheet.ballot->public_id + "　测评规则 SHA-256 " +
                     sheet.ballot->rule_sha256);
    if (!sheet.ballot->sheet_sha256.empty())
        flow.small_print("票据清单 SHA-256 " + sheet.ballot->sheet_sha256);
}

} // namespace

std::optional<std::string> result_pdf(const Record& record)
{
    const auto sheet = result_sheet(record.hearing);
    if (!sheet) return std::nullopt;
    PdfCanvas canvas("满意度测评结果报告单　" + record.hearing.title, record.hearing.starts_at);
    PdfFlow flow(canvas);
    write_head(flow, record, *sheet);
    write_counts(flow, *sheet);
    write_verdict(flow, *sheet);
    write_groups(flow, *sheet);
    write_signatures(flow, *sheet);
    flow.end_document();
    return canvas.finish();
}

} // namespace rostrum::papers
