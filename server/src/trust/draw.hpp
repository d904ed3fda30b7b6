// The draw by `hdraw1`: how the inputs make a seed, and the seed an order. Nobody's choice after
// the freeze can change it, and everybody who holds the four files can repeat it.
#pragma once

#include "trust/bytes.hpp"
#include "trust/draw_files.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::trust {

/// What the server publishes before anybody gives chance: it binds it to its secret.
[[nodiscard]] Digest commit(std::string_view draw, const Bytes32& secret);

/// What the delay starts from. `freeze_hash` is the SHA-256 of freeze.txt.
[[nodiscard]] Bytes32 delay_input(const Digest& freeze_hash, const Reveal& reveal);

/// The least of the tickets' hashes. `weight` is at least 1.
[[nodiscard]] Digest score(const Digest& seed, std::string_view handle, std::uint32_t weight);

/// Everybody with a weight above 0, by score. Each comes first with a chance of weight to the sum
/// of weights.
[[nodiscard]] std::vector<std::string> rank(const Pool& pool, const Digest& seed);

/// One list from which people are called, in this order.
struct DrawnList {
    std::string stratum;              ///< Under a quota; otherwise empty.
    std::vector<std::string> handles; ///< All, so that whoever follows is known.
    std::size_t called{0};            ///< The first so many of them.

    bool operator==(const DrawnList&) const = default;
};

/// One list; under a quota one per stratum listed.
[[nodiscard]] std::vector<DrawnList> result_order(const Pool& pool, const Rule& rule,
                                                  const Digest& seed);

/// Those called, list after list.
[[nodiscard]] std::vector<std::string> called_handles(const std::vector<DrawnList>& lists);

} // namespace rostrum::trust
