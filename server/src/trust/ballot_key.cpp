#include "trust/ballot_key.hpp"

#include "trust/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cassert>
#include <climits>
#include <utility>

namespace rostrum::trust {
namespace {

constexpr std::size_t small_electorate_max = 20'000;
constexpr unsigned small_electorate_bits = 3072;
constexpr unsigned large_electorate_bits = 2048;
constexpr unsigned long public_exponent = 65537;

using Stream = std::unique_ptr<BIO, Releaser<BIO_free_all>>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Releaser<PKCS8_PRIV_KEY_INFO_free>>;

/// Refused input leaves notes behind, which the next caller would take for his own.
void forget_errors()
{
    ERR_clear_error();
}

Number parameter(EVP_PKEY* key, const char* name)
{
    BIGNUM* number = nullptr;
    must(EVP_PKEY_get_bn_param(key, name, &number) == 1, "read a key");
    return Number{number};
}

bool is_in_use(EVP_PKEY* key)
{
    if (key == nullptr || EVP_PKEY_is_a(key, "RSA") != 1) return false;
    const int bits = EVP_PKEY_get_bits(key);
    if (bits != 2048 && bits != 3072 && bits != 4096) return false;
    return BN_is_word(parameter(key, OSSL_PKEY_PARAM_RSA_E).get(), public_exponent) == 1;
}

std::string spki_of(EVP_PKEY* key)
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    must(size > 0, "write a public key");
    std::string text = base64({der, static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return text;
}

EVP_PKEY* public_from_der(ByteView der)
{
    if (der.size() > LONG_MAX) return nullptr;
    const unsigned char* at = der.data();
    return d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size()));
}

KeyContext context_of(EVP_PKEY* key)
{
    KeyContext context{EVP_PKEY_CTX_new(key, nullptr)};
    must(context != nullptr, "use a key");
    return context;
}

SecretBytes drained(BIO* stream)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(stream, &data);
    must(size > 0, "write a private key");
    return SecretBytes{Bytes(data, data + size)};
}

/// In secure memory, or at least erased on release.
Stream secret_stream()
{
    Stream stream{BIO_new(BIO_s_secmem())};
    must(stream != nullptr, "make room for a key");
    return stream;
}

} // namespace

unsigned ballot_key_bits(std::size_t electorate)
{
    return electorate > small_electorate_max ? large_electorate_bits : small_electorate_bits;
}

std::optional<BallotPublicKey> BallotPublicKey::from_spki(std::string_view base64)
{
    const auto der = unbase64(base64);
    if (!der) return std::nullopt;
    BallotPublicKey made;
    made.key_ = std::shared_ptr<EVP_PKEY>{public_from_der(*der), EVP_PKEY_free};
    if (!is_in_use(made.key_.get())) {
        forget_errors();
        return std::nullopt;
    }
    made.spki_ = spki_of(made.key_.get());
    if (made.spki_ != base64) return std::nullopt;
    const Number modulus = parameter(made.key_.get(), OSSL_PKEY_PARAM_RSA_N);
    made.modulus_.resize(static_cast<std::size_t>(BN_num_bytes(modulus.get())));
    BN_bn2bin(modulus.get(), made.modulus_.data());
    return made;
}

bool BallotPublicKey::verifies(ByteView input_message, ByteView token) const
{
    assert(key_);
    if (token.size() != size()) return false;
    const DigestContext context{EVP_MD_CTX_new()};
    must(context != nullptr, "make a context");
    EVP_PKEY_CTX* settings = nullptr;
    must(EVP_DigestVerifyInit(context.get(), &settings, EVP_sha384(), nullptr, key_.get()) == 1,
         "verify by RSA");
    must(EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1 &&
             EVP_PKEY_CTX_set_rsa_mgf1_md(settings, EVP_sha384()) == 1 &&
             EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, token_salt_bytes) == 1,
         "verify by RSA-PSS");
    const int verdict = EVP_DigestVerify(context.get(), token.data(), token.size(),
                                         input_message.data(), input_message.size());
    if (verdict != 1) forget_errors();
    return verdict == 1;
}

void BallotKey::Release::operator()(evp_pkey_st* key) const
{
    EVP_PKEY_free(key);
}

BallotKey::BallotKey(Handle key) : key_(std::move(key))
{
    auto known = BallotPublicKey::from_spki(spki_of(key_.get()));
    assert(known);
    public_ = std::move(*known);
}

