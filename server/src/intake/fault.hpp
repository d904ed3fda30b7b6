// What can be said of a file that somebody brings: one code each, and a sentence in both languages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

/// Codes are part of the protocol: only ever added to.
enum class Fault : std::uint8_t {
    // The file as a whole.
    empty_file,
    unknown_file,
    web_page,
    old_workbook,
    workbook_is_encrypted,
    not_a_workbook,
    workbook_is_broken,
    workbook_is_unsafe,
    workbook_is_too_large,
    too_many_parts,
    too_many_sheets,
    too_many_cells,
    too_many_merges,
    too_many_rows,
    too_many_columns,
    bad_encoding,
    bad_quote,
    bad_line_end,
    no_such_sheet,
    // Its headings.
    no_header,
    missing_column,
    duplicate_column,
    no_such_column,
    no_rows,
    // A cell.
    wrong_cell_count,
    too_long,
    bad_characters,
    formula_without_value,
    cell_is_an_error,
    empty_name,
    bad_handle,
    handle_is_a_date,
    duplicate_id,
    duplicate_person,
    ambiguous_person,
    unknown_category,
    bad_flag,
    // A campaign's dossier.
    no_such_unit,
    duplicate_unit,
    unit_is_in_use,
    too_many_entries,
    dossier_is_too_long,
    // Worth a look, and no error.
    read_as_gb18030,
    sheet_is_not_read,
    column_is_not_read,
    hidden_column,
    hidden_row,
    row_is_not_read,
    cell_is_a_date,
    category_is_guessed,
    name_changes,
    same_name,
    unit_is_added,
    // A series as one text.
    series_file_is_too_large,
    not_a_series_file,
    bad_syntax,
    unknown_member,
    missing_member,
    wrong_member,
    bad_moment,
    number_is_out_of_range,
    rules_do_not_fit,
    rules_are_locked,
    category_is_in_use,
    hearing_is_under_way,
    series_is_another,
    too_many_hearings,
    roster_is_unreadable,
    is_refused,
    series_rules_stay,
    roster_is_apart,
    duplicate_entry,
};

struct FaultWords {
    const char* code;
    const char* chinese;
    const char* english;
};

[[nodiscard]] const FaultWords& words_of(Fault fault);
[[nodiscard]] inline const char* name_of(Fault fault)
{
    return words_of(fault).code;
}

/// Something said of one place of the file.
struct Note {
    Fault fault{Fault::unknown_file};
    std::int64_t row{0};    ///< As a spreadsheet counts; 0: of the whole file.
    std::int64_t column{0}; ///< From 1; 0: of the whole row.
    std::string heading{};  ///< The column's, where it has one.
    std::string value{};    ///< What stands there, cut.

    bool operator==(const Note&) const = default;
};

/// `AB12`, as a spreadsheet calls the place; empty without a row or a column.
[[nodiscard]] std::string cell_name(std::int64_t row, std::int64_t column);
/// `AB`.
[[nodiscard]] std::string column_name(std::int64_t column);
/// The number of `AB` or `28`; 0: none.
[[nodiscard]] std::int64_t column_number(std::string_view name);

/// Notes of one kind: the first ones, and how many there are.
class Notes {
public:
    void add(Note note);
    [[nodiscard]] const std::vector<Note>& told() const { return told_; }
    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }

private:
    std::vector<Note> told_;
    std::int64_t count_{0};
};

/// The longest beginning of whole characters that is short enough to be shown back.
[[nodiscard]] std::string shown(std::string_view value);

} // namespace rostrum::intake
