#include "trust/blind_client.hpp"

#include "trust/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace rostrum::trust {
namespace {

constexpr std::size_t sha384_bytes = SHA384_DIGEST_LENGTH;
using Hash = std::array<unsigned char, sha384_bytes>;
using Salt = std::array<unsigned char, token_salt_bytes>;

Hash sha384(ByteView bytes)
{
    Hash hash{};
    must(::SHA384(bytes.data(), bytes.size(), hash.data()) != nullptr, "hash");
    return hash;
}

void append(Bytes& bytes, ByteView more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
}

/// RFC 8017 §B.2.1: xors the mask onto the bytes.
void mask(std::span<unsigned char> bytes, const Hash& seed)
{
    for (std::size_t from = 0, counter = 0; from < bytes.size(); from += sha384_bytes, ++counter) {
        assert(counter < 256);
        Bytes block(seed.begin(), seed.end());
        append(block, std::array<unsigned char, 4>{0, 0, 0, static_cast<unsigned char>(counter)});
        const Hash part = sha384(block);
        for (std::size_t i = 0; i < sha384_bytes && from + i < bytes.size(); ++i)
            bytes[from + i] ^= part[i];
    }
}

/// RFC 8017 §9.1.1 for a modulus of whole bytes, so of one bit less than `size` bytes.
Bytes pss_encoded(ByteView message, const Salt& salt, std::size_t size)
{
    Bytes inner(8);
    append(inner, sha384(message));
    append(inner, salt);
    const Hash hash = sha384(inner);

    Bytes encoded(size - sha384_bytes - 1);
    encoded[encoded.size() - salt.size() - 1] = 0x01;
    std::ranges::copy(salt, encoded.end() - static_cast<std::ptrdiff_t>(salt.size()));
    mask(encoded, hash);
    encoded[0] &= 0x7f;
    append(encoded, hash);
    encoded.push_back(0xbc);
    return encoded;
}

/// A number that takes part in a secret: told to OpenSSL, which then takes the slower way.
Number secret_number(ByteView bytes)
{
    Number number{BN_secure_new()};
    must(number != nullptr &&
             BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), number.get()) != nullptr,
         "make a number");
    BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    return number;
}

Number new_number()
{
    Number number{BN_new()};
    must(number != nullptr, "make a number");
    return number;
}

NumberContext new_context()
{
    NumberContext context{BN_CTX_secure_new()};
    must(context != nullptr, "make a context");
    return context;
}

Bytes bytes_of(const Number& number, std::size_t size)
{
    Bytes bytes(size);
    must(BN_bn2binpad(number.get(), bytes.data(), static_cast<int>(size)) >= 0, "write a number");
    return bytes;
}

Number modulus_of(const BallotPublicKey& key)
{
    return secret_number(key.modulus());
}

Number exponent_of(const BallotPublicKey& key)
{
    BIGNUM* number = nullptr;
    must(EVP_PKEY_get_bn_param(key.handle(), OSSL_PKEY_PARAM_RSA_E, &number) == 1, "read a key");
    return Number{number};
}

/// Uniform below the modulus, and not 0.
Bytes random_factor(const BallotPublicKey& key, const Entropy& entropy)
{
    Bytes factor(key.size());
    do {
        entropy(std::as_writable_bytes(std::span{factor}));
    } while (!std::ranges::lexicographical_compare(factor, key.modulus()) ||
             std::ranges::all_of(factor, [](unsigned char byte) { return byte == 0; }));
    return factor;
}

} // namespace

std::expected<Blinded, BlindFault> blind_with(const BallotPublicKey& key, ByteView input_message,
                                              const Salt& salt, ByteView factor)
{
    assert(factor.size() == key.size());
    const NumberContext context = new_context();
    const Number modulus = modulus_of(key);
    const Number message = secret_number(pss_encoded(input_message, salt, key.size()));
    const Number blinding = secret_number(factor);

    const Number divisor = new_number();
    must(BN_gcd(divisor.get(), message.get(), modulus.get(), context.get()) == 1, "divide");
    const Number inverse = secret_number({});
    if (BN_is_one(divisor.get()) == 0 ||
        BN_mod_inverse(inverse.get(), blinding.get(), modulus.get(), context.get()) == nullptr) {
        ERR_clear_error();
        return std::unexpected(BlindFault::not_invertible);
    }

    const Number power = secret_number({});
    const Number blinded = new_number();
    must(BN_mod_exp(power.get(), blinding.get(), exponent_of(key).get(), modulus.get(),
                    context.get()) == 1 &&
             BN_mod_mul(blinded.get(), message.get(), power.get(), modulus.get(), context.get()) ==
                 1,
         "blind");
    return Blinded{.message = bytes_of(blinded, key.size()),
                   .inverse = SecretBytes{bytes_of(inverse, key.size())}};
}

Blinded blind(const BallotPublicKey& key, ByteView input_message, const Entropy& entropy)
{
    for (;;) {
        Salt salt{};
        entropy(std::as_writable_bytes(std::span{salt}));
        const SecretBytes factor{random_factor(key, entropy)};
        auto blinded = blind_with(key, input_message, salt, factor.view());
        // Otherwise the factors of the modulus have been found: once in the age of the world.
        if (blinded) return std::move(*blinded);
    }
}

std::expected<Bytes, BlindFault> finalize(const BallotPublicKey& key, ByteView input_message,
                                          ByteView blind_signature, const SecretBytes& inverse)
{
    if (blind_signature.size() != key.size()) return std::unexpected(BlindFault::wrong_length);
    const NumberContext context = new_context();
    const Number signature = secret_number(blind_signature);
    const Number factor = secret_number(inverse.view());
    const Number product = new_number();
    must(BN_mod_mul(product.get(), signature.get(), factor.get(), modulus_of(key).get(),
                    context.get()) == 1,
         "take off a blinding");
    Bytes token = bytes_of(product, key.size());
    if (!key.verifies(input_message, token)) return std::unexpected(BlindFault::does_not_verify);
    return token;
}

} // namespace rostrum::trust
