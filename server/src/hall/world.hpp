// Everything around a hall, as arguments: so that a test or a simulation can be the world.
#pragma once

#include "core/time.hpp"
#include "hall/draw_scheme.hpp"
#include "hall/front.hpp"
#include "hall/limits.hpp"
#include "hall/ports.hpp"
#include "trust/ballot_key.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace rostrum::hall {

/// Work that takes seconds, in slices, so that it can be watched and ended.
struct LongWork {
    std::function<bool()> slice; ///< Elsewhere, some 30 ms; false when that was the last.
    std::function<void()> told;  ///< On the hall thread, about once a second and after the last.
};

/// Work of milliseconds for which the hall thread has no time, such as a signature.
struct Computation {
    std::function<void()> work; ///< Elsewhere.
    /// On the hall thread afterwards; also when the process stops and the work was left undone.
    std::function<void()> done;
};

struct World {
    Ledger& ledger;
    Lease& lease;
    Publisher& publisher;
    std::function<core::Instant()> now;
    /// Runs a task on the hall thread after a while.
    std::function<void(core::Span, std::function<void()>)> after;
    /// Does the work on a thread of its own. Ends it without a word when the process stops.
    std::function<void(LongWork)> work;
    /// Does the work on one of a few threads, in the order it came. Whoever gives work bounds it.
    std::function<void(Computation)> compute;
    /// Unpredictable bytes.
    std::function<std::string(std::size_t)> random_bytes;
    /// Lower-case hexadecimal digests.
    std::function<std::string(const std::string&)> sha256;
    std::function<std::string(const std::string& key, const std::string& text)> hmac_sha256;
    std::string owner;                                   ///< Names this process in leases.
    std::function<void(const std::string&)> log_warning; ///< Without personal data or secrets.
    /// Nobody between this server and the phones can change the pages on their way.
    bool network_is_trusted{false};
    Notary* notary{nullptr}; ///< Without one the logs are not signed.
    /// Iterations of a draw's slow step. Another than the protocol's is for tests only.
    TrustDrawScheme::Delay delay_iterations{protocol_delay};
    /// Makes the key of a secret ballot. Another than a fresh one is for tests only.
    std::function<trust::BallotKey(unsigned bits)> make_ballot_key{trust::BallotKey::generate};
    std::size_t inbox_max{limits::inbox_max}; ///< Another is for tests only.
};

} // namespace rostrum::hall
