#include "trust/tree.hpp"

#include <sodium/crypto_hash_sha256.h>

#include <bit>
#include <cassert>

namespace rostrum::trust {

static_assert(hash_bytes == crypto_hash_sha256_BYTES);

namespace {

constexpr unsigned char leaf_prefix = 0x00;
constexpr unsigned char node_prefix = 0x01;

/// The size of the left subtree of `size` leaves: the largest power of two below it.
std::size_t split(std::size_t size)
{
    return std::bit_floor(size - 1);
}

/// SUBPROOF of RFC 6962 §2.1.2. `known`: whoever checks holds the root of exactly these leaves.
void add_proof(std::span<const Digest> leaves, std::uint64_t size, bool known,
               std::vector<Digest>& proof)
{
    if (size == leaves.size()) {
        if (!known) proof.push_back(head_of(leaves).root);
        return;
    }
    const auto left = split(leaves.size());
    if (size <= left) {
        add_proof(leaves.first(left), size, known, proof);
        proof.push_back(head_of(leaves.subspan(left)).root);
        return;
    }
    add_proof(leaves.subspan(left), size - left, false, proof);
    proof.push_back(head_of(leaves.first(left)).root);
}

} // namespace

Digest leaf_hash(std::string_view line)
{
    Digest hash{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &leaf_prefix, 1);
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(line.data()),
                              line.size());
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

Digest node_hash(const Digest& left, const Digest& right)
{
    Digest hash{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &node_prefix, 1);
    crypto_hash_sha256_update(&state, left.data(), left.size());
    crypto_hash_sha256_update(&state, right.data(), right.size());
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

std::string to_bytes(const Digest& hash)
{
    return {hash.begin(), hash.end()};
}

void MerkleTree::append(const Digest& leaf)
{
    Digest grown = leaf;
    // As in adding one to a binary number: every trailing bit that is set carries, and two subtrees
    // of the same size become one.
    for (std::uint64_t bits = size_; (bits & 1U) != 0; bits >>= 1U) {
        grown = node_hash(edge_.back(), grown);
        edge_.pop_back();
    }
    edge_.push_back(grown);
    ++size_;
}

Digest MerkleTree::root() const
{
    if (edge_.empty()) {
        Digest hash{};
        crypto_hash_sha256(hash.data(), nullptr, 0);
        return hash;
    }
    Digest root = edge_.back();
    for (std::size_t i = edge_.size() - 1; i > 0; --i) root = node_hash(edge_[i - 1], root);
    return root;
}

TreeHead head_of(std::span<const Digest> leaves)
{
    MerkleTree tree;
    for (const auto& leaf : leaves) tree.append(leaf);
    return {tree.size(), tree.root()};
}

std::vector<Digest> consistency_proof(std::span<const Digest> leaves, std::uint64_t size)
{
    assert(size >= 1 && size <= leaves.size());
    std::vector<Digest> proof;
    add_proof(leaves, size, /*known=*/true, proof);
    return proof;
}

bool extends(const TreeHead& earlier, const TreeHead& later, std::span<const Digest> proof)
{
    if (earlier.size == 0 || earlier.size > later.size) return false;
    if (earlier.size == later.size) return proof.empty() && earlier.root == later.root;

    // The algorithm of RFC 9162 §2.1.4.2: both roots are made of the same hashes.
    auto first = earlier.size - 1;
    auto last = later.size - 1;
    const auto climb = [&] {
        first >>= 1U;
        last >>= 1U;
    };
    while ((first & 1U) != 0) climb();
    std::size_t next = 0;
    if (!std::has_single_bit(earlier.size) && proof.empty()) return false;
    const auto begin = std::has_single_bit(earlier.size) ? earlier.root : proof[next++];
    auto made_first = begin;
    auto made_last = begin;
    for (; next < proof.size(); ++next) {
        if (last == 0) return false;
        if ((first & 1U) != 0 || first == last) {
            made_first = node_hash(proof[next], made_first);
            made_last = node_hash(proof[next], made_last);
            while ((first & 1U) == 0 && first != 0) climb();
        }
        else {
            made_last = node_hash(made_last, proof[next]);
        }
        climb();
    }
    return last == 0 && made_first == earlier.root && made_last == later.root;
}

} // namespace rostrum::trust
