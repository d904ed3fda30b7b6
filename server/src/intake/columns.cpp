#include "intake/columns.hpp"

#include "intake/limits.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>
#include <utility>

namespace rostrum::intake {
namespace {

/// Columns that many lists have and that we have no use for: a telephone number that is not kept
/// cannot be lost. They come before the fields, for 单位电话 is no 单位.
constexpr std::array<std::string_view, 24> unused{
    "序号", "no",    "手机",   "电话",     "联系方式", "phone",  "mobile", "tel",
    "邮箱", "email", "身份证", "证件号",   "性别",     "gender", "民族",   "年龄",
    "出生", "学历",  "党派",   "政治面貌", "备注",     "remark", "签名",   "签到"};

bool is_unused(std::string_view key)
{
    return std::ranges::any_of(unused, [&](std::string_view one) {
        // `no` and `tel` are part of many words.
        return static_cast<unsigned char>(one.front()) < 0x80
                   ? key == one || key == std::string{one} + "number"
                   : key.contains(one);
    });
}

constexpr std::size_t none = static_cast<std::size_t>(-1);

std::size_t field_headed(std::string_view key, std::span<const Field> fields)
{
    for (std::size_t at = 0; at < fields.size(); ++at)
        if (std::ranges::find(fields[at].headings, key) != fields[at].headings.end()) return at;
    return none;
}

/// The field whose heading is the longest that stands within this one: 所在单位名称.
std::size_t field_within(std::string_view key, std::span<const Field> fields)
{
    std::size_t best = none;
    std::size_t longest = 5; // Two Chinese characters at least, and no word of English.
    for (std::size_t at = 0; at < fields.size(); ++at) {
        for (const auto heading : fields[at].headings) {
            const bool chinese = static_cast<unsigned char>(heading.front()) >= 0x80;
            if (!chinese || heading.size() <= longest || !key.contains(heading)) continue;
            longest = heading.size();
            best = at;
        }
    }
    return best;
}

/// For each cell of a row the field it heads; each field once, exact headings first.
std::vector<std::size_t> headed_fields(const Row& row, std::span<const Field> fields)
{
    std::vector<std::size_t> found(row.cells.size(), none);
    std::set<std::size_t> taken;
    for (const bool exact : {true, false}) {
        for (std::size_t at = 0; at < row.cells.size(); ++at) {
            if (found[at] != none) continue;
            const auto key = heading_key(row.cells[at].text);
            if (key.empty() || key.size() > 60 || (!exact && is_unused(key))) continue;
            const auto field = exact ? field_headed(key, fields) : field_within(key, fields);
            if (field == none || (!exact && taken.contains(field))) continue;
            found[at] = field;
            taken.insert(field);
        }
    }
    return found;
}

std::size_t fit_of(const Row& row, std::span<const Field> fields)
{
    auto found = headed_fields(row, fields);
    std::erase(found, none);
    return std::set<std::size_t>(found.begin(), found.end()).size();
}

struct Best {
    std::size_t index{0};
    std::size_t fit{0};
};

Best best_header(const Sheet& sheet, std::span<const Field> fields)
{
    Best best;
    const auto rows = std::min(sheet.rows.size(), limits::header_rows_max);
    for (std::size_t at = 0; at < rows; ++at) {
        const auto fit = fit_of(sheet.rows[at], fields);
        if (fit > best.fit) best = {at, fit};
    }
    return best;
}

const Field& field_named(std::span<const Field> fields, std::string_view name)
{
    const auto found = std::ranges::find(fields, name, &Field::name);
    assert(found != fields.end());
    return *found;
}

std::size_t filled(const Row& row)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(row.cells, [](const Cell& cell) { return cell != Cell{}; }));
}

} // namespace

std::string heading_key(std::string_view heading)
{
    static constexpr std::array<std::string_view, 14> marks{
        "　", " ", "\t", "\n", "\r", "*", "_", "-", ".", ":", "：", "、", "/", "\xC2\xA0"};
    std::string key = papers::plain_key(heading);
    // （必填） and the like say something about the column, and do not name it.
    for (auto open = key.find('('); open != std::string::npos && open > 0; open = key.find('(')) {
        const auto close = key.find(')', open);
        key.erase(open, close == std::string::npos ? close : close - open + 1);
    }
    for (const auto mark : marks)
        for (auto at = key.find(mark); at != std::string::npos; at = key.find(mark))
            key.erase(at, mark.size());
    return key;
}

std::size_t Layout::fit(const Sheet& sheet, std::span<const Field> fields)
{
    return best_header(sheet, fields).fit;
}

