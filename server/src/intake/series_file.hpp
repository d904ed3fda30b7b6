// A whole round as one text, TOML or JSON: prepared in an editor, compared, kept under version
// control. It holds no names of attendees: a roster is a file of its own.
#pragma once

#include "core/campaign.hpp"
#include "core/hearing.hpp"
#include "core/series.hpp"
#include "intake/fault.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::intake {

/// The first member of every series file.
inline constexpr std::string_view series_format = "rostrum-series/1";

struct FiledHearing {
    core::PlannedHearing plan;
    std::optional<core::HearingRules> rules; ///< Its own, whole; without: the file's.
    std::optional<core::Campaign> campaign;  ///< Without: the dossier stays as it is.
    std::string roster;                      ///< A file beside this one; empty: none is named.

    bool operator==(const FiledHearing&) const = default;
};

struct SeriesFile {
    std::string title;
    std::string city;
    std::optional<core::HearingRules> rules;
    std::vector<FiledHearing> hearings;

    bool operator==(const SeriesFile&) const = default;
};

/// What was read, and everything that is wrong with it, each at its line.
struct SeriesReading {
    SeriesFile file;
    std::vector<std::int64_t> lines; ///< Of the hearings; 0 in JSON.
    std::int64_t title_line{0};
    Notes errors;
    Notes warnings;
};

[[nodiscard]] SeriesReading read_series(std::string_view bytes);

enum class TextFormat : std::uint8_t { toml, json };

/// Reading it gives the same file again.
[[nodiscard]] std::string write_series(const SeriesFile& file, TextFormat format);

/// The series as it is. Of a hearing that has no dossier yet there is none in it.
[[nodiscard]] SeriesFile
series_file_of(const core::Series& series,
               const std::map<core::HearingId, const core::Hearing*>& hearings);

/// Rules in the one form that files hold: what may be absent is said.
[[nodiscard]] core::HearingRules settled(core::HearingRules rules);

[[nodiscard]] Fault fault_of(core::Refusal refusal);

} // namespace rostrum::intake
