#include "ledger/merkle.hpp"

#include <sodium/crypto_hash_sha256.h>

namespace rostrum::ledger {

static_assert(hash_bytes == crypto_hash_sha256_BYTES);

namespace {

constexpr unsigned char leaf_prefix = 0x00;
constexpr unsigned char node_prefix = 0x01;

} // namespace

Hash leaf_hash(std::string_view line)
{
    Hash hash{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &leaf_prefix, 1);
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(line.data()),
                              line.size());
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

Hash node_hash(const Hash& left, const Hash& right)
{
    Hash hash{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &node_prefix, 1);
    crypto_hash_sha256_update(&state, left.data(), left.size());
    crypto_hash_sha256_update(&state, right.data(), right.size());
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

std::string to_bytes(const Hash& hash)
{
    return {hash.begin(), hash.end()};
}

void MerkleTree::append(const Hash& leaf)
{
    Hash grown = leaf;
    // As in adding one to a binary number: every trailing bit that is set carries, and two subtrees
    // of the same size become one.
    for (std::uint64_t bits = size_; (bits & 1U) != 0; bits >>= 1U) {
        grown = node_hash(edge_.back(), grown);
        edge_.pop_back();
    }
    edge_.push_back(grown);
    ++size_;
}

Hash MerkleTree::root() const
{
    if (edge_.empty()) {
        Hash hash{};
        crypto_hash_sha256(hash.data(), nullptr, 0);
        return hash;
    }
    Hash root = edge_.back();
    for (std::size_t i = edge_.size() - 1; i > 0; --i) root = node_hash(edge_[i - 1], root);
    return root;
}

} // namespace rostrum::ledger
