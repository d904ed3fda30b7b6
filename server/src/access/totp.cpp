#include "access/totp.hpp"

#include "access/limits.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <string>
#include <vector>

namespace rostrum::access {
namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648.
constexpr std::size_t code_digits = 6;
constexpr std::uint32_t code_count = 1'000'000;
constexpr std::int64_t steps_beside = 1; // A clock that is half a minute off.

std::optional<std::vector<unsigned char>> from_base32(std::string_view text)
{
    std::vector<unsigned char> bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char digit : text) {
        const auto value = base32.find(digit);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 5U) | static_cast<std::uint32_t>(value);
        held += 5;
        if (held < 8) continue;
        held -= 8;
        bytes.push_back(static_cast<unsigned char>(bits >> static_cast<unsigned>(held)));
        bits &= (1U << static_cast<unsigned>(held)) - 1;
    }
    return bytes;
}

std::string without_blanks(std::string_view code)
{
    std::string bare;
    for (const char digit : code)
        if (digit != ' ') bare += digit;
    return bare;
}

} // namespace

std::string make_totp_key(const Entropy& entropy)
{
    std::array<std::byte, limits::totp_key_digits> bytes{};
    entropy(bytes);
    std::string key;
    // 32 divides 256, so five bits of each byte are unbiased.
    for (const std::byte byte : bytes) key += base32[std::to_integer<std::size_t>(byte) % 32];
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

std::optional<std::uint32_t> hotp(std::string_view key, std::int64_t counter)
{
    const auto secret = from_base32(key);
    if (!secret || secret->empty()) return std::nullopt;
    std::array<unsigned char, 8> message{};
    auto rest = static_cast<std::uint64_t>(counter);
    for (std::size_t at = message.size(); at > 0; --at, rest >>= 8U)
        message.at(at - 1) = static_cast<unsigned char>(rest & 0xFFU);
    std::array<unsigned char, 20> mac{};
    unsigned size = mac.size();
    if (HMAC(EVP_sha1(), secret->data(), static_cast<int>(secret->size()), message.data(),
             message.size(), mac.data(), &size) == nullptr) {
        return std::nullopt;
    }
    const std::size_t offset = mac.back() & 0x0FU; // RFC 4226 §5.3.
    std::uint32_t cut = 0;
    for (std::size_t at = offset; at < offset + 4; ++at) cut = (cut << 8U) | mac.at(at);
    return cut & 0x7FFF'FFFFU;
}

std::int64_t totp_step(core::Instant now)
{
    return now.ms / limits::totp_step.ms;
}

std::string totp_code(std::string_view key, std::int64_t step)
{
    const auto value = hotp(key, step);
    if (!value) return {};
    const auto text = std::to_string(*value % code_count);
    return std::string(code_digits - text.size(), '0') + text;
}

std::optional<std::int64_t> find_totp_step(std::string_view key, std::string_view code,
                                           core::Instant now, std::int64_t used_last)
{
    const auto typed = without_blanks(code);
    if (typed.size() != code_digits) return std::nullopt;
    const auto here = totp_step(now);
    for (auto step = here - steps_beside; step <= here + steps_beside; ++step) {
        if (step > used_last && same_secret(totp_code(key, step), typed)) return step;
    }
    return std::nullopt;
}

std::string otpauth_uri(std::string_view key, std::string_view login)
{
    // A login is of [a-z0-9._-]: nothing to escape.
    return "otpauth://totp/Rostrum:" + std::string{login} + "?secret=" + std::string{key} +
           "&issuer=Rostrum";
}

} // namespace rostrum::access
