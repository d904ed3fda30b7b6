// Everything around a hall, as arguments: so that a test or a simulation can be the world.
#pragma once

#include "core/time.hpp"
#include "hall/front.hpp"
#include "hall/ports.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace rostrum::hall {

struct World {
    Ledger& ledger;
    Lease& lease;
    Publisher& publisher;
    std::function<core::Instant()> now;
    /// Runs a task on the hall thread after a while.
    std::function<void(core::Span, std::function<void()>)> after;
    /// Unpredictable bytes.
    std::function<std::string(std::size_t)> random_bytes;
    /// Lower-case hexadecimal digests.
    std::function<std::string(const std::string&)> sha256;
    std::function<std::string(const std::string& key, const std::string& text)> hmac_sha256;
    std::string owner;                                   ///< Names this process in leases.
    std::function<void(const std::string&)> log_warning; ///< Without personal data or secrets.
    Notary* notary{nullptr};                             ///< Without one the logs are not signed.
};

} // namespace rostrum::hall
