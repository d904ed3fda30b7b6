// A roster as an office keeps it, compared with the one we have.
#pragma once

#include "core/hearing.hpp"
#include "intake/columns.hpp"
#include "intake/reading.hpp"
#include "protocol/names.hpp"

#include <cstdint>
#include <expected>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

enum class Change : std::uint8_t { added, changed, left };

struct RosterLine {
    std::int64_t row{1};
    core::RosterEntry entry;
    protocol::PersonName name;
    Change change{Change::added};
    bool number_is_new{false}; ///< The card number is not in the file: it was given out here.

    bool operator==(const RosterLine&) const = default;
};

/// As it is before the import.
struct RosterBasis {
    std::vector<core::Category> categories;
    std::map<core::ParticipantId, core::RosterEntry> entries; ///< Of the hearing.
    protocol::NameBook names;                                 ///< Of the whole series.
    /// On any roster of the series, whether their names are known or erased: nobody else gets their
    /// number.
    std::set<core::ParticipantId> numbered{};
};

struct RosterPlan {
    Reading reading;
    std::vector<RosterLine> lines; ///< In the order of the file.
    std::int64_t added{0};
    std::int64_t changed{0};
    std::int64_t left{0};
    std::int64_t not_in_file{0}; ///< On the roster, and stay there.

    /// Of the file's and the roster's contents and the choices: the same plan has the same one.
    [[nodiscard]] std::string fingerprint() const;
};

/// The fields of a roster, for those who map them.
[[nodiscard]] std::span<const Field> roster_fields();

/// Never fails for a single row: what is wrong stands in the reading. A file that cannot be read at
/// all is told by its one note.
[[nodiscard]] std::expected<RosterPlan, Note>
plan_roster(std::string_view bytes, const Choices& choices, const RosterBasis& basis);

} // namespace rostrum::intake