std::optional<BallotKey> BallotKey::checked(Handle key)
{
    const auto refuse = [] {
        forget_errors();
        return std::nullopt;
    };
    if (!is_in_use(key.get())) return refuse();
    const KeyContext context = context_of(key.get());
    // Not `check`, which tests the primes over again and takes as long as making them.
    if (EVP_PKEY_pairwise_check(context.get()) != 1) return refuse();
    return BallotKey{std::move(key)};
}

BallotKey BallotKey::generate(unsigned bits)
{
    assert(bits == small_electorate_bits || bits == large_electorate_bits);
    Handle key{EVP_RSA_gen(bits)};
    must(key != nullptr, "make an RSA key");
    return BallotKey{std::move(key)};
}

std::optional<BallotKey> BallotKey::from_pkcs8_der(ByteView der)
{
    const unsigned char* at = der.data();
    const Pkcs8 info{der.size() > LONG_MAX
                         ? nullptr
                         : d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size()))};
    if (!info || at != der.data() + der.size()) {
        forget_errors();
        return std::nullopt;
    }
    return checked(Handle{EVP_PKCS82PKEY(info.get())});
}

std::optional<BallotKey> BallotKey::from_pkcs8_pem(std::string_view pem)
{
    if (pem.size() > INT_MAX) return std::nullopt;
    const Stream stream{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    must(stream != nullptr, "make a stream");
    // Without a password to ask for: what is encrypted is not ours.
    const auto no_password = [](char*, int, int, void*) { return -1; };
    return checked(Handle{PEM_read_bio_PrivateKey(stream.get(), nullptr, no_password, nullptr)});
}

SecretBytes BallotKey::pkcs8_der() const
{
    const Stream stream = secret_stream();
    must(i2d_PKCS8PrivateKey_bio(stream.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
             1,
         "write a private key");
    return drained(stream.get());
}

SecretBytes BallotKey::pkcs8_pem() const
{
    const Stream stream = secret_stream();
    must(PEM_write_bio_PKCS8PrivateKey(stream.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                       nullptr) == 1,
         "write a private key");
    return drained(stream.get());
}

std::expected<Bytes, BlindSignFault> BallotKey::blind_sign(ByteView blinded) const
{
    const std::size_t size = public_.size();
    if (blinded.size() != size) return std::unexpected(BlindSignFault::wrong_length);
    if (!std::ranges::lexicographical_compare(blinded, public_.modulus()))
        return std::unexpected(BlindSignFault::out_of_range);

    Bytes signature(size);
    std::size_t written = size;
    const KeyContext sign = context_of(key_.get());
    must(EVP_PKEY_sign_init(sign.get()) == 1 &&
             EVP_PKEY_CTX_set_rsa_padding(sign.get(), RSA_NO_PADDING) == 1,
         "sign by raw RSA");
    const bool is_signed =
        EVP_PKEY_sign(sign.get(), signature.data(), &written, blinded.data(), size) == 1;

    // RFC 9474 §4.3 step 4: one wrong result would give away the factors of the modulus.
    Bytes recovered(size);
    std::size_t recovered_size = size;
    const KeyContext verify = context_of(key_.get());
    must(EVP_PKEY_verify_recover_init(verify.get()) == 1 &&
             EVP_PKEY_CTX_set_rsa_padding(verify.get(), RSA_NO_PADDING) == 1,
         "verify by raw RSA");
    const bool is_recovered = EVP_PKEY_verify_recover(verify.get(), recovered.data(),
                                                      &recovered_size, signature.data(), size) == 1;
    if (!is_signed || !is_recovered || written != size || recovered_size != size ||
        CRYPTO_memcmp(recovered.data(), blinded.data(), size) != 0) {
        forget_errors();
        return std::unexpected(BlindSignFault::sign_went_wrong);
    }
    return signature;
}

std::string_view in_words(BlindSignFault fault)
{
    switch (fault) {
    case BlindSignFault::wrong_length: return "a blinded message of the wrong length";
    case BlindSignFault::out_of_range: return "a blinded message that is not below the modulus";
    case BlindSignFault::sign_went_wrong: return "the signature does not verify: faulty hardware";
    }
    return {};
}

} // namespace rostrum::trust
