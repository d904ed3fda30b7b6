// All that a printed paper is written from, gathered at one moment, so that it can be drawn
// elsewhere.
#pragma once

#include "core/hearing.hpp"
#include "core/series.hpp"
#include "papers/course.hpp"
#include "protocol/names.hpp"

#include <string>

namespace rostrum::papers {

struct Record {
    std::string series; ///< Its name.
    core::Hearing hearing;
    protocol::NameBook names;
    Course course;
    std::string checkpoint; ///< The last signed note about the log; empty while there is none.
    std::string verifier;   ///< The key it is checked by.
};

/// City and title, `青岛市15个攻势质询答辩会议`; the city once, where the title begins with it.
[[nodiscard]] std::string series_name(const core::Series& series);

/// `青岛市质询答辩会议秘书处`: who sends the papers of a series.
[[nodiscard]] std::string office_of(const Record& record);

/// The person's name; the card number where there is none (any more).
[[nodiscard]] std::string name_of(const Record& record, const core::ParticipantId& participant);

} // namespace rostrum::papers
