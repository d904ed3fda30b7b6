// The secrets people carry: card and link tokens, session cookies; and the hashes we keep of them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rostrum::access {

/// Fills the bytes with randomness fit for keys. An argument everywhere, so that tests repeat.
using Entropy = std::function<void(std::span<std::byte>)>;

/// 26 digits of Crockford's base32: 130 bits.
[[nodiscard]] std::string make_token(const Entropy& entropy);

/// The one spelling of a typed or scanned token: upper case, I and L are 1, O is 0, blanks and
/// hyphens dropped. Nothing when it cannot be a token.
[[nodiscard]] std::optional<std::string> normalise_token(std::string_view typed);

/// 43 characters of base64url: 256 bits.
[[nodiscard]] std::string make_cookie(const Entropy& entropy);

/// SHA-256 in 64 hexadecimal digits. For secrets of 112 bits and more only; passwords get Argon2id.
[[nodiscard]] std::string hash_secret(std::string_view secret);

} // namespace rostrum::access
