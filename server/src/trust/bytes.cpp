#include "trust/bytes.hpp"

#include <sodium.h>

#include <algorithm>

namespace rostrum::trust {
namespace {

// No I, L, O, U: nothing to misread.
constexpr std::string_view crockford_digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t short_form_bytes = 10;

bool is_lower_hex(std::string_view text)
{
    return std::ranges::all_of(text, [](char digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    });
}

void unhex_into(std::string_view text, std::span<unsigned char> bytes)
{
    sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr);
}

} // namespace

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept
{
    if (this != &other) {
        erase();
        bytes_ = std::move(other.bytes_);
    }
    return *this;
}

void SecretBytes::erase()
{
    if (!bytes_.empty()) sodium_memzero(bytes_.data(), bytes_.size());
    bytes_.clear();
}

Digest sha256(ByteView bytes)
{
    Digest digest{};
    crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
    return digest;
}

Digest sha256(std::string_view bytes)
{
    return sha256(as_bytes(bytes));
}

Digest hash_lines(std::initializer_list<std::string_view> items)
{
    constexpr unsigned char line_end = '\n';
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const std::string_view item : items) {
        crypto_hash_sha256_update(&state, as_bytes(item).data(), item.size());
        crypto_hash_sha256_update(&state, &line_end, 1);
    }
    Digest digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return digest;
}

std::string hex(ByteView bytes)
{
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::optional<Bytes32> unhex32(std::string_view text)
{
    Bytes32 bytes{};
    if (text.size() != bytes.size() * 2 || !is_lower_hex(text)) return std::nullopt;
    unhex_into(text, bytes);
    return bytes;
}

std::optional<Bytes> unhex(std::string_view text)
{
    if (text.size() % 2 != 0 || !is_lower_hex(text)) return std::nullopt;
    if (text.empty())
        return Bytes{}; // Else there is no place to write to, which sodium insists on.
    Bytes bytes(text.size() / 2);
    unhex_into(text, bytes);
    return bytes;
}

std::string base64(ByteView bytes)
{
    constexpr auto variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();
    return text;
}

std::optional<Bytes> unbase64(std::string_view text)
{
    if (text.size() % 4 != 0) return std::nullopt;
    if (text.empty()) return Bytes{};
    Bytes bytes(text.size() / 4 * 3);
    std::size_t size = 0;
    const int done = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(),
                                       nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (done != 0) return std::nullopt;
    bytes.resize(size);
    if (base64(bytes) != text) return std::nullopt;
    return bytes;
}

std::string short_form(const Digest& digest)
{
    std::string text;
    unsigned bits = 0;
    unsigned held = 0;
    for (std::size_t i = 0; i < short_form_bytes; ++i) {
        held = (held << 8U) | digest[i];
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += crockford_digits[(held >> bits) & 31U];
        }
    }
    return text;
}

} // namespace rostrum::trust
