// The files that units hand in for their duties: a port, as those of ports.hpp, but synchronous,
// for the one thread that makes and takes documents.
#pragma once

#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::hall {

struct SubmittedFile {
    std::int64_t round{1};
    std::string sha256; ///< Of its bytes, hexadecimal: where it is stored.
    std::string name;   ///< Harmless as the name of a download.
    std::int64_t bytes{0};
    core::Instant at;

    bool operator==(const SubmittedFile&) const = default;
};

struct Files {
    virtual ~Files() = default;

    // The errors are sentences for the operator's log.

    /// Durable when it returns. Takes the place of what was there for the same round; gives what is
    /// there now.
    virtual std::expected<SubmittedFile, std::string> keep(const core::HearingId& hearing,
                                                           const core::DutyId& duty,
                                                           const SubmittedFile& file,
                                                           const std::string& bytes) = 0;
    /// By round.
    virtual std::expected<std::vector<SubmittedFile>, std::string>
    list(const core::HearingId& hearing, const core::DutyId& duty) = 0;
    /// Nothing when there is none, or it is not what it was.
    virtual std::expected<std::optional<std::string>, std::string>
    read(const std::string& sha256) = 0;
};

} // namespace rostrum::hall
