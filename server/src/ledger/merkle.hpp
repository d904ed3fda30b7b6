// The tree of the record: RFC 6962 §2.1 over the lines of a stream. Whoever holds one root can
// prove later that not a byte of an earlier line was changed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::ledger {

inline constexpr std::size_t hash_bytes = 32;

/// SHA-256.
using Hash = std::array<unsigned char, hash_bytes>;

/// SHA-256(0x00 ‖ line). The first byte keeps a line from passing as a pair of hashes.
[[nodiscard]] Hash leaf_hash(std::string_view line);

/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

/// The bytes as they travel and are stored: 32 of them, not hexadecimal.
[[nodiscard]] std::string to_bytes(const Hash& hash);

/// Grows leaf by leaf. Keeps only the roots of the full subtrees on its right edge, at most 64
/// hashes however long the hearing.
class MerkleTree {
public:
    void append(const Hash& leaf);

    /// Of no leaf at all: SHA-256 of nothing, as the RFC says.
    [[nodiscard]] Hash root() const;
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    std::vector<Hash> edge_; // Largest subtree first; one for every bit set in size_.
    std::uint64_t size_{0};
};

} // namespace rostrum::ledger
