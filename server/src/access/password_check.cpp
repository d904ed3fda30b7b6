#include "access/password_check.hpp"

#include "access/limits.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::access {
namespace {

constexpr std::array<std::string_view, 14> known_words{
    "rostrum",   "password", "passw0rd", "qwertyuiop", "qwerty", "asdfgh", "admin",
    "moderator", "welcome",  "letmein",  "iloveyou",   "woaini", "质询台", "密码"};

std::string lower(std::string_view text)
{
    std::string result{text};
    for (char& one : result)
        if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    return result;
}

void take_out(std::string& text, std::string_view word)
{
    if (word.empty()) return;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word))
        text.erase(at, word.size());
}

/// Characters as a person counts them. What is no UTF-8 comes out as some characters.
std::vector<std::int64_t> characters_of(std::string_view text)
{
    std::vector<std::int64_t> characters;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if ((value & 0xC0U) == 0x80U && !characters.empty())
            characters.back() = (characters.back() << 6) | (value & 0x3FU);
        else
            characters.push_back(value);
    }
    return characters;
}

/// A character is fresh when it neither goes on a run nor follows its neighbour as it did before.
std::size_t count_fresh(const std::vector<std::int64_t>& characters)
{
    if (characters.empty()) return 0;
    std::size_t fresh = 1;
    std::set<std::pair<std::int64_t, std::int64_t>> seen;
    for (std::size_t at = 1; at < characters.size(); ++at) {
        const auto before = characters[at - 1];
        const auto step = characters[at] - before;
        const bool is_new = seen.emplace(before, characters[at]).second;
        if (is_new && (step < -1 || step > 1)) ++fresh;
    }
    return fresh;
}

} // namespace

std::optional<PasswordRefusal> check_password(std::string_view password, std::string_view login)
{
    if (count_characters(password) < limits::password_chars_min) return PasswordRefusal::too_short;
    if (password.size() > limits::password_bytes_max) return PasswordRefusal::too_long;
    auto rest = lower(password);
    take_out(rest, login);
    for (const auto word : known_words) take_out(rest, word);
    if (count_fresh(characters_of(rest)) < limits::password_fresh_chars_min)
        return PasswordRefusal::too_simple;
    return std::nullopt;
}

} // namespace rostrum::access
