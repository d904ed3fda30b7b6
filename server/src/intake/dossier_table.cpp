#include "intake/dossier_table.hpp"

#include "core/limits.hpp"
#include "core/text.hpp"
#include "intake/cell_text.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace rostrum::intake {
namespace {

using Words = std::string_view;
constexpr std::array<Words, 9> metric_headings{
    "指标", "指标名称", "主要指标", "考核指标", "目标指标", "名称", "metric", "indicator", "name"};
constexpr std::array<Words, 12> value_headings{"数值",   "指标值", "完成值", "实际值",
                                               "目标值", "完成数", "数据",   "完成情况",
                                               "结果",   "value",  "figure", "actual"};
constexpr std::array<Words, 4> measure_headings{"计量单位", "单位", "unit", "measure"};
constexpr std::array<Words, 7> note_headings{"备注", "说明",  "注",    "同比",
                                             "note", "notes", "remark"};
constexpr std::array<Words, 9> office_headings{
    "单位", "单位名称", "部门", "责任单位", "牵头单位", "部门名称", "unit", "office", "name"};
constexpr std::array<Words, 10> responsible_headings{
    "责任人", "负责人",   "主要负责人",  "应询人", "责任领导",
    "职务",   "分管领导", "responsible", "head",   "person"};
constexpr std::array<Words, 5> unit_id_headings{"编号", "单位编号", "代码", "id", "key"};
constexpr std::array<Words, 11> project_headings{"项目",     "项目名称", "重点项目", "任务",
                                                 "重点任务", "工程",     "事项",     "名称",
                                                 "project",  "task",     "name"};
constexpr std::array<Words, 8> owner_headings{"责任单位", "牵头单位", "承办单位", "实施单位",
                                              "单位",     "部门",     "unit",     "office"};
constexpr std::array<Words, 8> status_headings{"进展",     "进展情况", "状态",   "完成情况",
                                               "项目进展", "进度",     "status", "progress"};

constexpr std::array<Field, 3> unit_fields{{{"name", "单位", true, office_headings},
                                            {"responsible", "责任人", false, responsible_headings},
                                            {"id", "编号", false, unit_id_headings}}};
constexpr std::array<Field, 4> metric_fields{{{"name", "指标", true, metric_headings},
                                              {"value", "数值", false, value_headings},
                                              {"measured_in", "计量单位", false, measure_headings},
                                              {"note", "备注", false, note_headings}}};
constexpr std::array<Field, 4> project_fields{
    {{"name", "项目", true, project_headings},
     {"unit", "责任单位", true, owner_headings},
     {"responsible", "责任人", false, responsible_headings},
     {"status", "进展", false, status_headings}}};

constexpr std::array<std::string_view, 3> part_names{"units", "metrics", "projects"};

bool bears_required(const Sheet& sheet, std::span<const Field> fields)
{
    std::vector<Field> required;
    std::ranges::copy_if(fields, std::back_inserter(required), &Field::required);
    return Layout::fit(sheet, required) == required.size();
}

class TableReader {
public:
    TableReader(const Layout& layout, DossierPart part, Reading& reading)
        : layout_{layout}, part_{part}, reading_{reading}, cells_{layout, reading}
    {
    }

    std::vector<DossierRow> read()
    {
        std::vector<DossierRow> rows;
        for (const auto& row : layout_.rows()) {
            if (!looks_like_entry(layout_, row) || is_blank(row)) {
                reading_.warnings.add(note_of_row(Fault::row_is_not_read, row));
                continue;
            }
            if (row.hidden) reading_.warnings.add(note_of_row(Fault::hidden_row, row));
            if (reading_.format == Format::csv && is_longer_than_header(layout_, row)) {
                reading_.errors.add(note_of_row(Fault::wrong_cell_count, row));
                continue;
            }
            rows.push_back(read_row(row));
        }
        if (rows.empty() && reading_.errors.empty())
            reading_.errors.add({Fault::no_rows, layout_.header(), 0, {}, {}});
        return rows;
    }

private:
    /// A signature below the table stands in none of the columns that are read.
    [[nodiscard]] bool is_blank(const Row& row) const
    {
        return std::ranges::all_of(fields_of(part_), [&](const Field& field) {
            return papers::trimmed(layout_.cell(row, field.name).text).empty();
        });
    }

