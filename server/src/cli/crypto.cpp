#include "cli/crypto.hpp"

#include "trust/bytes.hpp"

#include <sodium.h>

#include <array>
#include <cassert>
#include <span>

namespace rostrum::cli {
namespace {

const unsigned char* bytes_of(const std::string& text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

bool start_crypto()
{
    return sodium_init() >= 0;
}

std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

access::Entropy entropy()
{
    return [](std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); };
}

std::string sha256(const std::string& text)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
    return trust::hex(digest);
}

std::string hmac_sha256(const std::string& key, const std::string& text)
{
    assert(key.size() == crypto_auth_hmacsha256_KEYBYTES);
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
    crypto_auth_hmacsha256(digest.data(), bytes_of(text), text.size(), bytes_of(key));
    return trust::hex(digest);
}

} // namespace rostrum::cli
