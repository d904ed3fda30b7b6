// Names that are no longer needed, forgotten for good; and the record of that.
#pragma once

#include "access/people_store.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <vector>

namespace rostrum::access {

struct Erasure {
    core::Instant at;
    std::optional<core::HearingId> hearing; ///< Nothing: of the whole series.
    std::int64_t names{0};

    bool operator==(const Erasure&) const = default;
};

/// Forgets every name with all that belongs to it, also in the free pages of the file and in its
/// write-ahead log; finishes what an earlier erasure could not. Gives how many there were. Cards
/// and sessions stay: they hold card numbers and hashes alone.
std::expected<std::int64_t, StoreError> erase_names(PeopleStore& store, core::Instant now);
/// Likewise those of some people, who are of one hearing.
std::expected<std::int64_t, StoreError> erase_names_of(PeopleStore& store,
                                                       const core::HearingId& hearing,
                                                       const std::set<core::ParticipantId>& people,
                                                       core::Instant now);

/// The oldest first.
[[nodiscard]] std::expected<std::vector<Erasure>, StoreError> erasures(PeopleStore& store);

} // namespace rostrum::access
