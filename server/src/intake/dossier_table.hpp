// One table of a campaign's dossier as an office keeps it: metrics, units or projects, row by row.
#pragma once

#include "core/campaign.hpp"
#include "intake/columns.hpp"
#include "intake/reading.hpp"
#include "intake/workbook.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

enum class DossierPart : std::uint8_t { units, metrics, projects };

[[nodiscard]] const char* name_of(DossierPart part);
[[nodiscard]] std::optional<DossierPart> dossier_part_named(std::string_view name);

/// The fields of a part, for those who map them.
[[nodiscard]] std::span<const Field> fields_of(DossierPart part);

/// The part whose headings a sheet bears; nothing when it bears those of none.
[[nodiscard]] std::optional<DossierPart> part_of(const Sheet& sheet);

/// A row of any of them; what a part does not have stays empty.
struct DossierRow {
    std::int64_t row{1};
    std::string id;   ///< Of a unit, where the list has one.
    std::string name; ///< Of the metric, unit or project.
    std::string value;
    std::string measured_in; ///< A metric's unit of measurement.
    std::string note;
    std::string unit; ///< To which a project belongs, by name or id.
    std::string responsible;
    std::string status;
};

struct DossierTable {
    DossierPart part{DossierPart::metrics};
    Reading reading;
    std::vector<DossierRow> rows;
    std::set<std::string, std::less<>> told; ///< The fields that are in a column.
};

[[nodiscard]] DossierTable read_table(const Workbook& workbook, const Sheet& sheet,
                                      DossierPart part, const Choices& choices);

/// As names are compared: half-width, without blanks.
[[nodiscard]] std::string name_key(std::string_view name);

} // namespace rostrum::intake
