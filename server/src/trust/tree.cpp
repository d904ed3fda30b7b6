#include "trust/tree.hpp"

#include "trust/openssl.hpp"

#include <openssl/evp.h>

#include <bit>
#include <cassert>
#include <initializer_list>

namespace rostrum::trust {
namespace {

constexpr unsigned char leaf_prefix = 0x00;
constexpr unsigned char node_prefix = 0x01;

/// Of the parts one after the other. By OpenSSL, which uses the processor's own instructions where
/// there are some: every line of a log is hashed when it is written and at each start.
Digest sha256_of(std::initializer_list<ByteView> parts)
{
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local const DigestContext context{EVP_MD_CTX_new()};

    must(algorithm != nullptr && context != nullptr, "prepare a hash");
    must(EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1, "begin a hash");
    for (const auto part : parts)
        must(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1, "go on with a hash");
    Digest hash{};
    must(EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) == 1, "end a hash");
    return hash;
}

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
    return sha256_of({{&leaf_prefix, 1}, as_bytes(line)});
}

Digest node_hash(const Digest& left, const Digest& right)
{
    return sha256_of({{&node_prefix, 1}, left, right});
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
    if (edge_.empty()) return sha256_of({});
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
