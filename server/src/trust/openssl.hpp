// What OpenSSL hands out, owned. For this folder's own sources.
#pragma once

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace rostrum::trust {

/// A crypto library does not work as it must: out of memory, or without an algorithm.
struct CryptoFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <auto release>
struct Releaser {
    template <typename Handle>
    void operator()(Handle* handle) const
    {
        release(handle);
    }
};

using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Releaser<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Releaser<EVP_MD_CTX_free>>;
using NumberContext = std::unique_ptr<BN_CTX, Releaser<BN_CTX_free>>;
/// Erased when it goes.
using Number = std::unique_ptr<BIGNUM, Releaser<BN_clear_free>>;

/// For calls that fail only when the library does.
inline void must(bool worked, const char* what)
{
    if (!worked) throw CryptoFailure{std::string{"the crypto library failed to "} + what};
}

} // namespace rostrum::trust
