// A series file compared with the series that a data folder holds.
#pragma once

#include "core/hearing.hpp"
#include "core/preparation.hpp"
#include "core/series.hpp"
#include "intake/roster.hpp"
#include "intake/series_file.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::intake {

/// As it is before the import.
struct SeriesBasis {
    const core::Series& series;
    std::map<core::HearingId, const core::Hearing*> hearings;
    /// What a hearing there is would answer to a command; nothing: it would be done.
    std::function<std::optional<core::Refusal>(const core::HearingId&, const core::Command&)> judge;
};

struct SeriesLine {
    core::HearingId hearing;
    std::string title;
    Change change{Change::added};
    bool plan{false}; ///< Which of it changes.
    bool rules{false};
    bool dossier{false};
};

struct SeriesPlan {
    Notes errors; ///< With any of these nothing is imported.
    Notes warnings;
    std::vector<SeriesLine> lines; ///< In the order of the file.
    std::int64_t added{0};
    std::int64_t changed{0};
    std::int64_t left{0};
    std::int64_t not_in_file{0}; ///< Hearings that stay as they are.
    bool is_new{false};          ///< The series does not exist yet.
    core::SeriesPreparation preparation;
    /// Of the file's contents and what it would change: the same plan has the same one.
    std::string fingerprint;
};

[[nodiscard]] SeriesPlan plan_series(const SeriesReading& reading, const SeriesBasis& basis);

/// The rules that a hearing of the file gets, if it says any.
[[nodiscard]] std::optional<core::HearingRules> rules_for(const FiledHearing& hearing,
                                                          const SeriesFile& file);

} // namespace rostrum::intake
