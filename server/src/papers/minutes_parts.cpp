#include "papers/minutes_parts.hpp"

#include "papers/beijing_time.hpp"
#include "papers/figures.hpp"
#include "papers/words.hpp"

#include <algorithm>

namespace rostrum::papers {
namespace {

std::string word_of_state(core::DrawnState state)
{
    switch (state) {
    case core::DrawnState::waiting: return "候补";
    case core::DrawnState::called: return "已点名";
    case core::DrawnState::accepted: return "接受";
    case core::DrawnState::declined: return "谢绝";
    case core::DrawnState::absent: return "未应答";
    }
    return {};
}

std::string drawn_text(const Record& record, const core::Draw& draw)
{
    std::string text;
    for (const auto& person : draw.drawn) {
        text += (text.empty() ? "" : "、") + name_of(record, person.participant) + "（" +
                person.participant.value + "，" + word_of_state(person.state) + "）";
    }
    return text.empty() ? "无" : text;
}

} // namespace

std::vector<AttendanceGroup> attendance_of(const Record& record)
{
    std::vector<AttendanceGroup> groups;
    const auto& hearing = record.hearing;
    for (const auto& category : hearing.rules.categories) {
        AttendanceGroup group{category.label, 0, {}};
        for (const auto& [id, participant] : hearing.roster.participants) {
            if (participant.entry.category != category.category) continue;
            ++group.expected;
            if (record.course.attended.contains(id)) group.names.push_back(name_of(record, id));
        }
        if (group.expected > 0) groups.push_back(std::move(group));
    }
    return groups;
}

std::string units_text(const core::Hearing& hearing)
{
    std::string text;
    for (const auto& unit : hearing.campaign.units) {
        text += (text.empty() ? "" : "、") + unit.name;
        if (!unit.responsible.empty()) text += "（" + unit.responsible + "）";
    }
    return text;
}

std::string speaker_name(const Record& record, const core::Question& question)
{
    return question.from_roster ? name_of(record, {question.asker_id}) : "旁听人";
}

std::string speaker_category(const Record& record, const core::Question& question)
{
    auto label = asker_category(record.hearing, question).label;
    if (question.queue == core::drawn_queue()) label += "（现场抽签）";
    return label;
}

std::string turn_text(const Record& record, const core::QuestionId& question)
{
    const auto found = record.course.turns.find(question);
    if (found == record.course.turns.end()) return "—";
    const auto& [called, closed] = found->second;
    return clock_text(called) + "—" + (closed ? clock_text(*closed) : "");
}

std::vector<std::pair<std::string, std::string>> draw_facts(const Record& record,
                                                            const core::Draw& draw)
{
    std::vector<std::pair<std::string, std::string>> facts;
    const auto add = [&](const char* item, const std::string& value) {
        if (!value.empty()) facts.emplace_back(item, value);
    };
    const auto eligible = std::ranges::count_if(
        draw.pool, [](const core::PoolLine& line) { return line.weight > 0; });
    add("时间", moment_text(draw.opened_at));
    add("抽签范围", "到会" + std::to_string(draw.pool.size()) + "人，其中可抽签" +
                        std::to_string(eligible) + "人；" +
                        std::to_string(draw.contributions.size()) + "部手机提供随机数");
    add("服务器承诺值", draw.commit);
    if (draw.seals) add("冻结摘要", draw.seals->sha256);
    if (draw.public_text != "-") add("公开掷骰", draw.public_text);
    add("延时计算",
        std::to_string(draw.delay) + "次" + (draw.pace == core::DrawPace::quick ? "（快速）" : ""));
    add("种子", draw.seed);
    if (draw.state == core::DrawState::voided)
        add("作废", draw.void_reason.empty() ? "是" : draw.void_reason);
    else
        add("抽中", drawn_text(record, draw));
    add("重抽理由", draw.reason);
    add("手机验证", std::to_string(draw.inputs_hold.size()) + "部验证了输入，" +
                        std::to_string(draw.seed_holds.size()) + "部验证了种子，" +
                        std::to_string(draw.faults.size()) + "部报告异常");
    return facts;
}

std::string result_text(const ResultSheet& sheet)
{
    const auto& verdict = sheet.verdict;
    std::string text = "发出测评票" + std::to_string(sheet.tally.issued) + "张，收回" +
                       std::to_string(sheet.tally.returned) + "张，其中有效" +
                       std::to_string(verdict.valid) + "张、无效" +
                       std::to_string(sheet.tally.invalid) + "张；";
    if (verdict.basis_points >= 0) text += "满意度" + percent_text(verdict.basis_points) + "，";
    text += "规定的达标线为" + fraction_text(sheet.ballot->rule.threshold) + "，" +
            std::string{word_of(verdict.outcome).chinese};
    if (verdict.votes_short > 0) text += "，差" + std::to_string(verdict.votes_short) + "票";
    return text + "。";
}

NoteText read_note(const std::string& note)
{
    NoteText text;
    std::size_t from = 0;
    for (auto* member : {&text.origin, &text.size, &text.root}) {
        const auto end = note.find('\n', from);
        if (end == std::string::npos) return {};
        *member = note.substr(from, end - from);
        from = end + 1;
    }
    return text;
}

} // namespace rostrum::papers
