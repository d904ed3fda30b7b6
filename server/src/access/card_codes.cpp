#include "access/card_codes.hpp"

#include "access/limits.hpp"

#include <sodium.h>

#include <array>

namespace rostrum::access {

PasswordCost code_cost()
{
    return {2, std::size_t{19} * 1024 * 1024};
}

std::string make_code(const Entropy& entropy)
{
    return make_digits(entropy, limits::code_digits);
}

std::optional<std::string> normalise_code(std::string_view typed)
{
    return normalise_digits(typed, limits::code_digits);
}

std::string printed_code(std::string_view code)
{
    return std::string{code.substr(0, 4)} + '-' + std::string{code.substr(4)};
}

CodeHasher::CodeHasher(PasswordCost cost) : cost_{cost}, nobodys_hash_{nobodys_hash(cost)} {}

std::optional<std::string> CodeHasher::hash(std::string_view code)
{
    ++count_;
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), code.data(), code.size(), cost_.passes,
                              cost_.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return std::nullopt;
    return hash.data();
}

bool CodeHasher::verify(const std::string& hash, std::string_view code)
{
    ++count_;
    const auto& against = hash.empty() ? nobodys_hash_ : hash;
    const bool same = crypto_pwhash_str_verify(against.c_str(), code.data(), code.size()) == 0;
    return same && !hash.empty();
}

} // namespace rostrum::access
