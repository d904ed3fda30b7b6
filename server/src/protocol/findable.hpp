// What the office can look for in the record, as one text each: made from a hearing's state, never
// the truth itself.
#pragma once

#include "core/ids.hpp"

#include <cstdint>
#include <string>

namespace rostrum::protocol {

enum class FindableKind : std::uint8_t { question, answer, duty, instruction };

inline constexpr int findable_kinds = 4;

struct Findable {
    FindableKind kind{FindableKind::question};
    core::HearingId hearing;
    std::string id;    ///< Of the question, duty or instruction; of an answer, its question's.
    std::string text;  ///< As it is shown.
    std::string about; ///< Who asked, by card number; else the unit.
    std::string hay;   ///< All that leads here, in the form in which it is compared.

    bool operator==(const Findable&) const = default;
};

} // namespace rostrum::protocol
