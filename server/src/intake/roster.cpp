#include "intake/roster.hpp"

#include "core/limits.hpp"
#include "intake/cell_text.hpp"
#include "intake/people.hpp"
#include "papers/limits.hpp"
#include "papers/normal_text.hpp"
#include "trust/bytes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rostrum::intake {
namespace {

using Headings = std::string_view;
constexpr std::array<Headings, 12> id_headings{"编号",     "卡号", "席卡号",   "席卡编号",
                                               "代表编号", "证号", "代表证号", "参会编号",
                                               "id",       "card", "cardno",   "cardnumber"};
constexpr std::array<Headings, 6> name_headings{"姓名",     "名字", "代表姓名",
                                                "人员姓名", "name", "fullname"};
constexpr std::array<Headings, 10> category_headings{"类别",     "界别",     "身份",     "代表类别",
                                                     "人员类别", "参会身份", "代表身份", "类型",
                                                     "category", "capacity"};
constexpr std::array<Headings, 16> organisation_headings{
    "单位",           "工作单位",   "所在单位",    "单位名称",       "组织",         "机构",
    "工作单位及职务", "单位及职务", "单位职务",    "工作单位和职务", "organisation", "organization",
    "company",        "employer",   "institution", "affiliation"};
constexpr std::array<Headings, 7> title_headings{"职务",  "职位",     "职称",    "岗位",
                                                 "title", "position", "jobtitle"};
constexpr std::array<Headings, 11> seat_headings{"座位",   "座位号",     "座号",   "座次",
                                                 "席位",   "坐席",       "座席号", "seat",
                                                 "seatno", "seatnumber", "place"};
constexpr std::array<Headings, 5> question_headings{"可提问", "提问权", "是否提问", "可以提问",
                                                    "mayquestion"};
constexpr std::array<Headings, 8> vote_headings{"可表决",   "可测评",   "投票权", "表决权",
                                                "是否测评", "是否投票", "可投票", "mayvote"};
constexpr std::array<Headings, 5> draw_headings{"可抽签", "是否抽签", "参加抽签", "可以抽签",
                                                "indrawpool"};

constexpr std::array<Field, 9> people_fields{{
    {"id", "编号", false, id_headings},
    {"name", "姓名", true, name_headings},
    {"category", "类别", true, category_headings},
    {"organisation", "单位", false, organisation_headings},
    {"title", "职务", false, title_headings},
    {"seat", "座位", false, seat_headings},
    {"may_question", "可提问", false, question_headings},
    {"may_vote", "可表决", false, vote_headings},
    {"in_draw_pool", "可抽签", false, draw_headings},
}};

std::optional<bool> flag_from(std::string_view text)
{
    static constexpr std::array<std::string_view, 9> yes{"是", "yes", "y", "true", "1",
                                                         "√",  "✓",   "✔", "有"};
    static constexpr std::array<std::string_view, 8> no{"否", "no", "n", "false",
                                                        "0",  "×",  "x", "无"};
    if (std::ranges::find(yes, text) != yes.end()) return true;
    if (std::ranges::find(no, text) != no.end()) return false;
    return std::nullopt;
}

/// Reads the rows of a layout one by one.
class RosterReader {
public:
    RosterReader(const Layout& layout, const Choices& choices, const RosterBasis& basis,
                 Reading& reading)
        : layout_{layout},
          basis_{basis},
          reading_{reading},
          cells_{layout, reading},
          categories_{basis.categories},
          people_{basis, layout.has("organisation")}
    {
        if (choices.category.empty()) return;
        everybody_ = categories_.find(choices.category).category;
        if (!everybody_)
            reading_.errors.add({Fault::unknown_category, 0, 0, {}, shown(choices.category)});
    }

    std::vector<RosterLine> read()
    {
        std::vector<RosterLine> lines;
        for (const auto& row : layout_.rows()) {
            if (!is_entry(row)) {
                reading_.warnings.add({Fault::row_is_not_read, row.number, 0, {}, first_text(row)});
                continue;
            }
            if (row.hidden)
                reading_.warnings.add({Fault::hidden_row, row.number, 0, {}, first_text(row)});
            if (reading_.format == Format::csv && is_longer_than_header(layout_, row)) {
                reading_.errors.add({Fault::wrong_cell_count, row.number, 0, {}, first_text(row)});
                continue;
            }
            lines.push_back(read_line(row));
        }
        if (lines.empty() && reading_.errors.empty())
            reading_.errors.add({Fault::no_rows, layout_.header(), 0, {}, {}});
        people_.number(lines, layout_, reading_);
        for (auto& line : lines) complete(line);
        return lines;
    }

private:
    /// A sum or a signature below the table has neither a name, nor a number, nor a category.
    [[nodiscard]] bool is_entry(const Row& row) const
    {
        if (!looks_like_entry(layout_, row)) return false;
        return std::ranges::any_of(std::array{"id", "name", "category"}, [&](const char* field) {
            return !papers::trimmed(layout_.cell(row, field).text).empty();
        });
    }

    static std::string first_text(const Row& row)
    {
        const auto found =
            std::ranges::find_if(row.cells, [](const Cell& cell) { return cell != Cell{}; });
        return found == row.cells.end() ? std::string{} : shown(found->text);
    }

