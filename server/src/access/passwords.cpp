#include "access/passwords.hpp"

#include "access/limits.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace rostrum::access {
namespace {

/// libsodium's own length, which it does not name.
constexpr std::size_t hash_bytes = 32;

} // namespace

std::size_t count_characters(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

PasswordCost interactive_cost()
{
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

PasswordCost least_cost()
{
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

std::expected<std::string, PasswordRefusal> hash_password(std::string_view password,
                                                          PasswordCost cost)
{
    if (count_characters(password) < limits::password_chars_min)
        return std::unexpected(PasswordRefusal::too_short);
    if (password.size() > limits::password_bytes_max)
        return std::unexpected(PasswordRefusal::too_long);
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost.passes,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return std::unexpected(PasswordRefusal::no_memory);
    return hash.data();
}

std::string nobodys_hash(PasswordCost cost)
{
    // Salt and hash of nothing but zeros, in base64.
    const std::string salt((crypto_pwhash_argon2id_SALTBYTES * 8 + 5) / 6, 'A');
    const std::string hash((hash_bytes * 8 + 5) / 6, 'A');
    return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) +
           ",t=" + std::to_string(cost.passes) + ",p=1$" + salt + '$' + hash;
}

bool verify_password(const std::string& hash, std::string_view password)
{
    // Too long is wrong for sure: nobody could have set it. Says nothing about the login.
    if (password.size() > limits::password_bytes_max) return false;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

} // namespace rostrum::access
