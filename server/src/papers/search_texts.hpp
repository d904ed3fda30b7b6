// What the office can look for: the texts of a hearing, the people of the series, and the words
// that somebody types, all in one form.
#pragma once

#include "core/hearing.hpp"
#include "protocol/findable.hpp"
#include "protocol/names.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::papers {

/// Parted by blanks, each as it is compared: half-width, ASCII letters lower case.
[[nodiscard]] std::vector<std::string> search_words(std::string_view typed);

/// Questions as asked and as edited, what was noted of answers, what units handed in and were told,
/// and the chair's instructions.
[[nodiscard]] std::vector<protocol::Findable> search_texts(const core::Hearing& hearing);

struct FoundPerson {
    core::ParticipantId participant;
    protocol::PersonName name;
    std::vector<core::HearingId> hearings; ///< On whose roster they are.
};

struct FoundPeople {
    std::int64_t count{0};
    std::vector<FoundPerson> first;
};

/// Straight from the names, so that one which is erased is found nowhere. By name, number,
/// organisation, title or seat.
[[nodiscard]] FoundPeople
find_people(const protocol::NameBook& names,
            const std::map<core::HearingId, const core::Hearing*>& hearings,
            const std::vector<std::string>& words, std::size_t max);

} // namespace rostrum::papers
