#include "papers/roster_csv.hpp"

#include "papers/csv.hpp"

#include <vector>

namespace rostrum::papers {
namespace {

std::string yes_or_no(bool flag)
{
    return flag ? "是" : "否";
}

} // namespace

std::string write_roster(const core::Hearing& hearing, const protocol::NameBook& names)
{
    std::vector<Cells> rows{
        {"编号", "姓名", "类别", "单位", "职务", "座位", "可提问", "可表决", "可抽签"}};
    for (const auto& [id, participant] : hearing.roster.participants) {
        const auto& entry = participant.entry;
        const auto known = names.find(id);
        const auto name = known == names.end() ? protocol::PersonName{} : known->second;
        const auto* category = core::find_category(hearing.rules, entry.category);
        rows.push_back({id.value, name.name,
                        category == nullptr ? entry.category.value : category->label,
                        name.organisation, name.title, name.seat, yes_or_no(entry.may_question),
                        yes_or_no(entry.may_vote), yes_or_no(entry.in_draw_pool)});
    }
    return write_csv(rows);
}

} // namespace rostrum::papers
