// The office's search: a port, as those of ports.hpp, but synchronous, for the one thread that
// makes documents. What it holds is made from the record and can be made anew at any time.
#pragma once

#include "core/ids.hpp"
#include "protocol/findable.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace rostrum::hall {

struct FoundOfKind {
    std::int64_t count{0}; ///< Of all.
    std::vector<protocol::Findable> first;
};

/// By kind.
using Found = std::array<FoundOfKind, protocol::findable_kinds>;

struct SearchIndex {
    virtual ~SearchIndex() = default;

    // The errors are sentences for the operator's log.

    /// All that there is of a hearing, in place of what there was.
    virtual std::expected<void, std::string>
    replace(const core::HearingId& hearing, std::span<const protocol::Findable> findables) = 0;
    /// Where all of these words are, each at least one character, as they are compared. Of each
    /// kind the first `max`, in the order of hearings and of what is in them.
    virtual std::expected<Found, std::string> find(std::span<const std::string> words,
                                                   std::size_t max) = 0;
};

} // namespace rostrum::hall
