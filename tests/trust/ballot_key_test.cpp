#include "trust/ballot_key.hpp"

#include "trust/blind_client.hpp"

#include "support/catch.hpp"
#include "trust/ballot_support.hpp"
#include "trust/trust_support.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

std::array<unsigned char, token_salt_bytes> salt_of(const boost::json::object& vector)
{
    const Bytes bytes = hex_of(vector, "salt");
    std::array<unsigned char, token_salt_bytes> salt{};
    REQUIRE(bytes.size() == salt.size());
    std::ranges::copy(bytes, salt.begin());
    return salt;
}

/// Blinding, signing, unblinding as a vector states them, from the message to the token.
void check_vector(const boost::json::object& vector, const BallotKey& key, const Bytes& message)
{
    const auto blinded =
        blind_with(key.public_key(), message, salt_of(vector), hex_of(vector, "r"));
    REQUIRE(blinded);
    CHECK(blinded->message == hex_of(vector, "blinded_msg"));

    const auto signature = key.blind_sign(blinded->message);
    REQUIRE(signature);
    CHECK(*signature == hex_of(vector, "blind_sig"));

    const auto token = finalize(key.public_key(), message, *signature, blinded->inverse);
    REQUIRE(token);
    CHECK(*token == hex_of(vector, "sig"));
    CHECK(key.public_key().verifies(message, *token));
}

std::string text_of(const SecretBytes& secret)
{
    return {secret.view().begin(), secret.view().end()};
}

} // namespace

TEST_CASE("a token is made as RFC 9474 makes it", "[trust][token]")
{
    const auto vector = vector_object("rfc9474.json");
    const auto key = BallotKey::from_pkcs8_der(base64_of(vector, "key_pkcs8_b64"));
    REQUIRE(key);
    Bytes message = hex_of(vector, "msg_prefix");
    const Bytes rest = hex_of(vector, "msg");
    message.insert(message.end(), rest.begin(), rest.end());
    check_vector(vector, *key, message);
}

TEST_CASE("a token is made as the published vector makes it", "[trust][token]")
{
    const auto vector = vector_object("hballot1.json");
    CHECK(ballot_key().public_key().spki_base64() == text_of(vector, "key_spki_b64"));
    const Bytes message =
        token_message(bytes32(text_of(vector, "prefix")), text_of(vector, "ballot"),
                      bytes32(text_of(vector, "voter_pk")));
    CHECK(message == hex_of(vector, "input_msg"));
    check_vector(vector, ballot_key(), message);
}

TEST_CASE("the same blinded message gets the same answer", "[trust][token]")
{
    const Bytes blinded = hex_of(vector_object("hballot1.json"), "blinded_msg");
    const auto first = ballot_key().blind_sign(blinded);
    REQUIRE(first);
    CHECK(ballot_key().blind_sign(blinded) == first);

    // Also after the key was stored and read again.
    const auto der = ballot_key().pkcs8_der();
    const auto again = BallotKey::from_pkcs8_der(der.view());
    REQUIRE(again);
    CHECK(again->blind_sign(blinded) == first);
}

TEST_CASE("a blinded message of another length or beyond the modulus is refused", "[trust][token]")
{
    const BallotKey& key = ballot_key();
    const ByteView modulus = key.public_key().modulus();
    REQUIRE(modulus.size() == 256);
    const auto fault = [&](const Bytes& blinded) {
        const auto signature = key.blind_sign(blinded);
        REQUIRE_FALSE(signature);
        CHECK_FALSE(in_words(signature.error()).empty());
        return signature.error();
    };
    CHECK(fault(Bytes(255, 1)) == BlindSignFault::wrong_length);
    CHECK(fault(Bytes(257, 0)) == BlindSignFault::wrong_length);
    CHECK(fault({}) == BlindSignFault::wrong_length);
    CHECK(fault(Bytes(256, 0xff)) == BlindSignFault::out_of_range);

    Bytes number{modulus.begin(), modulus.end()};
    CHECK(fault(number) == BlindSignFault::out_of_range);
    number.back() += 1;
    CHECK(fault(number) == BlindSignFault::out_of_range);
    number.back() -= 2; // The modulus is odd: no borrow.
    CHECK(key.blind_sign(number));
}

TEST_CASE("a voter does not take a signature that is not one", "[trust][token]")
{
    const auto terms = ballot_terms();
    FixedChance chance{5};
    const Bytes message = token_message(chance.bytes32(), terms.ballot, chance.bytes32());
    const Blinded blinded = blind(terms.key, message, std::ref(chance));
    auto signature = ballot_key().blind_sign(blinded.message);
    REQUIRE(signature);
    CHECK(finalize(terms.key, message, *signature, blinded.inverse));

    (*signature)[100] ^= 1;
    CHECK(finalize(terms.key, message, *signature, blinded.inverse).error() ==
          BlindFault::does_not_verify);
    signature->pop_back();
    CHECK(finalize(terms.key, message, *signature, blinded.inverse).error() ==
          BlindFault::wrong_length);
}

