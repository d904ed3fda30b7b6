#include "trust/checkpoint.hpp"

#include "trust/trust_support.hpp"

#include <string>

using namespace rostrum::trust;
using rostrum::test::bytes32;
using rostrum::test::replaced;
using rostrum::test::vector_file;

namespace {

/// The example of the C2SP document on signed notes.
constexpr const char* example_verifier =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* example_text = "If you think cryptography is the answer to your problem,\n"
                                     "then you don't know what your problem is.\n";
constexpr const char* example_signature =
    "\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKv"
    "qfqdngotpRZb6KE6RyyBwJnAM=\n";

std::string example_note()
{
    return std::string{example_text} + '\n' + example_signature;
}

NoteVerifier verifier_of(const std::string& line)
{
    const auto verifier = read_verifier(line);
    REQUIRE(verifier);
    return *verifier;
}

/// Test 1 of RFC 8032, with which the published checkpoint was signed.
SigningKey vector_key()
{
    return SigningKey{bytes32("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")};
}

TreeHead vector_head()
{
    return {3, bytes32("6873db52579b8bddeaac31c1cb031c5306566380cfca417f9bfd68284ac20b75")};
}

} // namespace

TEST_CASE("the example note of the signed-note document opens", "[trust][checkpoint]")
{
    const auto verifier = verifier_of(example_verifier);
    CHECK(verifier.name == "PeterNeumann");
    CHECK(write(verifier) == example_verifier);
    const auto note = example_note();
    const auto text = open_note(note, verifier);
    REQUIRE(text);
    CHECK(*text == example_text);
    CHECK(read_checkpoint(note, verifier) ==
          std::unexpected(NoteFault::of_another_log)); // A note, but of no log.
}

TEST_CASE("a signature by somebody else beside ours is passed over", "[trust][checkpoint]")
{
    const auto verifier = verifier_of(example_verifier);
    const auto other = sign_note(example_text, "somebody.else", vector_key());
    const auto both = other + example_signature;
    CHECK(open_note(both, verifier));
    CHECK(open_note(other, verifier) == std::unexpected(NoteFault::not_signed_by_key));
    CHECK(open_note(replaced(both, "ZJkuBS", "ZJkuBT"), verifier) ==
          std::unexpected(NoteFault::signature_is_wrong));
}

TEST_CASE("the published checkpoint is read and written byte for byte", "[trust][checkpoint]")
{
    const auto line = vector_file("hlog1/vkey");
    const auto verifier = verifier_of(line.substr(0, line.find('\n')));
    const auto note = vector_file("hlog1/checkpoint.txt");
    CHECK(read_checkpoint(note, verifier) == vector_head());
    CHECK(sign_checkpoint(vector_head(), "hearing.example/S1", vector_key()) == note);
}

TEST_CASE("every single-byte change of a checkpoint is refused", "[trust][checkpoint]")
{
    const auto line = vector_file("hlog1/vkey");
    const auto verifier = verifier_of(line.substr(0, line.find('\n')));
    const auto note = vector_file("hlog1/checkpoint.txt");
    for (std::size_t i = 0; i < note.size(); ++i) {
        CAPTURE(i);
        for (const int flip : {0x01, 0x02, 0x20, 0x80}) {
            auto changed = note;
            changed[i] = static_cast<char>(changed[i] ^ flip);
            CHECK_FALSE(read_checkpoint(changed, verifier));
        }
        auto shorter = note;
        shorter.erase(i, 1);
        CHECK_FALSE(read_checkpoint(shorter, verifier));
        auto longer = note;
        longer.insert(i, 1, note[i]);
        CHECK_FALSE(read_checkpoint(longer, verifier));
    }
    CHECK_FALSE(read_checkpoint(note + "\n", verifier));
    CHECK_FALSE(read_checkpoint("", verifier));
}

TEST_CASE("a verifier in another spelling, or with another key's hash, is none",
          "[trust][checkpoint]")
{
    const std::string line{example_verifier};
    for (std::size_t i = 0; i < line.size(); ++i) {
        CAPTURE(i);
        auto changed = line;
        changed[i] = static_cast<char>(changed[i] ^ 0x01);
        CHECK_FALSE(read_verifier(changed));
    }
    CHECK_FALSE(read_verifier(line + "\n"));
    CHECK_FALSE(read_verifier("a b" + line.substr(line.find('+'))));
    CHECK_FALSE(read_verifier("PeterNeumann"));
}

TEST_CASE("a checkpoint under another name or by another key is refused", "[trust][checkpoint]")
{
    const NoteVerifier verifier{"rostrum/h01", vector_key().public_key()};
    CHECK(read_checkpoint(sign_checkpoint(vector_head(), "rostrum/h01", vector_key()), verifier));
    CHECK_FALSE(
        read_checkpoint(sign_checkpoint(vector_head(), "rostrum/h02", vector_key()), verifier));
    const SigningKey other{bytes32(std::string(64, '7'))};
    CHECK_FALSE(read_checkpoint(sign_checkpoint(vector_head(), "rostrum/h01", other), verifier));
    const auto twice = sign_checkpoint(vector_head(), "rostrum/h01", vector_key()) +
                       sign_note("x\n", "rostrum/h01", other).substr(3);
    CHECK_FALSE(read_checkpoint(twice, verifier));
}

TEST_CASE("a note of a log with more lines than ours is no checkpoint", "[trust][checkpoint]")
{
    const NoteVerifier verifier{"log", vector_key().public_key()};
    const std::string root = base64(vector_head().root);
    for (const std::string& text :
         {"log\n3\n" + root + "\nextension\n", std::string{"log\n3\n"}, "log\n03\n" + root + "\n",
          "log\n-3\n" + root + "\n", "log\n3\n" + root.substr(4) + "\n", std::string{"log\n"}}) {
        CAPTURE(text);
        CHECK(read_checkpoint(sign_note(text, "log", vector_key()), verifier) ==
              std::unexpected(NoteFault::not_a_checkpoint));
    }
    CHECK(in_words(NoteFault::not_a_checkpoint) == "it is not a checkpoint");
}
