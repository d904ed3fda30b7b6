#include "trust/tree.hpp"

#include "trust/trust_support.hpp"

#include <array>
#include <sstream>
#include <string>
#include <vector>

using namespace rostrum::trust;

namespace {

std::vector<Digest> leaves_of(const std::vector<std::string>& lines)
{
    std::vector<Digest> leaves;
    for (const auto& line : lines) leaves.push_back(leaf_hash(line));
    return leaves;
}

std::string grown_root(const std::vector<std::string>& lines)
{
    return hex(head_of(leaves_of(lines)).root);
}

std::vector<std::string> numbered(int count)
{
    std::vector<std::string> lines;
    for (int n = 1; n <= count; ++n) lines.push_back("{\"n\":" + std::to_string(n) + "}");
    return lines;
}

/// The root as the definition says it, not as the tree is grown: split at the largest power of two.
Digest root_by_definition(const std::vector<std::string>& lines, std::size_t first,
                          std::size_t count)
{
    if (count == 1) return leaf_hash(lines[first]);
    std::size_t left = 1;
    while (left * 2 < count) left *= 2;
    return node_hash(root_by_definition(lines, first, left),
                     root_by_definition(lines, first + left, count - left));
}

std::vector<std::string> lines_of_vector(const std::string& name)
{
    std::istringstream file{rostrum::test::vector_file("hlog1/" + name)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::string bytes_of(std::string_view digits)
{
    const auto bytes = unhex(digits);
    REQUIRE(bytes);
    return {bytes->begin(), bytes->end()};
}

} // namespace

TEST_CASE("the tree has the roots of the RFC 6962 reference inputs", "[trust][tree]")
{
    const std::vector<std::string> inputs{bytes_of(""),
                                          bytes_of("00"),
                                          bytes_of("10"),
                                          bytes_of("2021"),
                                          bytes_of("3031"),
                                          bytes_of("40414243"),
                                          bytes_of("5051525354555657"),
                                          bytes_of("606162636465666768696a6b6c6d6e6f")};
    // All eight roots are published with the inputs, in the certificate-transparency sources.
    const std::array<std::string, 8> roots{
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

    MerkleTree tree;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        tree.append(leaf_hash(inputs[i]));
        CHECK(tree.size() == i + 1);
        CHECK(hex(tree.root()) == roots[i]);
    }
}

TEST_CASE("the root of no line is the hash of nothing", "[trust][tree]")
{
    CHECK(grown_root({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("the published hlog1 lines give the published leaf and root", "[trust][tree]")
{
    const auto lines = lines_of_vector("events.jsonl");
    REQUIRE(lines.size() == 3);
    CHECK(hex(leaf_hash(lines[0])) ==
          "0df9bb2f18a782899c5bc14dc1f387d3898b98bd42b14af4aaa11e8a8a0fbcec");
    CHECK(grown_root(lines) == "6873db52579b8bddeaac31c1cb031c5306566380cfca417f9bfd68284ac20b75");
}

TEST_CASE("growing a tree leaf by leaf gives the root of the definition", "[trust][tree]")
{
    for (int n = 1; n <= 130; ++n) {
        const auto lines = numbered(n);
        CHECK(grown_root(lines) == hex(root_by_definition(lines, 0, lines.size())));
    }
}

TEST_CASE("a line cannot pass as a pair of hashes", "[trust][tree]")
{
    const Digest left = leaf_hash("a");
    const Digest right = leaf_hash("b");
    CHECK(leaf_hash(to_bytes(left) + to_bytes(right)) != node_hash(left, right));
}

TEST_CASE("a changed, missing, added or swapped line changes the root", "[trust][tree]")
{
    const std::vector<std::string> lines{"a", "b", "c", "d", "e"};
    const auto other = GENERATE(std::vector<std::string>{"a", "b", "c", "d", "E"},
                                std::vector<std::string>{"a", "b", "c", "d"},
                                std::vector<std::string>{"a", "b", "c", "d", "e", ""},
                                std::vector<std::string>{"b", "a", "c", "d", "e"});
    CHECK(grown_root(other) != grown_root(lines));
}

TEST_CASE("every tree is shown to extend every earlier one", "[trust][tree]")
{
    const auto leaves = leaves_of(numbered(65));
    for (std::size_t to = 1; to <= leaves.size(); ++to) {
        const std::span grown{leaves.data(), to};
        for (std::size_t from = 1; from <= to; ++from) {
            CAPTURE(from, to);
            const auto proof = consistency_proof(grown, from);
            CHECK(proof.size() <= 8);
            CHECK(extends(head_of(grown.first(from)), head_of(grown), proof));
        }
    }
}

TEST_CASE("no proof shows that a tree extends one with another line", "[trust][tree]")
{
    const auto leaves = leaves_of(numbered(21));
    const auto later = head_of(leaves);
    for (std::size_t from = 1; from <= leaves.size(); ++from) {
        auto other = std::vector<Digest>(leaves.begin(), leaves.begin() + static_cast<long>(from));
        other[from / 2] = leaf_hash("another line");
        const auto proof = consistency_proof(leaves, from);
        CAPTURE(from);
        CHECK_FALSE(extends(head_of(other), later, proof));
        CHECK_FALSE(extends(head_of(other), later, consistency_proof(leaves, from)));
    }
    CHECK_FALSE(extends({0, MerkleTree{}.root()}, later, {}));
}

TEST_CASE("a proof of another length or with a changed hash shows nothing", "[trust][tree]")
{
    const auto leaves = leaves_of(numbered(21));
    const auto later = head_of(leaves);
    for (std::size_t from = 1; from < leaves.size(); ++from) {
        CAPTURE(from);
        const auto earlier = head_of(std::span{leaves.data(), from});
        const auto proof = consistency_proof(leaves, from);
        for (std::size_t i = 0; i < proof.size(); ++i) {
            auto changed = proof;
            changed[i][i % hash_bytes] ^= 1U;
            CHECK_FALSE(extends(earlier, later, changed));
            auto shorter = proof;
            shorter.erase(shorter.begin() + static_cast<long>(i));
            CHECK_FALSE(extends(earlier, later, shorter));
        }
        auto longer = proof;
        longer.push_back(later.root);
        CHECK_FALSE(extends(earlier, later, longer));
    }
}
