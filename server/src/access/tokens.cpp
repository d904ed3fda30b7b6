#include "access/tokens.hpp"

#include "access/limits.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>

namespace rostrum::access {
namespace {

// No I, L, O, U: nothing to misread on a printed card.
constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::optional<char> normalise_digit(char typed)
{
    char digit = typed;
    if (digit >= 'a' && digit <= 'z') digit = static_cast<char>(digit - 'a' + 'A');
    if (digit == 'I' || digit == 'L') digit = '1';
    if (digit == 'O') digit = '0';
    if (!digits.contains(digit)) return std::nullopt;
    return digit;
}

} // namespace

std::string make_token(const Entropy& entropy)
{
    std::array<std::byte, limits::token_digits> bytes{};
    entropy(bytes);
    std::string token;
    token.reserve(bytes.size());
    // 32 divides 256, so five bits of each byte are unbiased.
    for (const std::byte byte : bytes) token += digits[std::to_integer<std::size_t>(byte) % 32];
    sodium_memzero(bytes.data(), bytes.size());
    return token;
}

std::optional<std::string> normalise_token(std::string_view typed)
{
    if (typed.size() > limits::typed_token_bytes_max) return std::nullopt;
    std::string token;
    for (const char character : typed) {
        if (character == ' ' || character == '-') continue;
        const auto digit = normalise_digit(character);
        if (!digit) return std::nullopt;
        token += *digit;
    }
    if (token.size() != limits::token_digits) return std::nullopt;
    return token;
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