Layout::Layout(const Sheet& sheet, std::span<const Field> fields, const Choices& choices,
               Notes& errors, Notes& warnings)
    : sheet_{&sheet}
{
    if (choices.header > 0) {
        const auto row = std::ranges::find(sheet.rows, choices.header, &Row::number);
        if (row == sheet.rows.end()) {
            errors.add({Fault::no_header, choices.header});
            return;
        }
        header_index_ = static_cast<std::size_t>(row - sheet.rows.begin());
    }
    else {
        const auto best = best_header(sheet, fields);
        // One word that fits may be a title; two are no accident. Choices say the rest.
        if (sheet.rows.empty() || (best.fit < 2 && choices.columns.empty())) {
            errors.add({.fault = Fault::no_header});
            return;
        }
        header_index_ = best.index;
    }
    header_ = sheet.rows[header_index_].number;
    list_columns(fields);
    apply_choices(fields, choices, errors);
    settle(fields, errors, warnings);
}

std::size_t Layout::last_column() const
{
    std::size_t last = 0;
    for (const auto& row : rows()) last = std::max(last, row.cells.size());
    return std::max(last, sheet_->rows[header_index_].cells.size());
}

void Layout::list_columns(std::span<const Field> fields)
{
    const auto& header = sheet_->rows[header_index_];
    const auto found = headed_fields(header, fields);
    for (std::size_t at = 0; at < last_column(); ++at) {
        Column column{static_cast<std::int64_t>(at + 1), {}, {}, {}};
        if (at < header.cells.size()) {
            column.heading = shown(header.cells[at].text);
            if (found[at] != none) column.field = fields[found[at]].name;
        }
        for (const auto& row : rows()) {
            if (at < row.cells.size()) column.example = shown(row.cells[at].text);
            if (!column.example.empty()) break;
        }
        columns_.push_back(std::move(column));
    }
}

void Layout::apply_choices(std::span<const Field> fields, const Choices& choices, Notes& errors)
{
    for (const auto& [field, number] : choices.columns) {
        if (std::ranges::find(fields, field, &Field::name) == fields.end()) continue;
        for (auto& column : columns_) // What was found for either is no longer so.
            if (column.field == field || column.number == number) column.field.clear();
        if (number == 0) continue;
        const auto column = std::ranges::find(columns_, number, &Column::number);
        if (column == columns_.end())
            errors.add({Fault::no_such_column, header_, number, {}, field});
        else
            column->field = field;
    }
}

void Layout::settle(std::span<const Field> fields, Notes& errors, Notes& warnings)
{
    for (const auto& column : columns_) {
        const auto index = static_cast<std::size_t>(column.number - 1);
        const Note note{Fault::column_is_not_read, header_, column.number, column.heading,
                        column.heading};
        if (column.field.empty()) {
            warnings.add(note);
            continue;
        }
        if (!places_.emplace(column.field, index).second) {
            errors.add({Fault::duplicate_column, header_, column.number, column.heading,
                        std::string{field_named(fields, column.field).chinese}});
        }
        else if (sheet_->hidden_columns.contains(column.number)) {
            warnings.add(
                {Fault::hidden_column, header_, column.number, column.heading, column.heading});
        }
    }
    for (const auto& field : fields) {
        if (field.required && !places_.contains(field.name))
            errors.add({Fault::missing_column, header_, 0, std::string{field.chinese}, {}});
    }
}

std::span<const Row> Layout::rows() const
{
    if (sheet_->rows.empty()) return {};
    return std::span{sheet_->rows}.subspan(header_index_ + 1);
}

const Cell& Layout::cell(const Row& row, std::string_view field) const
{
    static const Cell empty;
    const auto found = places_.find(field);
    return found == places_.end() || found->second >= row.cells.size() ? empty
                                                                       : row.cells[found->second];
}

Note Layout::note(Fault fault, const Row& row, std::string_view field) const
{
    const auto found = places_.find(field);
    if (found == places_.end()) return {fault, row.number, 0, {}, {}};
    return {fault, row.number, static_cast<std::int64_t>(found->second + 1),
            columns_[found->second].heading, shown(cell(row, field).text)};
}

bool is_longer_than_header(const Layout& layout, const Row& row)
{
    const auto header = std::ranges::find(layout.sheet().rows, layout.header(), &Row::number);
    return header != layout.sheet().rows.end() && row.cells.size() > header->cells.size();
}

bool looks_like_entry(const Layout& layout, const Row& row)
{
    const auto& rows = layout.sheet().rows;
    const auto header = std::ranges::find(rows, layout.header(), &Row::number);
    if (header != rows.end() && row.cells == header->cells)
        return false; // At the top of each page.
    return filled(row) > 1 || layout.columns().size() == 1;
}

const Sheet* choose_sheet(const Workbook& workbook, std::span<const Field> fields,
                          const Choices& choices)
{
    if (!choices.sheet.empty()) {
        const auto found = std::ranges::find(workbook.sheets, choices.sheet, &Sheet::name);
        return found == workbook.sheets.end() ? nullptr : &*found;
    }
    const Sheet* best = nullptr;
    std::size_t best_fit = 0;
    for (const auto& sheet : workbook.sheets) {
        const auto fit = Layout::fit(sheet, fields);
        if (sheet.hidden || (best != nullptr && fit <= best_fit)) continue;
        best = &sheet;
        best_fit = fit;
    }
    return best == nullptr && !workbook.sheets.empty() ? &workbook.sheets.front() : best;
}

} // namespace rostrum::intake
