#include "trust/signing.hpp"

#include <sodium.h>

namespace rostrum::trust {

static_assert(crypto_sign_PUBLICKEYBYTES == Bytes32{}.size());
static_assert(crypto_sign_SEEDBYTES == Bytes32{}.size());
static_assert(crypto_sign_BYTES == Bytes64{}.size());

SigningKey::SigningKey(const Bytes32& seed)
{
    Bytes secret(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(public_.data(), secret.data(), seed.data());
    secret_ = SecretBytes{std::move(secret)};
}

Bytes64 SigningKey::sign(std::string_view message) const
{
    Bytes64 signature{};
    crypto_sign_detached(signature.data(), nullptr, as_bytes(message).data(), message.size(),
                         secret_.view().data());
    return signature;
}

bool verifies(const Bytes32& public_key, std::string_view message, const Bytes64& signature)
{
    return crypto_sign_verify_detached(signature.data(), as_bytes(message).data(), message.size(),
                                       public_key.data()) == 0;
}

} // namespace rostrum::trust
