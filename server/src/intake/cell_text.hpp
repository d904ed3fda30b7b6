// Cells as texts that may stand on the record, each judged where it stands.
#pragma once

#include "intake/columns.hpp"
#include "intake/reading.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace rostrum::intake {

class CellTexts {
public:
    CellTexts(const Layout& layout, Reading& reading) : layout_{layout}, reading_{reading} {}

    /// Without blanks at its ends, on one line. Empty where the field is in no column.
    [[nodiscard]] std::string text(const Row& row, std::string_view field, std::size_t length_max);
    /// Likewise; 王　明 is 王明.
    [[nodiscard]] std::string name(const Row& row, std::string_view field, std::size_t length_max);
    /// A card number, half-width; empty where there is none.
    [[nodiscard]] std::string handle(const Row& row, std::string_view field);
    /// As `text`, with a date as nothing special: a figure or a project may well be one.
    [[nodiscard]] std::string any_text(const Row& row, std::string_view field,
                                       std::size_t length_max);

private:
    /// False when the cell has no value that could be read.
    [[nodiscard]] bool has_value(const Row& row, std::string_view field);

    const Layout& layout_;
    Reading& reading_;
};

/// Without any blank, for comparing names.
[[nodiscard]] std::string without_blanks(std::string_view text);

} // namespace rostrum::intake
