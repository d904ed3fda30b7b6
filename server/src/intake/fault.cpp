#include "intake/fault.hpp"

#include "core/text.hpp"
#include "intake/limits.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <utility>

namespace rostrum::intake {
namespace {

constexpr std::array<FaultWords, 72> faults{{
    {"empty_file", "文件为空", "The file is empty"},
    {"unknown_file", "不是 XLSX 或 CSV 文件", "This is neither an XLSX nor a CSV file"},
    {"web_page", "这是网页，不是表格：请用 Excel 或 WPS 另存为 XLSX",
     "This is a web page, not a table: save it as XLSX with Excel or WPS"},
    {"old_workbook", "这是旧格式（.xls）：请用 Excel 或 WPS 另存为 XLSX",
     "This is the old format (.xls): save it as XLSX with Excel or WPS"},
    {"workbook_is_encrypted", "文件有密码：请取消密码后再导入",
     "The file has a password: remove it and try again"},
    {"not_a_workbook", "压缩包里没有工作簿，不是 XLSX 文件",
     "There is no workbook in this archive: it is not an XLSX file"},
    {"workbook_is_broken", "文件已损坏或不完整：请重新保存后再试",
     "The file is damaged or incomplete: save it again and try once more"},
    {"workbook_is_unsafe", "文件含有文档类型或实体定义，拒绝读取",
     "The file declares a document type or entities and is not read"},
    {"workbook_is_too_large", "文件解压后超过 64 MB", "Unpacked, the file exceeds 64 MB"},
    {"too_many_parts", "压缩包内的文件超过 2000 个", "There are more than 2000 files in it"},
    {"too_many_sheets", "工作表超过 64 个", "There are more than 64 sheets"},
    {"too_many_cells", "单元格超过 50 万个，或文字过多",
     "There are more than 500,000 cells, or too much text in them"},
    {"too_many_merges", "合并单元格超过 2 万处", "There are more than 20,000 merged areas"},
    {"too_many_rows", "超过 4 万行", "There are more than 40,000 rows"},
    {"too_many_columns", "第 64 列之后还有内容", "There is something beyond the 64th column"},
    {"bad_encoding", "文字编码无法识别：请另存为 XLSX 或 UTF-8 编码的 CSV",
     "The encoding cannot be read: save it as XLSX, or as CSV in UTF-8"},
    {"bad_quote", "引号不成对", "A quotation mark has no partner"},
    {"bad_line_end", "换行符不完整", "A line does not end as lines do"},
    {"no_such_sheet", "没有这个工作表", "There is no such sheet"},
    {"no_header", "没有找到表头：请指定表头所在的行",
     "No headings were found: say in which row they are"},
    {"missing_column", "缺少这一列：请指定是哪一列", "This column is missing: say which one it is"},
    {"duplicate_column", "两列对应同一项：请只保留一列",
     "Two columns stand for the same: keep one of them"},
    {"no_such_column", "没有这一列", "There is no such column"},
    {"no_rows", "表头下没有内容", "There is nothing below the headings"},
    {"wrong_cell_count", "这一行比表头长：文字中的逗号须放在引号内",
     "This row is longer than the headings: put text with a comma into quotation marks"},
    {"too_long", "内容过长", "Too long"},
    {"bad_characters", "含有换行或无法显示的字符",
     "Has a line break or characters that cannot be shown"},
    {"formula_without_value", "公式没有保存结果：请在 Excel 或 WPS 中打开并保存一次",
     "A formula without its result: open and save the file once with Excel or WPS"},
    {"cell_is_an_error", "公式出错", "The formula's result is an error"},
    {"empty_name", "姓名或名称为空", "There is no name"},
    {"bad_handle", "编号只能用字母、数字和连字符，最多 24 个字符",
     "A number consists of at most 24 letters, digits and hyphens"},
    {"handle_is_a_date", "编号被表格软件变成了日期：请把该列设为文本后重新填写",
     "The spreadsheet made a date of the number: format the column as text and type it again"},
    {"duplicate_id", "编号重复", "This number comes twice"},
    {"duplicate_person", "同一姓名和单位出现两次：若是两个人，请填写编号",
     "The same name and organisation come twice: if they are two people, give numbers"},
    {"ambiguous_person", "名册中有多人同名，无法判断是谁：请填写编号",
     "Several people bear this name: give the number"},
    {"unknown_category", "没有这个类别", "There is no such category"},
    {"bad_flag", "请填“是”或“否”", "Say yes or no"},
    {"no_such_unit", "没有这个单位", "There is no such unit"},
    {"duplicate_unit", "单位重复", "This unit comes twice"},
    {"unit_is_in_use", "该单位已有提问、报告或要求，不能删去",
     "This unit has questions, reports or instructions and must stay"},
    {"too_many_entries", "条目过多（指标和单位各 64，项目 200）",
     "Too many entries (64 metrics, 64 units, 200 projects)"},
    {"dossier_is_too_long", "攻势资料的文字合计过长（约 7000 字）",
     "The dossier's texts are too long together (some 7,000 characters)"},
    {"read_as_gb18030", "已按 GB18030（GBK）编码读取：请核对文字",
     "Read as GB18030 (GBK): look whether the text is right"},
    {"sheet_is_not_read", "未读取这个工作表", "This sheet was not read"},
    {"column_is_not_read", "未读取这一列", "This column was not read"},
    {"hidden_column", "这一列在表格中是隐藏的", "This column is hidden in the sheet"},
    {"hidden_row", "这一行在表格中是隐藏的，同样会导入",
     "This row is hidden in the sheet, and imported like the others"},
    {"row_is_not_read", "这一行不像一条记录，未读取",
     "This row looks like no entry and was not read"},
    {"cell_is_a_date", "这一格是日期：请核对", "This cell is a date: look whether that is right"},
    {"category_is_guessed", "按相近的名称归入类别：请核对",
     "The category was found by a similar name: look whether it is right"},
    {"name_changes", "该编号原来是另一个姓名：请核对是否错行",
     "This number had another name: look whether rows have shifted"},
    {"same_name", "已有同名的人，单位不同：将作为另一人；若是同一人，请填写编号",
     "Somebody of this name has another organisation: taken for another person; give the number if "
     "it is the same"},
    {"unit_is_added", "项目的责任单位不在单位表中：已加入",
     "A project's unit was not listed: it is added"},
    {"series_file_is_too_large", "文件超过 8 MB", "The file exceeds 8 MB"},
    {"not_a_series_file", "不是整轮方案文件：第一项应为 format = 'rostrum-series/1'",
     "This is no series file: it begins with format = 'rostrum-series/1'"},
    {"bad_syntax", "格式有误，无法读取", "The text cannot be read"},
    {"unknown_member", "没有这一项：请核对名称", "There is no such member: check its name"},
    {"missing_member", "缺少这一项", "This member is missing"},
    {"wrong_member", "这一项的内容类型不对", "This member has to hold something else"},
    {"bad_moment", "时间应写作 2021-01-21T09:00:00+08:00",
     "A moment is written as 2021-01-21T09:00:00+08:00"},
    {"number_is_out_of_range", "数值超出范围", "The number is out of range"},
    {"rules_do_not_fit", "规则自相矛盾", "The rules contradict themselves"},
    {"rules_are_locked", "测评规则已锁定，不能再改",
     "The ballot rule is locked and cannot be changed"},
    {"category_is_in_use", "名册或提问中仍有这一类别，不能删去",
     "Somebody on the roster or a question belongs to a category that would be gone"},
    {"hearing_is_under_way", "会议已经开始，这一项不能再改",
     "The hearing has begun: this can no longer be changed"},
    {"series_is_another", "数据文件夹中是另一轮会议：名称或城市不同",
     "The data folder holds another series: its title or city differs"},
    {"too_many_hearings", "超过 400 场会议", "There are more than 400 hearings"},
    {"roster_is_unreadable", "名册文件无法读取", "The roster cannot be read"},
    {"is_refused", "会议不接受这项修改", "The hearing refuses this change"},
    {"series_rules_stay", "本轮的默认规则已经确定：新规则只用于文件中的会议",
     "The series' own rules stay: the new ones go to the hearings of this file"},
    {"roster_is_apart", "名册请另行导入", "Import this roster by itself"},
    {"duplicate_entry", "同一条目出现两次", "This entry comes twice"},
}};

static_assert(faults.size() == static_cast<std::size_t>(Fault::duplicate_entry) + 1);

} // namespace

const FaultWords& words_of(Fault fault)
{
    const auto at = static_cast<std::size_t>(fault);
    assert(at < faults.size());
    return faults[at];
}

std::string column_name(std::int64_t column)
{
    std::string name;
    for (; column > 0; column = (column - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
    return name;
}

std::int64_t column_number(std::string_view name)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc{} && end == name.data() + name.size())
        return std::max<std::int64_t>(number, 0);
    if (name.empty() || name.size() > 3) return 0;
    number = 0;
    for (const char c : name) {
        const bool lower = c >= 'a' && c <= 'z';
        if (!lower && (c < 'A' || c > 'Z')) return 0;
        number = number * 26 + (c - (lower ? 'a' : 'A')) + 1;
    }
    return number;
}

std::string cell_name(std::int64_t row, std::int64_t column)
{
    if (row <= 0 || column <= 0) return {};
    return column_name(column) + std::to_string(row);
}

void Notes::add(Note note)
{
    ++count_;
    if (told_.size() < limits::notes_max) told_.push_back(std::move(note));
}

std::string shown(std::string_view value)
{
    constexpr auto most = papers::limits::shown_value_bytes_max;
    if (value.size() <= most) return std::string{value};
    auto end = most;
    while (end > 0 && core::continues_character(value[end])) --end;
    return std::string{value.substr(0, end)};
}

} // namespace rostrum::intake