    RosterLine read_line(const Row& row)
    {
        RosterLine line;
        line.row = row.number;
        line.entry.participant.value = cells_.handle(row, "id");
        line.name.name = cells_.name(row, "name", papers::limits::short_cell_length_max);
        line.name.organisation =
            cells_.text(row, "organisation", papers::limits::long_cell_length_max);
        line.name.title = cells_.text(row, "title", papers::limits::long_cell_length_max);
        line.name.seat =
            papers::half_width(cells_.text(row, "seat", papers::limits::short_cell_length_max));
        line.entry.category = category_of(row);
        if (line.name.name.empty() && line.entry.participant.empty())
            reading_.errors.add(layout_.note(Fault::empty_name, row, "name"));
        line.entry.may_question = flag(row, "may_question");
        line.entry.may_vote = flag(row, "may_vote");
        line.entry.in_draw_pool = flag(row, "in_draw_pool");
        return line;
    }

    core::CategoryId category_of(const Row& row)
    {
        if (!layout_.has("category")) return everybody_.value_or(core::CategoryId{});
        const auto found = categories_.find(layout_.cell(row, "category").text);
        if (!found.category) {
            reading_.errors.add(layout_.note(Fault::unknown_category, row, "category"));
            return {};
        }
        if (found.is_guessed)
            reading_.warnings.add(layout_.note(Fault::category_is_guessed, row, "category"));
        return *found.category;
    }

    bool flag(const Row& row, std::string_view field)
    {
        if (!layout_.has(field)) return true;
        // An empty cell could mean either; who may vote is not guessed.
        const auto flag = flag_from(papers::plain_key(layout_.cell(row, field).text));
        if (!flag) reading_.errors.add(layout_.note(Fault::bad_flag, row, field));
        return flag.value_or(false);
    }

    /// What the file does not tell of somebody whom we know stays as it is.
    void complete(RosterLine& line)
    {
        const auto known = basis_.entries.find(line.entry.participant);
        const auto named = basis_.names.find(line.entry.participant);
        if (known != basis_.entries.end()) {
            if (!layout_.has("may_question")) line.entry.may_question = known->second.may_question;
            if (!layout_.has("may_vote")) line.entry.may_vote = known->second.may_vote;
            if (!layout_.has("in_draw_pool")) line.entry.in_draw_pool = known->second.in_draw_pool;
        }
        if (named != basis_.names.end()) {
            if (!layout_.has("organisation")) line.name.organisation = named->second.organisation;
            if (!layout_.has("title")) line.name.title = named->second.title;
            if (!layout_.has("seat")) line.name.seat = named->second.seat;
        }
        const bool same_name = named == basis_.names.end() ? line.name == protocol::PersonName{}
                                                           : named->second == line.name;
        const bool same = known != basis_.entries.end() && known->second == line.entry && same_name;
        line.change = known == basis_.entries.end() ? Change::added
                      : same                        ? Change::left
                                                    : Change::changed;
    }

    const Layout& layout_;
    const RosterBasis& basis_;
    Reading& reading_;
    CellTexts cells_;
    Categories categories_;
    People people_;
    std::optional<core::CategoryId> everybody_;
};

void count(RosterPlan& plan, const RosterBasis& basis)
{
    for (const auto& line : plan.lines)
        ++(line.change == Change::added     ? plan.added
           : line.change == Change::changed ? plan.changed
                                            : plan.left);
    plan.not_in_file = static_cast<std::int64_t>(basis.entries.size()) - plan.changed - plan.left;
}

/// The fields as this import needs them: with a category for all no column has to tell it.
std::vector<Field> wanted_fields(const Choices& choices)
{
    std::vector<Field> wanted(people_fields.begin(), people_fields.end());
    wanted[2].required = choices.category.empty();
    return wanted;
}

} // namespace

std::span<const Field> roster_fields()
{
    return people_fields;
}

std::string RosterPlan::fingerprint() const
{
    std::string text;
    for (const auto& line : lines) {
        const auto& [id, category, may_question, may_vote, in_draw_pool] = line.entry;
        for (const auto& part : {id.value, category.value, line.name.name, line.name.organisation,
                                 line.name.title, line.name.seat})
            text += part + '\n';
        text += {may_question ? 'q' : '-', may_vote ? 'v' : '-', in_draw_pool ? 'd' : '-',
                 static_cast<char>('0' + static_cast<int>(line.change)), '\n'};
    }
    return trust::hex(trust::sha256(text)).substr(0, 16);
}

std::expected<RosterPlan, Note> plan_roster(std::string_view bytes, const Choices& choices,
                                            const RosterBasis& basis)
{
    const auto workbook = read_workbook(bytes);
    if (!workbook) return std::unexpected{workbook.error()};
    const auto wanted = wanted_fields(choices);
    const auto* sheet = choose_sheet(*workbook, wanted, choices);
    if (sheet == nullptr)
        return std::unexpected{Note{Fault::no_such_sheet, 0, 0, {}, shown(choices.sheet)}};

    RosterPlan plan;
    auto& reading = plan.reading;
    reading = begin_reading(*workbook, *sheet);
    const Layout layout{*sheet, wanted, choices, reading.errors, reading.warnings};
    reading.header = layout.header();
    reading.columns = layout.columns();
    if (!reading.errors.empty()) return plan;
    plan.lines = RosterReader{layout, choices, basis, reading}.read();
    count(plan, basis);
    return plan;
}

} // namespace rostrum::intake