TEST_CASE("a factor that cannot be taken off again is not used", "[trust][token]")
{
    const auto terms = ballot_terms();
    const Bytes message{1, 2, 3};
    const auto blinded = blind_with(terms.key, message, {}, Bytes(terms.key.size(), 0));
    REQUIRE_FALSE(blinded);
    CHECK(blinded.error() == BlindFault::not_invertible);
}

TEST_CASE("two blindings of one message have nothing in common", "[trust][token]")
{
    const auto terms = ballot_terms();
    const Bytes message{1, 2, 3};
    FixedChance chance{6};
    CHECK(blind(terms.key, message, std::ref(chance)).message !=
          blind(terms.key, message, std::ref(chance)).message);
    CHECK(blind(terms.key, message, FixedChance{7}).message ==
          blind(terms.key, message, FixedChance{7}).message);
}

TEST_CASE("a token with any bit changed, or for another message, is refused", "[trust][token]")
{
    const auto vector = vector_object("hballot1.json");
    const auto& key = ballot_key().public_key();
    const Bytes message = hex_of(vector, "input_msg");
    const Bytes token = hex_of(vector, "sig");
    REQUIRE(key.verifies(message, token));
    CHECK(rc::check("a changed bit", [&] {
        Bytes other_token = token;
        other_token[*rc::gen::inRange<std::size_t>(0, token.size())] ^=
            static_cast<unsigned char>(1U << *rc::gen::inRange(0U, 8U));
        RC_ASSERT_FALSE(key.verifies(message, other_token));
        Bytes other_message = message;
        other_message[*rc::gen::inRange<std::size_t>(0, message.size())] ^=
            static_cast<unsigned char>(1U << *rc::gen::inRange(0U, 8U));
        RC_ASSERT_FALSE(key.verifies(other_message, token));
    }));
    Bytes longer = token;
    longer.insert(longer.begin(), 0);
    CHECK_FALSE(key.verifies(message, longer));
    CHECK_FALSE(key.verifies(message, {}));
}

TEST_CASE("a new key has the size asked for and survives storing", "[trust][token]")
{
    const unsigned bits = GENERATE(2048U, 3072U);
    const BallotKey key = BallotKey::generate(bits);
    CHECK(key.public_key().size() == bits / 8);
    CHECK(BallotPublicKey::from_spki(key.public_key().spki_base64()) == key.public_key());

    const auto from_der = BallotKey::from_pkcs8_der(key.pkcs8_der().view());
    REQUIRE(from_der);
    CHECK(from_der->public_key() == key.public_key());
    const std::string pem = text_of(key.pkcs8_pem());
    CHECK(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    const auto from_pem = BallotKey::from_pkcs8_pem(pem);
    REQUIRE(from_pem);
    CHECK(from_pem->public_key() == key.public_key());

    const auto terms = BallotTerms{"b", {"x"}, key.public_key()};
    FixedChance chance{bits};
    const Bytes message = token_message(chance.bytes32(), terms.ballot, chance.bytes32());
    const Blinded blinded = blind(terms.key, message, std::ref(chance));
    const auto signature = key.blind_sign(blinded.message);
    REQUIRE(signature);
    CHECK(finalize(terms.key, message, *signature, blinded.inverse));
}

TEST_CASE("large electorates get a key that signs faster", "[trust][token]")
{
    CHECK(ballot_key_bits(0) == 3072);
    CHECK(ballot_key_bits(20'000) == 3072);
    CHECK(ballot_key_bits(20'001) == 2048);
}

TEST_CASE("what is not a key is refused", "[trust][token]")
{
    const auto der = ballot_key().pkcs8_der();
    const Bytes good{der.view().begin(), der.view().end()};
    CHECK(BallotKey::from_pkcs8_der(good));
    CHECK_FALSE(BallotKey::from_pkcs8_der({}));
    CHECK_FALSE(BallotKey::from_pkcs8_der(Bytes(100, 1)));
    Bytes other = good;
    other.push_back(0);
    CHECK_FALSE(BallotKey::from_pkcs8_der(other));
    other = good;
    other[good.size() / 2] ^= 1; // Of the private exponent: signs, but wrongly.
    CHECK_FALSE(BallotKey::from_pkcs8_der(other));
    CHECK_FALSE(BallotKey::from_pkcs8_pem("-----BEGIN PRIVATE KEY-----\n"));
    CHECK_FALSE(BallotKey::from_pkcs8_pem(""));
}

TEST_CASE("what is not a public key in use is refused", "[trust][token]")
{
    const std::string good = ballot_key().public_key().spki_base64();
    CHECK(BallotPublicKey::from_spki(good));
    CHECK_FALSE(BallotPublicKey::from_spki(""));
    CHECK_FALSE(BallotPublicKey::from_spki("AAAA"));
    CHECK_FALSE(BallotPublicKey::from_spki(good + "AAAA"));
    // Ed25519, RFC 8410 §10.1.
    CHECK_FALSE(
        BallotPublicKey::from_spki("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="));
    // RSA with exponent 3 instead of 65537.
    auto der = unbase64(good);
    REQUIRE(der);
    const Bytes exponent{0x02, 0x03, 0x01, 0x00, 0x01};
    REQUIRE(std::ranges::equal(std::span{*der}.last(5), exponent));
    der->back() = 3;
    CHECK_FALSE(BallotPublicKey::from_spki(base64(*der)));
}
