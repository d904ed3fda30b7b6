#include "ledger/merkle.hpp"

#include "ledger/ledger_support.hpp"
#include "support/catch.hpp"

#include <sodium/utils.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

using namespace rostrum::ledger;

namespace {

std::string unhex(const std::string& text)
{
    std::string bytes(text.size() / 2, '\0');
    sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                   text.size(), nullptr, nullptr, nullptr);
    return bytes;
}

std::string grown_root(const std::vector<std::string>& lines)
{
    MerkleTree tree;
    for (const auto& line : lines) tree.append(leaf_hash(line));
    return to_bytes(tree.root());
}

std::vector<std::string> lines_of_vector(const std::string& name)
{
    std::ifstream file{std::string{ROSTRUM_SOURCE_DIR} + "/tests/vectors/hlog1/" + name};
    REQUIRE(file.is_open());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

} // namespace

TEST_CASE("the tree has the roots of the RFC 6962 reference inputs", "[ledger][merkle]")
{
    const std::vector<std::string> inputs{unhex(""),
                                          unhex("00"),
                                          unhex("10"),
                                          unhex("2021"),
                                          unhex("3031"),
                                          unhex("40414243"),
                                          unhex("5051525354555657"),
                                          unhex("606162636465666768696a6b6c6d6e6f")};
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
        CHECK(hex(to_bytes(tree.root())) == roots[i]);
    }
}

TEST_CASE("the root of no line is the hash of nothing", "[ledger][merkle]")
{
    CHECK(hex(grown_root({})) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("the published hlog1 lines give the published leaf and root", "[ledger][merkle]")
{
    const auto lines = lines_of_vector("events.jsonl");
    REQUIRE(lines.size() == 3);
    CHECK(hex(to_bytes(leaf_hash(lines[0]))) ==
          "0df9bb2f18a782899c5bc14dc1f387d3898b98bd42b14af4aaa11e8a8a0fbcec");
    CHECK(hex(grown_root(lines)) ==
          "6873db52579b8bddeaac31c1cb031c5306566380cfca417f9bfd68284ac20b75");
}

TEST_CASE("the published checkpoint is about the published lines", "[ledger][merkle]")
{
    const auto note = lines_of_vector("checkpoint.txt");
    REQUIRE(note.size() >= 3);
    CHECK(note[1] == "3");

    const std::string root = grown_root(lines_of_vector("events.jsonl"));
    std::array<char, 64> base64{};
    sodium_bin2base64(base64.data(), base64.size(),
                      reinterpret_cast<const unsigned char*>(root.data()), root.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    CHECK(note[2] == base64.data());
}

TEST_CASE("growing a tree leaf by leaf gives the root of the definition", "[ledger][merkle]")
{
    std::vector<std::string> lines;
    for (int n = 1; n <= 130; ++n) {
        lines.push_back("{\"n\":" + std::to_string(n) + "}");
        CHECK(grown_root(lines) == root_of(lines));
    }
}

TEST_CASE("a line cannot pass as a pair of hashes", "[ledger][merkle]")
{
    const Hash left = leaf_hash("a");
    const Hash right = leaf_hash("b");
    CHECK(leaf_hash(to_bytes(left) + to_bytes(right)) != node_hash(left, right));
}

TEST_CASE("a changed, missing, added or swapped line changes the root", "[ledger][merkle]")
{
    const std::vector<std::string> lines{"a", "b", "c", "d", "e"};
    const auto other = GENERATE(std::vector<std::string>{"a", "b", "c", "d", "E"},
                                std::vector<std::string>{"a", "b", "c", "d"},
                                std::vector<std::string>{"a", "b", "c", "d", "e", ""},
                                std::vector<std::string>{"b", "a", "c", "d", "e"});
    CHECK(grown_root(other) != grown_root(lines));
}
