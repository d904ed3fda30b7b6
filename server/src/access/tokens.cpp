#include "access/tokens.hpp"

#include "access/limits.hpp"

#include <sodium.h>

#include <array>
#include <cassert>
#include <cstdint>

namespace rostrum::access {
namespace {

// No I, L, O, U: nothing to misread on a printed card.
constexpr std::string_view crockford32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::optional<char> normalise_digit(char typed)
{
    char digit = typed;
    if (digit >= 'a' && digit <= 'z') digit = static_cast<char>(digit - 'a' + 'A');
    if (digit == 'I' || digit == 'L') digit = '1';
    if (digit == 'O') digit = '0';
    if (!crockford32.contains(digit)) return std::nullopt;
    return digit;
}

} // namespace

std::string make_digits(const Entropy& entropy, std::size_t count)
{
    std::array<std::byte, limits::token_digits> held{};
    assert(count <= held.size());
    const auto bytes = std::span{held}.first(count);
    entropy(bytes);
    std::string made;
    made.reserve(count);
    // 32 divides 256, so five bits of each byte are unbiased.
    for (const std::byte byte : bytes) made += crockford32[std::to_integer<std::size_t>(byte) % 32];
    sodium_memzero(held.data(), held.size());
    return made;
}

std::string make_token(const Entropy& entropy)
{
    return make_digits(entropy, limits::token_digits);
}

std::optional<std::string> normalise_digits(std::string_view typed, std::size_t count)
{
    if (typed.size() > limits::typed_token_bytes_max) return std::nullopt;
    std::string token;
    for (const char character : typed) {
        if (character == ' ' || character == '-') continue;
        const auto digit = normalise_digit(character);
        if (!digit) return std::nullopt;
        token += *digit;
    }
    if (token.size() != count) return std::nullopt;
    return token;
}

std::optional<std::string> normalise_token(std::string_view typed)
{
    return normalise_digits(typed, limits::token_digits);
}

std::string make_cookie(const Entropy& entropy)
{
    std::array<std::byte, limits::cookie_bytes> bytes{};
    entropy(bytes);
    constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(limits::cookie_bytes, variant)> text{};
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), variant);
    sodium_memzero(bytes.data(), bytes.size());
    return text.data();
}

std::string make_nonce(std::string_view cookie)
{
    // Of the cookie and not of the session's id, so that neither a log nor the file gives it away.
    return hash_secret("rostrum nonce " + std::string{cookie}).substr(0, limits::nonce_digits);
}

bool same_secret(std::string_view left, std::string_view right)
{
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string hash_secret(std::string_view secret)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(secret.data()),
                       secret.size());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

} // namespace rostrum::access
