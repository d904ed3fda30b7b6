// Which column of a sheet holds what: found by its heading, or said by whoever imports it.
#pragma once

#include "intake/workbook.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

/// Something that a table can tell of each of its rows.
struct Field {
    std::string_view name;
    std::string_view chinese;
    bool required{false};
    /// How offices head it, in the form `heading_key` gives.
    std::span<const std::string_view> headings;
};

/// What the person who imports it says over what is found.
struct Choices {
    std::string sheet;      ///< By its name; empty: the one that fits best.
    std::int64_t header{0}; ///< The row of the headings; 0: the one that fits best.
    std::map<std::string, std::int64_t> columns; ///< By field; 0: it is not in the file.
    std::string category;                        ///< Of everybody, where no column says it.

    bool operator==(const Choices&) const = default;
};

struct Column {
    std::int64_t number{1};
    std::string heading;
    std::string field;   ///< Empty: it is not read.
    std::string example; ///< The first cell below the heading.

    bool operator==(const Column&) const = default;
};

/// A heading as it is compared: half-width, lower case, without blanks, brackets and marks.
[[nodiscard]] std::string heading_key(std::string_view heading);

/// One sheet as a table of fields.
class Layout {
public:
    /// Errors and warnings of the headings go to these.
    Layout(const Sheet& sheet, std::span<const Field> fields, const Choices& choices, Notes& errors,
           Notes& warnings);

    /// How many fields of the best header row were recognised by their headings.
    [[nodiscard]] static std::size_t fit(const Sheet& sheet, std::span<const Field> fields);

    [[nodiscard]] const Sheet& sheet() const { return *sheet_; }
    [[nodiscard]] std::int64_t header() const { return header_; }
    [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
    [[nodiscard]] bool has(std::string_view field) const { return places_.contains(field); }

    /// Those below the headings.
    [[nodiscard]] std::span<const Row> rows() const;

    /// An empty one where the row is short or the field is in no column.
    [[nodiscard]] const Cell& cell(const Row& row, std::string_view field) const;
    [[nodiscard]] Note note(Fault fault, const Row& row, std::string_view field) const;

private:
    void list_columns(std::span<const Field> fields);
    void apply_choices(std::span<const Field> fields, const Choices& choices, Notes& errors);
    void settle(std::span<const Field> fields, Notes& errors, Notes& warnings);
    [[nodiscard]] std::size_t last_column() const;

    const Sheet* sheet_;
    std::size_t header_index_{0};
    std::int64_t header_{0};
    std::vector<Column> columns_;
    std::map<std::string, std::size_t, std::less<>>
        places_; ///< Index into a row's cells, by field.
};

/// False for section titles, notes at the end and headings at the top of each page.
[[nodiscard]] bool looks_like_entry(const Layout& layout, const Row& row);

/// In CSV the sign of a comma that should have been quoted: its cells have moved.
[[nodiscard]] bool is_longer_than_header(const Layout& layout, const Row& row);

/// The sheet that is named, or the visible one whose headings fit best; nothing when there is none.
[[nodiscard]] const Sheet* choose_sheet(const Workbook& workbook, std::span<const Field> fields,
                                        const Choices& choices);

} // namespace rostrum::intake
