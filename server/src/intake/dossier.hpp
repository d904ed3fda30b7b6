// The dossier of a campaign as an office keeps it, compared with the one we have: metrics, units
// and projects with their responsible persons, each a table of its own.
#pragma once

#include "core/campaign.hpp"
#include "intake/dossier_table.hpp"
#include "intake/roster.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

/// As it is before the import.
struct DossierBasis {
    core::Campaign campaign;
    std::string hearing_title; ///< Of a campaign that has no title yet.
};

struct DossierLine {
    DossierPart part{DossierPart::metrics};
    std::string sheet;
    std::int64_t row{1};
    Change change{Change::added};
    std::string name;
    std::string about; ///< All else that is told of it.

    bool operator==(const DossierLine&) const = default;
};

struct DossierPlan {
    std::vector<DossierTable> tables; ///< At least one. What is said of them stands below.
    Notes errors;                     ///< With any of these nothing is imported.
    Notes warnings;
    std::vector<DossierLine> lines;
    std::int64_t added{0};
    std::int64_t changed{0};
    std::int64_t left{0};
    std::int64_t not_in_file{0}; ///< In the parts that the file tells of; they stay.
    core::Campaign campaign;     ///< As it is afterwards.

    /// Of the dossier before and after: the same plan has the same one.
    [[nodiscard]] std::string fingerprint() const;
    std::string basis_digest;
};

/// Every sheet whose headings are those of a part is read. `choices.sheet` names one that is read
/// alone, and what it holds may be said by `part`. An entry is known by its name (a unit by its id
/// too, a project with its unit): importing again updates, and nothing is ever removed. A file that
/// cannot be read at all is told by its one note.
[[nodiscard]] std::expected<DossierPlan, Note> plan_dossier(std::string_view bytes,
                                                            const Choices& choices,
                                                            std::optional<DossierPart> part,
                                                            const DossierBasis& basis);

} // namespace rostrum::intake
