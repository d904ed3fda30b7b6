#include "papers/roster_csv.hpp"

#include "core/limits.hpp"
#include "core/text.hpp"
#include "papers/csv.hpp"
#include "papers/limits.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace rostrum::papers {
namespace {

enum class Column : std::uint8_t {
    id,
    name,
    category,
    organisation,
    title,
    seat,
    may_question,
    may_vote,
    in_draw_pool,
};

struct ColumnName {
    Column column;
    std::string_view chinese;
    std::string_view english;
    bool required;
};

constexpr std::array<ColumnName, 9> column_names{{
    {Column::id, "编号", "id", true},
    {Column::name, "姓名", "name", true},
    {Column::category, "类别", "category", true},
    {Column::organisation, "单位", "organisation", true},
    {Column::title, "职务", "title", true},
    {Column::seat, "座位", "seat", true},
    {Column::may_question, "可提问", "may_question", false},
    {Column::may_vote, "可表决", "may_vote", false},
    {Column::in_draw_pool, "可抽签", "in_draw_pool", false},
}};

std::optional<bool> flag_from(std::string_view text)
{
    static constexpr std::array<std::string_view, 8> yes{"是", "yes", "y", "true",
                                                         "1",  "√",   "✓", "有"};
    static constexpr std::array<std::string_view, 8> no{"否", "no", "n", "false",
                                                        "0",  "×",  "x", "无"};
    if (std::ranges::find(yes, text) != yes.end()) return true;
    if (std::ranges::find(no, text) != no.end()) return false;
    return std::nullopt;
}

/// The longest beginning of whole code points.
std::string shown(std::string_view value)
{
    if (value.size() <= limits::shown_value_bytes_max) return std::string{value};
    auto end = limits::shown_value_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
    return std::string{value.substr(0, end)};
}

class RosterReader {
public:
    explicit RosterReader(const std::vector<core::Category>& categories)
    {
        for (const auto& category : categories) {
            categories_.emplace(plain_key(category.category.value), category.category);
            categories_.emplace(plain_key(category.label), category.category);
            categories_.emplace(plain_key(category.label_en), category.category);
        }
    }

    std::expected<std::vector<RosterLine>, std::vector<CellError>>
    read(const std::vector<CsvRow>& rows)
    {
        if (rows.empty()) {
            complain(1, "编号", "missing_column", {});
            return std::unexpected{std::move(errors_)};
        }
        read_header(rows.front());
        if (!errors_.empty()) return std::unexpected{std::move(errors_)};

        std::vector<RosterLine> lines;
        lines.reserve(rows.size() - 1);
        for (std::size_t row = 1; row < rows.size(); ++row) {
            if (errors_.size() >= limits::cell_errors_max) break;
            lines.push_back(read_line(rows[row]));
        }
        if (lines.empty()) complain(rows.front().number, "编号", "no_rows", {});
        if (!errors_.empty()) return std::unexpected{std::move(errors_)};
        return lines;
    }

private:
    void complain(std::int64_t row, std::string column, const char* code, std::string_view value)
    {
        errors_.push_back({row, std::move(column), code, shown(value)});
    }

    void read_header(const CsvRow& header)
    {
        for (std::size_t at = 0; at < header.cells.size(); ++at) {
            const auto key = plain_key(header.cells[at]);
            const auto found = std::ranges::find_if(column_names, [&](const ColumnName& one) {
                return key == one.chinese || key == one.english;
            });
            titles_.push_back(header.cells[at].empty() ? std::to_string(at + 1)
                                                       : shown(header.cells[at]));
            if (found == column_names.end()) {
                complain(header.number, titles_.back(), "unknown_column", header.cells[at]);
            }
            else if (!places_.emplace(found->column, at).second) {
                complain(header.number, titles_.back(), "duplicate_column", header.cells[at]);
            }
        }
        for (const auto& one : column_names) {
            if (one.required && !places_.contains(one.column))
                complain(header.number, std::string{one.chinese}, "missing_column", {});
        }
    }

    RosterLine read_line(const CsvRow& row)
    {
        RosterLine line;
        if (row.cells.size() != titles_.size()) {
            complain(row.number, titles_.front(), "wrong_cell_count",
                     std::to_string(row.cells.size()));
            return line;
        }
        line.entry.participant.value = read_id(row);
        line.entry.category = read_category(row);
        line.entry.may_question = read_flag(row, Column::may_question);
        line.entry.may_vote = read_flag(row, Column::may_vote);
        line.entry.in_draw_pool = read_flag(row, Column::in_draw_pool);
        line.name.name = read_text(row, Column::name, limits::short_cell_length_max);
        line.name.organisation = read_text(row, Column::organisation, limits::long_cell_length_max);
        line.name.title = read_text(row, Column::title, limits::long_cell_length_max);
        line.name.seat = read_text(row, Column::seat, limits::short_cell_length_max);
        return line;
    }

    [[nodiscard]] const std::string& cell(const CsvRow& row, Column column) const
    {
        return row.cells[places_.at(column)];
    }

    void complain(const CsvRow& row, Column column, const char* code)
    {
        complain(row.number, titles_[places_.at(column)], code, cell(row, column));
    }

    std::string read_id(const CsvRow& row)
    {
        auto id = half_width(trimmed(without_guard(cell(row, Column::id))));
        if (id.empty())
            complain(row, Column::id, "empty_id");
        else if (!core::is_handle(id, core::limits::handle_length_max))
            complain(row, Column::id, "bad_handle");
        else if (!seen_.insert(id).second)
            complain(row, Column::id, "duplicate_id");
        return id;
    }

    core::CategoryId read_category(const CsvRow& row)
    {
        const auto found = categories_.find(plain_key(cell(row, Column::category)));
        if (found != categories_.end()) return found->second;
        complain(row, Column::category, "unknown_category");
        return {};
    }

    bool read_flag(const CsvRow& row, Column column)
    {
        if (!places_.contains(column)) return true;
        // An empty cell could mean either; who may vote is not guessed.
        const auto flag = flag_from(plain_key(cell(row, column)));
        if (!flag) complain(row, column, "bad_flag");
        return flag.value_or(false);
    }

    std::string read_text(const CsvRow& row, Column column, std::size_t length_max)
    {
        const std::string text{trimmed(without_guard(cell(row, column)))};
        if (core::length(text) > length_max)
            complain(row, column, "too_long");
        else if (core::check_optional_text(text, length_max) ||
                 text.find('\n') != std::string::npos)
            complain(row, column, "bad_characters");
        return text;
    }

    std::map<std::string, core::CategoryId> categories_;
    std::map<Column, std::size_t> places_;
    std::vector<std::string> titles_; ///< Of the file's own columns.
    std::set<std::string> seen_;
    std::vector<CellError> errors_;
};

std::string yes_or_no(bool flag)
{
    return flag ? "是" : "否";
}

} // namespace

std::expected<std::vector<RosterLine>, std::vector<CellError>>
read_roster(std::string_view csv, const std::vector<core::Category>& categories)
{
    const auto rows = read_csv(csv);
    if (!rows) {
        const auto& error = rows.error();
        return std::unexpected{std::vector{
            CellError{error.row, std::to_string(error.column), name_of(error.fault), {}}}};
    }
    return RosterReader{categories}.read(*rows);
}

std::string write_roster(const core::Hearing& hearing, const protocol::NameBook& names)
{
    std::vector<Cells> rows(1);
    for (const auto& one : column_names) rows.front().emplace_back(one.chinese);
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
