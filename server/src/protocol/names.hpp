// Names of people, kept apart from the record so that they can be erased; views join them in.
#pragma once

#include "core/ids.hpp"

#include <map>
#include <string>

namespace rostrum::protocol {

struct PersonName {
    std::string name;
    std::string organisation;
    std::string title;
    std::string seat;

    bool operator==(const PersonName&) const = default;
};

using NameBook = std::map<core::ParticipantId, PersonName>;

} // namespace rostrum::protocol
