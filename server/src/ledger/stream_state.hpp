// The rules of a stream, wherever it is kept: who may append, who may write at all. Pure; every
// implementation of the ledger asks here, so that they cannot differ.
#pragma once

#include "hall/ports.hpp"
#include "trust/tree.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace rostrum::ledger {

/// Milliseconds of a clock that is never set back. Only leases are measured by it, and they do not
/// outlive the process, so it may begin anywhere.
using Clock = std::function<std::int64_t()>;

struct StreamState {
    hall::Epoch epoch{0};   ///< 0: never granted to anybody.
    trust::MerkleTree tree; ///< Over all lines.
    std::string owner;      ///< Empty: free.
    std::int64_t lease_until_ms{0};

    [[nodiscard]] hall::Seq head() const { return tree.size(); }
};

/// Why the batch must not be written, if so: `fenced`, or `storage` when it breaks the contract of
/// ports.hpp in a way that could not be read back (an LF inside a line, an overlong line or name).
[[nodiscard]] std::optional<hall::Failure> objection(const StreamState& state,
                                                     const hall::Batch& batch);

/// Adds the lines to the tree and returns their leaf hashes, one after the other, as they are
/// stored. The batch had no objection.
std::string grow(StreamState& state, const hall::Batch& batch);

[[nodiscard]] hall::Appended appended(const StreamState& state);

/// Whether `name` may name a stream or an owner.
[[nodiscard]] bool is_name(const std::string& name);

/// The stream after `owner` has taken it, or nothing while somebody else holds it.
[[nodiscard]] std::optional<StreamState> granted(StreamState state, const std::string& owner,
                                                 std::int64_t now_ms, std::int64_t ttl_ms);

/// The stream with a longer lease, or nothing when `epoch` is not the holder's.
[[nodiscard]] std::optional<StreamState> renewed(StreamState state, hall::Epoch epoch,
                                                 std::int64_t now_ms, std::int64_t ttl_ms);

/// The stream free for the next one, or nothing when `epoch` is not the holder's. The epoch stays:
/// it rises with the next grant, and until then nobody else writes.
[[nodiscard]] std::optional<StreamState> released(StreamState state, hall::Epoch epoch);

} // namespace rostrum::ledger
