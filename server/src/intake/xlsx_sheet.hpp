// One sheet of an Office Open XML workbook.
#pragma once

#include "intake/workbook.hpp"
#include "intake/xml.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::intake {

/// What all sheets of a workbook refer to. Counts what they take, over all of them.
struct SharedParts {
    std::vector<std::string> texts;
    std::vector<std::string> formats; ///< Of numbers, by a cell's style.
    bool counts_from_1904{false};
    std::size_t cells{0};
    std::size_t cell_bytes{0};
};

class SheetReader : public XmlListener {
public:
    explicit SheetReader(SharedParts& shared) : shared_{shared} {}

    void start(std::string_view name, const Attributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;

    /// What stands in the first cell of a merged area counts for the rows below it as well: a unit
    /// that is written once beside its five people. Not for the columns beside it: that is a title.
    [[nodiscard]] std::optional<Fault> fill_merged();

    [[nodiscard]] Sheet& sheet() { return sheet_; }
    [[nodiscard]] std::int64_t row() const { return row_; }

private:
    struct Merge {
        std::int64_t column;
        std::int64_t from_row;
        std::int64_t to_row;
    };

    void start_row(const Attributes& attributes);
    void start_cell(const Attributes& attributes);
    void end_cell();
    void note_hidden_columns(const Attributes& attributes);
    void note_merge(const Attributes& attributes);
    [[nodiscard]] Cell value() const;
    void put(std::vector<Cell>& cells, Cell cell, std::int64_t column);

    SharedParts& shared_;
    Sheet sheet_;
    std::vector<Merge> merges_;
    Row current_;
    std::int64_t row_{0};

    // The cell under way.
    std::int64_t column_{0};
    std::string type_;
    std::size_t style_{0};
    std::string raw_;
    bool has_formula_{false};
    bool in_cell_{false};
    bool in_value_{false};
    bool in_reading_{false};
};

} // namespace rostrum::intake