    static Note note_of_row(Fault fault, const Row& row)
    {
        const auto found =
            std::ranges::find_if(row.cells, [](const Cell& cell) { return cell != Cell{}; });
        return {fault,
                row.number,
                0,
                {},
                found == row.cells.end() ? std::string{} : shown(found->text)};
    }

    DossierRow read_row(const Row& row)
    {
        constexpr auto title = core::limits::title_length_max;
        DossierRow read{.row = row.number,
                        .id = unit_id(row),
                        .name = cells_.any_text(row, "name", title),
                        .value = papers::half_width(cells_.any_text(row, "value", title)),
                        .measured_in = cells_.any_text(row, "measured_in", title),
                        .note = cells_.any_text(row, "note", core::limits::reason_length_max),
                        .unit = cells_.any_text(row, "unit", title),
                        .responsible = cells_.any_text(row, "responsible", title),
                        .status = cells_.any_text(row, "status", title)};
        if (read.name.empty()) reading_.errors.add(layout_.note(Fault::empty_name, row, "name"));
        if (part_ == DossierPart::projects && read.unit.empty())
            reading_.errors.add(layout_.note(Fault::no_such_unit, row, "unit"));
        if (!seen_.insert(name_key(read.name) + '\n' + name_key(read.unit)).second)
            reading_.errors.add(layout_.note(part_ == DossierPart::units ? Fault::duplicate_unit
                                                                         : Fault::duplicate_entry,
                                             row, "name"));
        return read;
    }

    std::string unit_id(const Row& row)
    {
        auto id = papers::plain_key(cells_.handle(row, "id"));
        if (!id.empty() && !core::is_key(id, core::limits::handle_length_max)) return {};
        if (!id.empty() && !ids_.insert(id).second)
            reading_.errors.add(layout_.note(Fault::duplicate_id, row, "id"));
        return id;
    }

    const Layout& layout_;
    DossierPart part_;
    Reading& reading_;
    CellTexts cells_;
    std::set<std::string> seen_;
    std::set<std::string> ids_;
};

} // namespace

const char* name_of(DossierPart part)
{
    return part_names.at(static_cast<std::size_t>(part)).data();
}

std::optional<DossierPart> dossier_part_named(std::string_view name)
{
    const auto found = std::ranges::find(part_names, name);
    if (found == part_names.end()) return std::nullopt;
    return static_cast<DossierPart>(found - part_names.begin());
}

std::span<const Field> fields_of(DossierPart part)
{
    switch (part) {
    case DossierPart::units: return unit_fields;
    case DossierPart::metrics: return metric_fields;
    case DossierPart::projects: return project_fields;
    }
    return {};
}

std::optional<DossierPart> part_of(const Sheet& sheet)
{
    std::optional<DossierPart> best;
    std::size_t best_fit = 1; // One word that fits may be a title.
    for (const auto part : {DossierPart::projects, DossierPart::metrics, DossierPart::units}) {
        const auto fields = fields_of(part);
        const auto fit = Layout::fit(sheet, fields);
        if (fit <= best_fit || !bears_required(sheet, fields)) continue;
        best = part;
        best_fit = fit;
    }
    return best;
}

std::string name_key(std::string_view name)
{
    return without_blanks(papers::plain_key(name));
}

DossierTable read_table(const Workbook& workbook, const Sheet& sheet, DossierPart part,
                        const Choices& choices)
{
    DossierTable table{part, begin_reading(workbook, sheet), {}, {}};
    auto& reading = table.reading;
    const Layout layout{sheet, fields_of(part), choices, reading.errors, reading.warnings};
    reading.header = layout.header();
    reading.columns = layout.columns();
    for (const auto& field : fields_of(part))
        if (layout.has(field.name)) table.told.insert(std::string{field.name});
    if (reading.errors.empty()) table.rows = TableReader{layout, part, reading}.read();
    return table;
}

} // namespace rostrum::intake
