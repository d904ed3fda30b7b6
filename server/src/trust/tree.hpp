// The tree of the record: RFC 6962 §2.1 over the lines of a stream. Whoever holds one root can
// prove later that not a byte of an earlier line was changed.
#pragma once

#include "trust/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::trust {

inline constexpr std::size_t hash_bytes = Digest{}.size();

/// SHA-256(0x00 ‖ line). The first byte keeps a line from passing as a pair of hashes.
[[nodiscard]] Digest leaf_hash(std::string_view line);

/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);

/// The bytes as they travel and are stored: 32 of them, not hexadecimal.
[[nodiscard]] std::string to_bytes(const Digest& hash);

/// Grows leaf by leaf. Keeps only the roots of the full subtrees on its right edge, at most 64
/// hashes however long the hearing.
class MerkleTree {
public:
    void append(const Digest& leaf);

    /// Of no leaf at all: SHA-256 of nothing, as the RFC says.
    [[nodiscard]] Digest root() const;
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    std::vector<Digest> edge_; // Largest subtree first; one for every bit set in size_.
    std::uint64_t size_{0};
};

/// How far a stream goes, and the root over all of it.
struct TreeHead {
    std::uint64_t size{0};
    Digest root{};

    bool operator==(const TreeHead&) const = default;
};

[[nodiscard]] TreeHead head_of(std::span<const Digest> leaves);

/// RFC 6962 §2.1.2: the hashes that show that the tree of all leaves extends the one of the first
/// `size`, at most 64. `size` is 1 to the number of leaves.
[[nodiscard]] std::vector<Digest> consistency_proof(std::span<const Digest> leaves,
                                                    std::uint64_t size);

/// Whether the proof shows that the later tree begins with the earlier one, which is not empty.
[[nodiscard]] bool extends(const TreeHead& earlier, const TreeHead& later,
                           std::span<const Digest> proof);

} // namespace rostrum::trust
